import { Exception } from './exceptions';
import { outerFrames, type Outer } from '../internet/pyStack';

/** A class of errors, as `check` and `trap` take it. */
// The constructor's arguments do not matter for `instanceof`.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type ErrorClass<E extends Error = Error> = abstract new (...args: any[]) => E;

/** What Python calls the type of an exception: `ValueError`. A plain `Error` is its `Exception`. */
export function errorName(error: Error): string {
  return error.name === 'Error' ? 'Exception' : error.name;
}

/**
 * An exception that was caught, as a value that Deferreds pass on.
 *
 * Follows twisted/python/failure.py (class Failure) without tracebacks: an error in JavaScript keeps
 * its own stack.
 */
export class Failure<E extends Error = Error> {
  /** The exception. */
  readonly value: E;
  /** Its traceback goes through a Deferred's frames, which hold that Deferred and what its last callback holds. */
  inFrames = false;
  /** The frames that its traceback holds besides those that it went through: those that had called them. Null: it has none. */
  caughtBelow: Outer | null = null;

  /**
   * @param value The exception. Anything else that was thrown is wrapped into an `Exception` with its
   * text; a Failure gives its own exception.
   */
  constructor(value: unknown) {
    if (value instanceof Failure) {
      this.value = value.value as E;
      this.inFrames = value.inFrames;
      this.caughtBelow = value.caughtBelow;
    } else if (value instanceof Error) this.value = value as E;
    else this.value = new Exception(String(value)) as unknown as E;
  }

  /** The Failure of an exception that was raised and caught, by something else than a Deferred's frames. */
  static caught(error: unknown): Failure {
    const failure = new Failure(error);
    failure.caughtBelow = outerFrames();
    return failure;
  }

  /** The Failure of an exception that a Deferred's frames caught. */
  static caughtInFrames(error: unknown): Failure {
    const failure = new Failure(error);
    failure.inFrames = true;
    failure.caughtBelow = outerFrames();
    return failure;
  }

  /** Python's name of the exception's type: `f.type.__name__`. */
  get type(): string {
    return errorName(this.value);
  }

  /** The first of `types` that the exception is an instance of, or null. */
  check(...types: ErrorClass[]): ErrorClass | null {
    for (const type of types) if (this.value instanceof type) return type;
    return null;
  }

  /**
   * Like `check`, but raises the exception when it is none of `types`: the next errback of the
   * Deferred then sees it.
   */
  trap(...types: ErrorClass[]): ErrorClass {
    const found = this.check(...types);
    if (found === null) throw this.value;
    return found;
  }

  /** The exception's text: `str(f.value)`. */
  getErrorMessage(): string {
    return this.value.message;
  }

  /** Raises the exception again. */
  raiseException(): never {
    throw this.value;
  }

  toString(): string {
    return `[Failure instance: ${this.type}: ${this.value.message}]`;
  }
}
