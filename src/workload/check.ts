/** Hand-written checks of JSON from outside: each returns the value with its type, or throws. */

/** What is wrong with an input: where, what was found there, and what may be there. One line. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** JSON path (`$.clients[0].actions[2].at`) or the name of an argument (`--block`). */
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

/** Checks a value found at a JSON path. */
export type Check<T> = (value: unknown, path: string) => T;

type Checked<C> = C extends Check<infer T> ? T : never;

/** Longest time that whole nanoseconds hold exactly, in ms: 104 days. */
const MAX_MS = 9_007_199_254;

/** A short, one-line description of a value, for a message. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}

export function fail(path: string, value: unknown, allowed: string): never {
  throw new InputError(path, describe(value), allowed);
}

/** A finite number between `min` and `max`. */
export function number(what: string, min = -Infinity, max = Infinity): Check<number> {
  return (value, path) => {
    if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max) {
      return fail(path, value, what);
    }
    return value;
  };
}

export function integer(what: string, min: number, max = Number.MAX_SAFE_INTEGER): Check<number> {
  return (value, path) => {
    if (!Number.isSafeInteger(value) || (value as number) < min || (value as number) > max) {
      return fail(path, value, what);
    }
    return value as number;
  };
}

/** A time or a duration in ms, not negative; fractions are fine. */
export const milliseconds = number('a number of milliseconds, 0 or more', 0, MAX_MS);

/** A size in bytes, at least 1. */
export const bytes = integer('a whole number of bytes, 1 or more', 1);

/** Text whose characters are bytes (latin-1). */
export const latin1: Check<string> = (value, path) => {
  if (typeof value !== 'string') return fail(path, value, 'text');
  for (let i = 0; i < value.length; i++) {
    if (value.charCodeAt(i) > 255) return fail(path, value, 'text with characters up to U+00FF');
  }
  return value;
};

export const ipv4: Check<string> = (value, path) =>
  typeof value === 'string' && /^\d{1,3}(\.\d{1,3}){3}$/.test(value)
    ? value
    : fail(path, value, 'an IPv4 address, as 127.0.0.1');

export const portNumber = integer('a port, 1 to 65535', 1, 65_535);

export const text: Check<string> = (value, path) =>
  typeof value === 'string' ? value : fail(path, value, 'text');

export const flag: Check<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : fail(path, value, 'true or false');

export const anything: Check<unknown> = (value) => value;

export function oneOf<T extends string>(...allowed: readonly T[]): Check<T> {
  return (value, path) =>
    allowed.includes(value as T) ? (value as T) : fail(path, value, `one of ${allowed.join(', ')}`);
}

export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, path) => (value === null ? null : check(value, path));
}

export function list<T>(check: Check<T>): Check<T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return fail(path, value, 'a list');
    return value.map((item, index) => check(item, `${path}[${index}]`));
  };
}

/** A list of exactly these items; the last `optional` of them may be left out. */
export function tuple(checks: readonly Check<unknown>[], optional = 0): Check<unknown[]> {
  const least = checks.length - optional;
  const size = optional === 0 ? `${least}` : `${least} to ${checks.length}`;
  return (value, path) => {
    if (!Array.isArray(value)) return fail(path, value, `a list of ${size}`);
    if (value.length < least || value.length > checks.length) {
      return fail(path, value, `a list of ${size}`);
    }
    return value.map((item, index) => checks[index]!(item, `${path}[${index}]`));
  };
}

/** An object with any names, each value checked. */
export function record<T>(check: Check<T>): Check<Record<string, T>> {
  return (value, path) => {
    const source = plainObject(value, path);
    return Object.fromEntries(
      Object.entries(source).map(([name, item]) => [name, check(item, member(path, name))]),
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
          member(path, name),
          'an unknown field',
          known.join(', ') || 'no field',
        );
      }
    }
    const result: Record<string, unknown> = {};
    for (const [name, check] of Object.entries(required)) {
      result[name] = check(source[name], member(path, name));
    }
    for (const [name, check] of Object.entries(optional)) {
      if (source[name] !== undefined) result[name] = check(source[name], member(path, name));
    }
    return result as Shape<R, O>;
  };
}

export function plainObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail(path, value, 'an object');
  }
  return value as Record<string, unknown>;
}

/** `$.a` or `$["a b"]`. */
export function member(path: string, name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)
    ? `${path}.${name}`
    : `${path}[${JSON.stringify(name)}]`;
}
