/**
 * Python's built-in exceptions, as far as Twisted and its programs raise them.
 *
 * Their `name` is written out and not taken from the class: a minifier renames classes, but what a
 * recording says (`logError`, `Failure(ValueError)`) is Python's name.
 */

/** Python's `Exception`: the base of every error of the simulated program. `message` is `str(e)`. */
export class Exception extends Error {
  override readonly name: string = 'Exception';
}

/** A value of the right type that makes no sense. */
export class ValueError extends Exception {
  override readonly name: string = 'ValueError';
}

/** Any error that has no class of its own. */
export class RuntimeError extends Exception {
  override readonly name: string = 'RuntimeError';
}

/** A failed `assert`: a caller broke a rule of the API. */
export class AssertionError extends Exception {
  override readonly name: string = 'AssertionError';
}

/** A mapping without that key (`set.remove`, `dict[key]`). */
export class KeyError extends Exception {
  override readonly name: string = 'KeyError';
}

/** Division by zero; Twisted's tests use it as an error that no one else raises. */
export class ZeroDivisionError extends Exception {
  override readonly name: string = 'ZeroDivisionError';
}

/** Python's `assert condition, message`. */
export function pyAssert(condition: boolean, message = ''): asserts condition {
  if (!condition) throw new AssertionError(message);
}
