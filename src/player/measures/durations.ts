/**
 * How times are written: on the page, in an embed, in captions, tables and exports, for those who hear it, and on
 * the command line. Nothing else writes one (ESLint sees to that: `lint/bans.js`).
 *
 * - How long something took: `durationText`. Below 0.1 s in milliseconds, from there in seconds with one decimal.
 * - How long a client waited, in its column, on its bar and in the table: `waitText`. Seconds with one decimal.
 * - When something happened: `momentText`, seconds with a fixed number of decimals; `clockText` where a run takes hours.
 * - What the program or the reader asked for, all digits of it: `exactText`, `settingText`, `pythonSeconds`.
 * - The same for who hears it: `spoken` of any of these.
 */
import { grouped } from '../../recording/digits';
import type { VirtualNs } from '../../recording/events';

const NS_PER_MS = 1e6;
const NS_PER_S = 1e9;
const MINUTE_NS = 60e9;
/** From here on a duration is told in seconds: it is also what one calls blocked. */
const TOLD_IN_SECONDS_NS = 100e6;

/** Seconds as a number with a fixed count of decimals, without the unit: `3.2`. */
export function secondsOf(timeNs: VirtualNs, decimals = 1): string {
  return (timeNs / NS_PER_S).toFixed(decimals);
}

/** Seconds with at most `most` decimals, of which zeros at the end are left out, but not the first: `1.0`, `0.15`. */
function shortSeconds(timeNs: VirtualNs, most: number): string {
  return secondsOf(timeNs, most).replace(/(\.\d+?)0+$/, '$1');
}

/** When something happened: `1.5 s`. Two decimals at an event, three where milliseconds are the matter. */
export function momentText(timeNs: VirtualNs, decimals = 1): string {
  return `${secondsOf(timeNs, decimals)} s`;
}

/** A moment in as few digits as it takes, at most `most` decimals: `1.0 s`, `0.999 s`. */
export function shortMoment(timeNs: VirtualNs, most: number): string {
  return `${shortSeconds(timeNs, most)} s`;
}

/**
 * How long something took: `70 ms`, `2.5 s`, `1 min 30 s`; `for ever` where it never ends. Fractions of a
 * millisecond only below 10 ms: `1.2 ms`, `0.05 ms`.
 *
 * @param most decimals of the seconds: with 2, `0.15 s` and still `1.0 s`
 */
export function durationText(ns: VirtualNs, most = 1): string {
  if (ns === Infinity) return 'for ever';
  if (ns < 0) return `−${durationText(-ns, most)}`;
  if (Math.round(ns / NS_PER_MS) < TOLD_IN_SECONDS_NS / NS_PER_MS)
    return `${millisecondsOf(ns)} ms`;
  return ns < MINUTE_NS - NS_PER_S / 20 ? shortMoment(ns, most) : clockText(ns);
}

/** Whole milliseconds; below ten two digits that count, below one a single digit. */
function millisecondsOf(ns: VirtualNs): string {
  const ms = ns / NS_PER_MS;
  if (ms >= 10 || ms === 0) return String(Math.round(ms));
  return String(Number(ms.toPrecision(ms < 1 ? 1 : 2)));
}

/** A client's wait in seconds, without the unit: `2.5`, `< 0.1`. */
export function waitSeconds(waitNs: VirtualNs): string {
  return waitNs < TOLD_IN_SECONDS_NS ? '< 0.1' : secondsOf(waitNs);
}

/** A client's wait, the same on its bar, beside it and in the table: `2.5 s`, `< 0.1 s`. */
export function waitText(waitNs: VirtualNs): string {
  return `${waitSeconds(waitNs)} s`;
}

/** How much of a duration has passed, in the unit of the whole: `2.2 of 3.0 s`, `20 of 50 ms`. */
export function progressText(passedNs: VirtualNs, wholeNs: VirtualNs): string {
  const passed = Math.min(Math.max(0, passedNs), wholeNs);
  if (wholeNs < TOLD_IN_SECONDS_NS) {
    return `${Math.round(passed / NS_PER_MS)} of ${durationText(wholeNs)}`;
  }
  return `${secondsOf(passed)} of ${momentText(wholeNs)}`;
}

/** A time as one says it in runs that take hours: `4.6 s`, `5 min`, `1 min 30 s`, `2 h 11 min`. */
export function clockText(timeNs: VirtualNs): string {
  const seconds = timeNs / NS_PER_S;
  if (seconds < 59.95) {
    return momentText(timeNs, seconds < 9.95 || seconds % 1 >= 0.05 ? 1 : 0);
  }
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  const rest = Math.round(whole / 60) % 60;
  const hours = Math.floor(Math.round(whole / 60) / 60);
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** A duration with all its digits, as it was asked for: `3.0 s`, `0.25 s`, `20 ms`. */
export function exactText(ns: VirtualNs): string {
  return ns < TOLD_IN_SECONDS_NS ? exactMs(ns) : shortMoment(ns, 9);
}

/** A field of an event, in the unit that a recording has: `3000 ms`. */
export function exactMs(ns: VirtualNs): string {
  return `${ns / NS_PER_MS} ms`;
}

/** When an event happened, in a list of events: whole milliseconds, or to the microsecond. */
export function millisecondsAt(timeNs: VirtualNs): string {
  return (timeNs / NS_PER_MS).toFixed(timeNs % NS_PER_MS === 0 ? 0 : 3);
}

/** A number of a slider: with as many decimals as its step has, `3.0 s`, `300 ms`. */
export function settingText(
  value: number,
  unit: 's' | 'ms',
  decimals = unit === 's' ? 1 : 0,
): string {
  return `${value.toFixed(decimals)} ${unit}`;
}

/** Seconds as Python writes the number: `3`, `0.25`. */
export function pythonSeconds(ns: VirtualNs): string {
  return String(ns / NS_PER_S);
}

/** A tick of a time axis: `1.5 s`, `10,800 s`. */
export function tickText(seconds: number, decimals: number): string {
  const [whole = '', fraction] = seconds.toFixed(decimals).split('.');
  return `${grouped(Number(whole))}${fraction === undefined ? '' : `.${fraction}`} s`;
}

const UNITS: Readonly<Record<string, string>> = {
  ms: 'millisecond',
  s: 'second',
  min: 'minute',
  h: 'hour',
};

/** A text of this module as it is spoken: `3.2 seconds`, `1 minute 30 seconds`, `less than 0.1 seconds`. */
export function spoken(text: string): string {
  return text
    .replace(/^< /, 'less than ')
    .replace(/(\S+) (ms|s|min|h)\b/g, (_, number: string, unit: string) =>
      [number, UNITS[unit]! + (number === '1' ? '' : 's')].join(' '),
    );
}
