/** Twisted's twisted/internet/threads.py: results of threads as Deferreds. */
import { SimQueue, type ThreadCode } from '../../simulator/threads';
import { Deferred, type Fired } from './deferred';
import { maybeDeferred } from './deferredFunctions';
import { Failure } from '../python/failure';
import { named } from '../python/pyName';
import { standsFor } from './pyStack';
import { theReactor, type IReactorThreads } from './reactorInterfaces';
import { callInThisThread, type ThreadFunction } from './threadCode';
import type { ThreadPool } from '../python/threadpool';

/**
 * Calls `f` in a thread of `threadpool`. The Deferred fires in the reactor thread, in the turn after
 * the thread is done: the result goes through `callFromThread`.
 */
export function deferToThreadPool<A extends unknown[], R>(
  reactor: Pick<IReactorThreads, 'callFromThread'>,
  threadpool: ThreadPool,
  f: ThreadFunction<A, R>,
  ...args: A
): Deferred<R> {
  const d = new Deferred<R>();
  threadpool.callInThreadWithCallback<A, R>(
    (success, result) => {
      if (success)
        reactor.callFromThread(
          named('Deferred.callback', () => standsFor(() => d.callback(result as R))),
        );
      else
        reactor.callFromThread(named('Deferred.errback', () => standsFor(() => d.errback(result))));
    },
    f,
    ...args,
  );
  return d;
}

/** Calls `f` in a thread of the reactor's pool: see `deferToThreadPool`. */
export function deferToThread<A extends unknown[], R>(
  f: ThreadFunction<A, R>,
  ...args: A
): Deferred<R> {
  const reactor = theReactor();
  return deferToThreadPool(reactor, reactor.getThreadPool(), f, ...args);
}

/** A function and its arguments. */
export type Call = [f: ThreadFunction<never[], unknown>, args: readonly unknown[]];

/** Calls several functions one after the other in one thread of the reactor's pool. */
export function callMultipleInThread(calls: readonly Call[]): void {
  theReactor()
    .getThreadPool()
    .callInThread(function* runMultiple() {
      for (const [f, args] of calls) yield* callInThisThread(f, ...(args as never[]));
    });
}

/**
 * In a thread: calls `f` in the reactor thread and waits for its result, also for that of a Deferred.
 * Throws what `f` throws or the Deferred fails with. `yield* blockingCallFromThread(reactor, f)`.
 */
export function* blockingCallFromThread<A extends unknown[], R>(
  reactor: Pick<IReactorThreads, 'callFromThread' | 'threads'>,
  f: (...args: A) => R,
  ...args: A
): ThreadCode<Fired<R>> {
  const queue = new SimQueue<Fired<R> | Failure>(reactor.threads);
  reactor.callFromThread(
    named('_callFromThread', () => {
      maybeDeferred(f, ...args).addBoth((result) => queue.put(result));
    }),
  );
  const result = yield* queue.get();
  if (result instanceof Failure) result.raiseException();
  return result as Fired<R>;
}
