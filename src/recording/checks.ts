import {
  describe,
  flag,
  InputError,
  integer,
  isObject,
  memberPath,
  nullable,
  number,
  oneOf,
  refuse,
  text,
  textOf,
  type Check,
} from './check';
import { grouped } from './digits';
import { choices, type FieldType, type FieldValues } from './eventTable';
import type { VirtualNs } from './events';
import { MAX_COUNT, MAX_DEPTH, MAX_MS, MAX_NAMES, MAX_TEXT, MAX_VALUES } from './limits';
import { fail } from './refusal';

const days = Math.floor(MAX_MS / 86_400_000);
const LATEST = `at most ${grouped(MAX_MS)} ms (${days} days): times count from the beginning of the run, exact to the nanosecond`;
const EARLIEST_DATE_MS = 1e11;

/** What a time may be, in the words that say what is wrong with this one. A time of day is a frequent mistake. */
function allowedTime(found: unknown): string {
  if (typeof found !== 'number' || found < 0) return 'milliseconds, 0 or more';
  const isDate = Number.isFinite(found) && found >= EARLIEST_DATE_MS;
  return isDate ? `${LATEST}; this looks like a time of day` : LATEST;
}

function allowedCount(found: unknown): string {
  const isLarge = typeof found === 'number' && found > MAX_COUNT;
  return `a whole number, ${isLarge ? `at most ${grouped(MAX_COUNT)}` : '0 or more'}`;
}

export function msToNs(ms: number): VirtualNs {
  return Math.round(ms * 1e6);
}

/** A time in ms that is exact in ns. */
export const time = number(allowedTime, 0, MAX_MS);

/** A whole number that sums stay exact with. */
export const count = integer(allowedCount, 0, MAX_COUNT);

const name = textOf('a name');
const names: Check<string[]> = (value, path) => {
  if (!Array.isArray(value)) return refuse(path, value, 'a list of names');
  if (value.length > MAX_NAMES) {
    throw new InputError(path, `${grouped(value.length)} names`, `at most ${grouped(MAX_NAMES)}`);
  }
  // Without the path of each: a list is as long as the connections are many, in every turn of the loop.
  const wrong = value.findIndex((one) => typeof one !== 'string' || one.length > MAX_TEXT);
  if (wrong >= 0) name(value[wrong], `${path}[${wrong}]`);
  return value as string[];
};

const integerOf = integer('a whole number or text', -Number.MAX_SAFE_INTEGER);

const checks: { readonly [T in keyof FieldValues]: Check<unknown> } = {
  conn: nullable(textOf("a connection's name or null")),
  text,
  int: count,
  bytes: count,
  bool: flag,
  names,
  ns: time,
  'ns|null': nullable(number((found) => `${allowedTime(found)}, or null`, 0, MAX_MS)),
  'int|text': (value, path) => (typeof value === 'string' ? text : integerOf)(value, path),
  any: (value, path) => new FreeValues().check(value, path),
  way: oneOf(...choices.way),
  side: oneOf(...choices.side),
  box: oneOf(...choices.box),
  known: oneOf(...choices.known),
  why: oneOf(...choices.why),
};

/** The check of a type of field; where it may be missing, of what is there. */
export function checkOf(type: FieldType): Check<unknown> {
  return checks[type.replace('?', '') as keyof FieldValues];
}

/** Bounds what may hold anything, for all free fields of one event together. */
export class FreeValues {
  #count = 0;

  /** @throws RecordingError, InputError if it is nested too deep, holds too many values, or one that cannot be shown. */
  check(value: unknown, path: string, depth = 0): unknown {
    if (++this.#count > MAX_VALUES) {
      fail(path, `more than ${grouped(MAX_VALUES)} values in one event are not allowed.`);
    }
    if (typeof value === 'string') text(value, path);
    else if (typeof value === 'number' && !Number.isFinite(value)) {
      refuse(path, value, 'a number between -1.8e308 and 1.8e308');
    }
    if (typeof value !== 'object' || value === null) return value;
    if (depth === MAX_DEPTH) fail(rootOf(path), `nested deeper than ${MAX_DEPTH} levels.`);
    if (Array.isArray(value)) {
      value.forEach((one, i) => this.check(one, `${path}[${i}]`, depth + 1));
    } else if (isObject(value)) {
      for (const name in value) {
        const at = memberPath(path, name);
        text(name, at);
        this.check(value[name], at, depth + 1);
      }
    } else {
      fail(path, `found ${describe(value)}, allowed what JSON has.`);
    }
    return value;
  }
}

/** `events[3].value` of `events[3].value[0][0]…`: where a hundred brackets say nothing more. */
function rootOf(path: string): string {
  return /^events\[\d+\]\.[\w.#-]+/.exec(path)?.[0] ?? path.slice(0, 60);
}
