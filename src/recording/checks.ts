import { grouped } from './digits';
import type { VirtualNs } from './events';
import type { FieldType } from './fields';
import { MAX_COUNT, MAX_DEPTH, MAX_MS, MAX_NAMES, MAX_TEXT, MAX_VALUES } from './limits';
import { describe, fail, isObject, memberPath, refuse } from './refusal';

/** @throws RecordingError with the path if the value is not what is allowed there. */
export type Check = (value: unknown, path: string) => void;

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

/** @throws RecordingError unless it is a time in ms that is exact in ns. */
export function checkTime(value: unknown, path: string): asserts value is number {
  const holds = typeof value === 'number' && value >= 0 && value <= MAX_MS;
  if (!holds) refuse(path, value, allowedTime(value));
}

/** @throws RecordingError unless it is a whole number that sums stay exact with. */
export function checkCount(value: unknown, path: string): asserts value is number {
  const holds = Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_COUNT;
  if (!holds) refuse(path, value, allowedCount(value));
}

/** A text that is not too long. @throws RecordingError */
export function checkText(value: unknown, path: string, allowed = 'text'): asserts value is string {
  if (typeof value !== 'string') refuse(path, value, allowed);
  if (value.length <= MAX_TEXT) return;
  fail(path, `found ${grouped(value.length)} characters, allowed at most ${grouped(MAX_TEXT)}.`);
}

const text: Check = (value, path) => checkText(value, path);
const conn: Check = (value, path) => {
  if (value !== null) checkText(value, path, "a connection's name or null");
};
const int: Check = (value, path) => checkCount(value, path);
const bool: Check = (value, path) => {
  if (typeof value !== 'boolean') refuse(path, value, 'true or false');
};
const names: Check = (value, path) => {
  if (!Array.isArray(value)) refuse(path, value, 'a list of names');
  if (value.length > MAX_NAMES) {
    fail(path, `found ${grouped(value.length)} names, allowed at most ${grouped(MAX_NAMES)}.`);
  }
  for (let i = 0; i < value.length; i++) {
    if (typeof value[i] !== 'string' || value[i].length > MAX_TEXT) {
      checkText(value[i], `${path}[${i}]`, 'a name');
    }
  }
};

/** The check of each type of field; where it may be missing, of what is there. */
export const checks: Readonly<Record<FieldType, Check>> = {
  conn,
  'conn?': conn,
  text,
  'text?': text,
  int,
  'int?': int,
  bool,
  'bool?': bool,
  names,
  'names?': names,
  ns: (value, path) => checkTime(value, path),
  'ns|null': (value, path) => {
    if (value === null) return;
    const holds = typeof value === 'number' && value >= 0 && value <= MAX_MS;
    if (!holds) refuse(path, value, `${allowedTime(value)}, or null`);
  },
  'int|text': (value, path) => {
    if (typeof value === 'string') checkText(value, path);
    else if (!Number.isSafeInteger(value)) refuse(path, value, 'a whole number or text');
  },
  'any?': (value, path) => new FreeValues().check(value, path),
};

/** Bounds what may hold anything, for all free fields of one event together. */
export class FreeValues {
  #count = 0;

  /** @throws RecordingError if it is nested too deep, holds too many values, or one that cannot be shown. */
  check(value: unknown, path: string, depth = 0): void {
    if (++this.#count > MAX_VALUES) {
      fail(path, `more than ${grouped(MAX_VALUES)} values in one event are not allowed.`);
    }
    if (typeof value === 'string') checkText(value, path);
    else if (typeof value === 'number' && !Number.isFinite(value)) {
      refuse(path, value, 'a number between -1.8e308 and 1.8e308');
    }
    if (typeof value !== 'object' || value === null) return;
    if (depth === MAX_DEPTH) fail(rootOf(path), `nested deeper than ${MAX_DEPTH} levels.`);
    if (Array.isArray(value)) {
      value.forEach((one, i) => this.check(one, `${path}[${i}]`, depth + 1));
    } else if (isObject(value)) {
      for (const name in value) {
        if (name.length > MAX_TEXT) checkText(name, memberPath(path, name));
        this.check(value[name], memberPath(path, name), depth + 1);
      }
    } else {
      fail(path, `found ${describe(value)}, allowed what JSON has.`);
    }
  }
}

/** `events[3].value` of `events[3].value[0][0]…`: where a hundred brackets say nothing more. */
function rootOf(path: string): string {
  return /^events\[\d+\]\.[\w.#-]+/.exec(path)?.[0] ?? path.slice(0, 60);
}
