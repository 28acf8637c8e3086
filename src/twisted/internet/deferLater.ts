import { Deferred, type Fired } from './deferred';
import { named } from '../python/pyName';
import { inFrame, standsFor } from './pyStack';
import type { IReactorTime } from './reactorInterfaces';

/**
 * Calls `f` after `delay` seconds; the Deferred has its result or error. Cancelling it takes the call
 * back. Without `f` it fires with null: a wait.
 *
 * Follows twisted/internet/task.py (deferLater).
 */
export function deferLater<A extends unknown[], R = null>(
  clock: IReactorTime,
  delay: number,
  f: ((...args: A) => R) | null = null,
  ...args: A
): Deferred<Fired<R>> {
  const d = new Deferred<null>(() => delayedCall.cancel());
  const done: Deferred<unknown> = d.addCallback(() =>
    f === null ? null : inFrame(() => f(...args)),
  );
  const delayedCall = clock.callLater(
    delay,
    named('Deferred.callback', () => standsFor(() => d.callback(null))),
  );
  return done as Deferred<Fired<R>>;
}
