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

/** Python's TypeError; JavaScript has a class of that name. */
export class PyTypeError extends Exception {
  override readonly name: string = 'TypeError';
}

/** An object without that attribute. */
export class AttributeError extends Exception {
  override readonly name: string = 'AttributeError';
}

/** Any error that has no class of its own. */
export class RuntimeError extends Exception {
  override readonly name: string = 'RuntimeError';
}

/** Python's stack is full. `where` says what was called last. */
export class RecursionError extends RuntimeError {
  override readonly name: string = 'RecursionError';

  constructor(where = '') {
    super(`maximum recursion depth exceeded${where}`);
  }
}

/** A failed `assert`: a caller broke a rule of the API. */
export class AssertionError extends Exception {
  override readonly name: string = 'AssertionError';
}

/** A list without that place (`list.pop`). */
export class IndexError extends Exception {
  override readonly name: string = 'IndexError';
}

/** A mapping without that key (`set.remove`, `dict[key]`). */
export class KeyError extends Exception {
  override readonly name: string = 'KeyError';
}

/** Division by zero; Twisted's tests use it as an error that no one else raises. */
export class ZeroDivisionError extends Exception {
  override readonly name: string = 'ZeroDivisionError';
}

/** The program asks to be ended. Not one of `Exception`: what catches those lets it through. */
export class SystemExit extends Error {
  override readonly name: string = 'SystemExit';
  readonly code: number;

  constructor(code = 0) {
    super(String(code));
    this.code = code;
  }
}

/** Python's `assert condition, message`. */
export function pyAssert(condition: boolean, message = ''): asserts condition {
  if (!condition) throw new AssertionError(message);
}
