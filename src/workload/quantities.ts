import { integer, number, object, refuse, type Check } from '../recording/check';
import { MAX_MS } from '../recording/limits';

/** A time or a duration in ms, not negative; fractions are fine. */
export const milliseconds = number('a number of milliseconds, 0 or more', 0, MAX_MS);

/** One that is not 0, down to the nanosecond. */
export const millisecondsAboveZero = number('a number of milliseconds above 0', 1e-6, MAX_MS);

/** A size in bytes, at least 1. */
export const bytes = integer('a whole number of bytes, 1 or more', 1);

/** Text whose characters are bytes (latin-1). */
export const latin1: Check<string> = (value, path) => {
  if (typeof value !== 'string') return refuse(path, value, 'text');
  for (let i = 0; i < value.length; i++) {
    if (value.charCodeAt(i) > 255) return refuse(path, value, 'text with characters up to U+00FF');
  }
  return value;
};

/** The same, not empty. */
export const someLatin1: Check<string> = (value, path) =>
  latin1(value, path) === '' ? refuse(path, value, 'at least one character') : (value as string);

export const ipv4: Check<string> = (value, path) =>
  typeof value === 'string' && /^\d{1,3}(\.\d{1,3}){3}$/.test(value)
    ? value
    : refuse(path, value, 'an IPv4 address, as 127.0.0.1');

/** What looking a host's name up comes to: how long it takes, and its address. */
export const host = object({ ms: milliseconds, address: ipv4 }, {});

export const portNumber = integer('a port, 1 to 65535', 1, 65_535);
