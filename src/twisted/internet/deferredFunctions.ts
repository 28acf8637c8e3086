import { Deferred, type Fired } from './deferred';
import { Failure } from '../python/failure';
import * as log from '../python/log';
import { inFrame, MAKE_DEFERRED, MAKE_FAILURE, needs } from './pyStack';
import { caughtByDeferred } from './unhandled';

/** A Deferred that has fired with `result` already: for synchronous code behind an asynchronous interface. */
export function succeed<T>(result: T): Deferred<T> {
  needs(`P${MAKE_DEFERRED}`);
  const d = new Deferred<T>();
  d.fireSilently(result);
  return d;
}

/** A Deferred that has failed with `error` (an error or a Failure) already. */
export function fail(error: unknown): Deferred<never> {
  return inFrame(() => {
    needs(MAKE_DEFERRED);
    const d = new Deferred<never>();
    d.errback(error);
    return d;
  });
}

/** Calls `f` and gives its result or its error in a fired Deferred. (defer.py, execute.) */
export function execute<T, A extends unknown[]>(f: (...args: A) => T, ...args: A): Deferred<T> {
  return inFrame(() => {
    let result: T;
    try {
      result = inFrame(() => f(...args));
    } catch (error) {
      return fail(error);
    }
    return succeed(result);
  });
}

/**
 * Calls `f` now, in this stack: a Deferred it returns is returned, a value or an error comes in a fired
 * one. Blocking code still blocks. (defer.py, maybeDeferred.)
 */
export function maybeDeferred<R, A extends unknown[]>(
  f: (...args: A) => R,
  ...args: A
): Deferred<Fired<R>> {
  return inFrame(() => {
    let result: R;
    try {
      result = inFrame(() => f(...args));
    } catch (error) {
      caughtByDeferred();
      needs(MAKE_FAILURE);
      return fail(Failure.caught(error));
    }
    if (result instanceof Deferred) return result as Deferred<Fired<R>>;
    if (result instanceof Failure) return fail(result);
    return succeed(result) as unknown as Deferred<Fired<R>>;
  });
}

/** An errback that logs the failure and passes it on. (defer.py, logError.) */
export function logError(failure: Failure): Failure {
  log.err(failure);
  return failure;
}
