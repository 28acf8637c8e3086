/** Why a text is not a recording, in one sentence: where, what was found, what is allowed. */
export class RecordingError extends Error {
  /** JSON path of the fault, `events[3].fd`; empty when it is the whole document. */
  readonly path: string;

  constructor(path: string, message: string) {
    super(path === '' ? message : `${path}: ${message}`);
    this.name = 'RecordingError';
    this.path = path;
  }
}

/** @throws RecordingError always. */
export function fail(path: string, message: string): never {
  throw new RecordingError(path, message);
}

/** @throws RecordingError always, with what was found at the path and what is allowed there. */
export function refuse(path: string, found: unknown, allowed: string): never {
  fail(path, `found ${describe(found)}, allowed ${allowed}.`);
}

export type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Names a value in a few words. JSON has no infinity: a number beyond what fits into 64 bits became one. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'an object';
  if (value === Infinity) return 'a number too large to hold (above 1.8e308)';
  if (value === -Infinity) return 'a number too large to hold (below -1.8e308)';
  if (typeof value !== 'string') return String(value);
  const shown = JSON.stringify(value.slice(0, SHOWN_LENGTH));
  return value.length > SHOWN_LENGTH || shown.length > SHOWN_LENGTH
    ? `${shown.slice(0, SHOWN_LENGTH - 3)}…`
    : shown;
}

const SHOWN_LENGTH = 40;

/** Path of a member: `events[3].name`. A name from outside may be of any length. */
export function memberPath(path: string, name: string): string {
  const isPlain = /^[\w.#-]{1,40}$/.test(name);
  if (isPlain) return path === '' ? name : `${path}.${name}`;
  return `${path}[${describe(name)}]`;
}
