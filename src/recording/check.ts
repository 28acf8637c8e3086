import { grouped } from './digits';
import { MAX_TEXT } from './limits';

/** Checks of JSON from outside, for recordings and workloads: each returns the value with its type, or throws. */

/** What is wrong with an input: where, what was found there, and what may be there. One line. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** JSON path (`$.clients[0].actions[2].at`, `events[3].fd`) or the name of an argument (`--block`). */
  readonly path: string;
  readonly found: string;
  readonly allowed: string;

  constructor(path: string, found: string, allowed: string) {
    super(`${path}: found ${found}; allowed: ${allowed}`);
    this.path = path;
    this.found = found;
    this.allowed = allowed;
  }
}

/** Checks a value found at a JSON path. @throws InputError */
export type Check<T> = (value: unknown, path: string) => T;

export type Checked<C> = C extends Check<infer T> ? T : never;

export type Json = Record<string, unknown>;

/** What is allowed, in words; they may depend on what was found. */
type Allowed = string | ((found: unknown) => string);

/** @throws InputError always. */
export function refuse(path: string, found: unknown, allowed: Allowed): never {
  throw new InputError(
    path,
    describe(found),
    typeof allowed === 'string' ? allowed : allowed(found),
  );
}

/** Characters of a text that a message shows. */
const SHOWN_LENGTH = 40;

/** Names a value in a few words. JSON has no infinity: a number beyond what fits into 64 bits became one. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) {
    return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  }
  if (isObject(value)) return 'an object';
  if (value === Infinity) return 'a number too large to hold (above 1.8e308)';
  if (value === -Infinity) return 'a number too large to hold (below -1.8e308)';
  if (typeof value !== 'string') return String(value);
  const shown = JSON.stringify(value.slice(0, SHOWN_LENGTH));
  return value.length > SHOWN_LENGTH || shown.length > SHOWN_LENGTH
    ? `${shown.slice(0, SHOWN_LENGTH - 3)}…`
    : shown;
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Path of a member: `$.a`, `$["a b"]`, `events[3].name`. A name from outside may be of any length. */
export function memberPath(path: string, name: string): string {
  const isPlain = /^\w{1,40}$/.test(name);
  if (isPlain) return path === '' ? name : `${path}.${name}`;
  return `${path}[${describe(name)}]`;
}

/** A finite number between `min` and `max`. */
export function number(allowed: Allowed, min = -Infinity, max = Infinity): Check<number> {
  return (value, path) =>
    typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max
      ? value
      : refuse(path, value, allowed);
}

export function integer(
  allowed: Allowed,
  min: number,
  max = Number.MAX_SAFE_INTEGER,
): Check<number> {
  return (value, path) =>
    Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max
      ? (value as number)
      : refuse(path, value, allowed);
}

/** A text that is not too long. */
export function textOf(allowed: string): Check<string> {
  return (value, path) => {
    if (typeof value !== 'string') return refuse(path, value, allowed);
    if (value.length <= MAX_TEXT) return value;
    const found = `${grouped(value.length)} characters`;
    throw new InputError(path, found, `at most ${grouped(MAX_TEXT)}`);
  };
}

export const text = textOf('text');

export const flag: Check<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : refuse(path, value, 'true or false');

export const anything: Check<unknown> = (value) => value;

export function oneOf<T extends string>(...allowed: readonly T[]): Check<T> {
  return (value, path) =>
    allowed.includes(value as T)
      ? (value as T)
      : refuse(path, value, `one of ${allowed.join(', ')}`);
}

export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, path) => (value === null ? null : check(value, path));
}

export function list<T>(check: Check<T>): Check<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(path, value, 'a list');
    return value.map((item, index) => check(item, `${path}[${index}]`));
  };
}

/** A list of exactly these items; the last `optional` of them may be left out. */
export function tuple(checks: readonly Check<unknown>[], optional = 0): Check<unknown[]> {
  const least = checks.length - optional;
  const size = optional === 0 ? `${least}` : `${least} to ${checks.length}`;
  return (value, path) => {
    if (!Array.isArray(value)) return refuse(path, value, `a list of ${size}`);
    if (value.length < least || value.length > checks.length) {
      return refuse(path, value, `a list of ${size}`);
    }
    return value.map((item, index) => checks[index]!(item, `${path}[${index}]`));
  };
}

/** An object with any names, each value checked. */
export function record<T>(check: Check<T>): Check<Record<string, T>> {
  return (value, path) => {
    const source = plainObject(value, path);
    return Object.fromEntries(
      Object.entries(source).map(([name, item]) => [name, check(item, memberPath(path, name))]),
    );
  };
}

type Checks = Record<string, Check<unknown>>;

type Shape<R extends Checks, O extends Checks> = { [K in keyof R]: Checked<R[K]> } & {
  [K in keyof O]?: Checked<O[K]>;
};

/** An object with these fields and no others. */
export function object<R extends Checks, O extends Checks>(
  required: R,
  optional: O,
): Check<Shape<R, O>> {
  const known = [...Object.keys(required), ...Object.keys(optional)];
  return (value, path) => {
    const source = plainObject(value, path);
    for (const name of Object.keys(source)) {
      if (!known.includes(name)) {
        throw new InputError(
          memberPath(path, name),
          'an unknown field',
          known.join(', ') || 'no field',
        );
      }
    }
    const result: Record<string, unknown> = {};
    for (const [name, check] of Object.entries(required)) {
      result[name] = check(source[name], memberPath(path, name));
    }
    for (const [name, check] of Object.entries(optional)) {
      if (source[name] !== undefined) result[name] = check(source[name], memberPath(path, name));
    }
    return result as Shape<R, O>;
  };
}

/** Those of these fields that an object has. Others are left behind. */
export function known<C extends Checks>(
  checks: C,
  allowed = 'an object',
): Check<{ [K in keyof C]?: Checked<C[K]> }> {
  return (value, path) => {
    const source = plainObject(value, path, allowed);
    const result: Json = {};
    for (const [name, check] of Object.entries(checks)) {
      if (source[name] !== undefined) result[name] = check(source[name], memberPath(path, name));
    }
    return result as { [K in keyof C]?: Checked<C[K]> };
  };
}

export function plainObject(value: unknown, path: string, allowed = 'an object'): Json {
  return isObject(value) ? value : refuse(path, value, allowed);
}
