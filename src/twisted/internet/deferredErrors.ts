import { Exception } from '../python/exceptions';
import { Failure } from '../python/failure';

/** `callback` or `errback` was called on a Deferred that has a result already. */
export class AlreadyCalledError extends Exception {
  override readonly name = 'AlreadyCalledError';
}

/** A Deferred was cancelled and its canceller gave no other result. */
export class CancelledError extends Exception {
  override readonly name = 'CancelledError';
}

/** A Deferred had no result in time (`addTimeout`). */
export class TimeoutError extends Exception {
  override readonly name = 'TimeoutError';
}

/** What `addTimeout` makes of a result that came with its cancelling. */
export function cancelledToTimedOutError<T>(result: T | Failure, timeout: number): T {
  if (!(result instanceof Failure)) return result;
  result.trap(CancelledError);
  throw new TimeoutError(`(${timeout}, 'Deferred')`);
}
