import { NS_PER_SECOND } from '../simulator/units';
import type { ServerEnvironment } from './types';

/**
 * What the wall clock says when a run begins, in seconds: Thursday, 1 January 2026, 00:00:00 UTC. The local time zone is
 * UTC. The oracle's clock says the same.
 */
export const EPOCH_S = 1_767_225_600;

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
const SECONDS_PER_DAY = 86_400;

/** A moment in UTC; `month`, `day` and `dayOfYear` from 1, `weekday` from Sunday, which is 0. */
export interface CalendarTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
  dayOfYear: number;
}

/** Python's `time.gmtime` (and `localtime`), of seconds since 1970. */
export function gmtime(seconds: number): CalendarTime {
  const whole = Math.floor(seconds);
  const days = Math.floor(whole / SECONDS_PER_DAY);
  const ofDay = whole - days * SECONDS_PER_DAY;
  let year = 1970;
  let left = days;
  for (let size = daysOf(year); left >= size; size = daysOf(year)) {
    left -= size;
    year++;
  }
  const dayOfYear = left + 1;
  let month = 0;
  for (let size = daysOfMonth(year, month); left >= size; size = daysOfMonth(year, month)) {
    left -= size;
    month++;
  }
  return {
    year,
    month: month + 1,
    day: left + 1,
    hour: Math.floor(ofDay / 3600),
    minute: Math.floor(ofDay / 60) % 60,
    second: ofDay % 60,
    weekday: (days + 4) % 7,
    dayOfYear,
  };
}

/**
 * Python's `time.strftime`, in the C locale and UTC; `%f` as `datetime.strftime` has it.
 * @param microseconds what `%f` writes.
 * @throws RangeError for a directive that is not known.
 */
export function strftime(format: string, seconds: number, microseconds = 0): string {
  const t = gmtime(seconds);
  const two = (n: number): string => String(n).padStart(2, '0');
  const weekday = WEEKDAYS[t.weekday]!;
  const month = MONTHS[t.month - 1]!;
  const texts: Record<string, () => string> = {
    Y: () => String(t.year),
    y: () => two(t.year % 100),
    m: () => two(t.month),
    d: () => two(t.day),
    e: () => String(t.day).padStart(2),
    j: () => String(t.dayOfYear).padStart(3, '0'),
    H: () => two(t.hour),
    I: () => two(t.hour % 12 || 12),
    p: () => (t.hour < 12 ? 'AM' : 'PM'),
    M: () => two(t.minute),
    S: () => two(t.second),
    f: () => String(microseconds).padStart(6, '0'),
    A: () => weekday,
    a: () => weekday.slice(0, 3),
    B: () => month,
    b: () => month.slice(0, 3),
    w: () => String(t.weekday),
    s: () => String(Math.floor(seconds)),
    z: () => '+0000',
    Z: () => 'UTC',
    F: () => strftime('%Y-%m-%d', seconds),
    T: () => strftime('%H:%M:%S', seconds),
    R: () => strftime('%H:%M', seconds),
    D: () => strftime('%m/%d/%y', seconds),
    x: () => strftime('%m/%d/%y', seconds),
    X: () => strftime('%H:%M:%S', seconds),
    c: () => strftime('%a %b %e %H:%M:%S %Y', seconds),
    '%': () => '%',
  };
  return format.replace(/%(.?)/gs, (_, directive: string) => {
    const text = texts[directive];
    if (text === undefined) throw new RangeError(`strftime: %${directive} is not modelled`);
    return text();
  });
}

/** Python's wall clock in a run. Apart from the environment, so that only a program that asks for it has code for it. */
export interface WallClock {
  /** `time.time()`: seconds since 1970. */
  time(): number;
  /** `time.strftime(format)`, of now or of `seconds`; with `%f` as `datetime.now().strftime`. */
  strftime(format: string, seconds?: number): string;
}

export function wallClockOf({ reactor }: ServerEnvironment): WallClock {
  const time = (): number => EPOCH_S + reactor.nowNs() / NS_PER_SECOND;
  // A clock's reading is cut, not rounded.
  const microseconds = (): number => Math.floor((reactor.nowNs() % NS_PER_SECOND) / 1000);
  return {
    time,
    strftime: (format, seconds) =>
      seconds === undefined
        ? strftime(format, time(), microseconds())
        : strftime(format, seconds, Math.round((seconds % 1) * 1e6)),
  };
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysOf(year: number): number {
  return isLeap(year) ? 366 : 365;
}

/** `month` from 0. */
function daysOfMonth(year: number, month: number): number {
  if (month === 1) return isLeap(year) ? 29 : 28;
  return [3, 5, 8, 10].includes(month) ? 30 : 31;
}
