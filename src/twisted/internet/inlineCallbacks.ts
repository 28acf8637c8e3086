import { currentCause, enterCause } from '../../simulator/cause';
import { Deferred } from './deferred';
import { Exception } from '../python/exceptions';
import { Failure } from '../python/failure';
import {
  here,
  inFrame,
  isCold,
  leave,
  MAKE_DEFERRED,
  MAKE_FAILURE,
  needs,
  enterGenerator,
  leaveGenerator,
} from './pyStack';
import { caughtByDeferred } from './unhandled';

/**
 * A generator that `inlineCallbacks` can run. `yield* d` gives the result of a `Deferred<T>` with its
 * type; a plain `yield d` gives the same value untyped.
 */
// What is yielded and sent differs at each yield, so only the returned type can be exact.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type DeferredGenerator<T> = Generator<any, T, any>;

/** Ends the outer Deferred while the generator is told; nobody else sees it. */
class InternalInlineCallbacksCancelledError extends Exception {
  override readonly name = '_InternalInlineCallbacksCancelledError';
}

/** Which Deferred gets the generator's result, and which one the generator waits for. */
interface Status<T> {
  deferred: Deferred<T>;
  waitingOn: Deferred<unknown> | null;
}

/** What Python calls to decorate a function: `wraps` makes a `partial`, which calls `update_wrapper`, which calls `setattr`. */
const DECORATE = ['PPC', 'PCPC'];

/**
 * Makes a function with waits out of a generator function: `yield* d` waits for the Deferred `d` and
 * gives its result, or throws its error.
 *
 *     const work = inlineCallbacks(function* (ms: number) {
 *       const rows = yield* deferToThread(query, ms);
 *       return rows.length;
 *     });
 *
 * The generator runs at once, in the caller's stack, up to the first Deferred without a result; it goes
 * on in the stack that fires that Deferred. Cancelling the returned Deferred cancels the one that is
 * waited for. Throws `TypeError` when `f` is no generator function.
 *
 * Follows twisted/internet/defer.py (inlineCallbacks, _inlineCallbacks, _cancellableInlineCallbacks).
 */
export function inlineCallbacks<This, A extends unknown[], T>(
  f: (this: This, ...args: A) => DeferredGenerator<T>,
): (this: This, ...args: A) => Deferred<T> {
  for (const calls of DECORATE) needs(calls);
  return function (this: This, ...args: A): Deferred<T> {
    return inFrame(() => {
      const gen: unknown = f.apply(this, args);
      if (!isGenerator(gen)) {
        throw new TypeError('inlineCallbacks requires a function that produces a generator');
      }
      return runGenerator(gen as DeferredGenerator<T>);
    });
  };
}

/** Something that is neither a generator nor a Deferred, where one of them is needed. */
export class NotACoroutineError extends Exception {
  override readonly name = 'NotACoroutineError';
}

/**
 * A Deferred as it is, or that of a generator which waits for Deferreds. Throws `NotACoroutineError`
 * for anything else. (defer.py, ensureDeferred.)
 */
export function ensureDeferred<T>(coro: Deferred<T> | DeferredGenerator<T>): Deferred<T> {
  if (coro instanceof Deferred) return coro;
  if (!isGenerator(coro)) throw new NotACoroutineError(`${String(coro)} is not a coroutine`);
  return inFrame(() => runGenerator(coro));
}

/** Runs a generator that waits for Deferreds. (defer.py, Deferred.fromCoroutine.) */
export function runGenerator<T>(gen: DeferredGenerator<T>): Deferred<T> {
  let status: Status<T>;
  const handleCancel = (result: Failure): Deferred<T> => {
    result.trap(InternalInlineCallbacksCancelledError);
    status.deferred = new Deferred<T>(cancel);
    // There is one: the generator only stops running to wait.
    status.waitingOn!.cancel();
    return status.deferred;
  };
  const cancel = (it: Deferred<T>): void => {
    const rest = it.callbacks;
    it.callbacks = [];
    it.addErrback(handleCancel);
    it.callbacks.push(...rest);
    it.errback(new InternalInlineCallbacksCancelledError());
  };
  return inFrame(() => {
    needs(MAKE_DEFERRED);
    status = { deferred: new Deferred<T>(cancel), waitingOn: null };
    advance(null, gen, status);
    return status.deferred;
  });
}

/** What Python calls to see that a value is no coroutine: `iscoroutine`, and in it `isinstance` of an abstract class. */
const IS_COROUTINE = 'PIIP==';

/** Sends `result` into the generator, and what it yields then, until it waits or ends. */
function advance<T>(result: unknown, gen: DeferredGenerator<T>, status: Status<T>): void {
  const cause = currentCause();
  try {
    inFrame(() => advanceFurther(result, gen, status));
  } finally {
    enterCause(cause);
  }
}

/** The generator's next step: Python calls `context.run`, the generator's `send` or `throw`, and its frame. */
function stepOf<T>(gen: DeferredGenerator<T>, next: unknown): IteratorResult<unknown, T> {
  const failed = next instanceof Failure;
  const calls = `${isCold('inlineCallbacks') ? 'C' : ''}${failed ? 'PCP' : 'CP'}`;
  needs(calls);
  const depth = here();
  const outer = enterGenerator(depth + calls.length);
  let step: IteratorResult<unknown, T> | undefined;
  try {
    step = failed ? gen.throw(next.value) : gen.next(next);
    return step;
  } finally {
    leaveGenerator(outer);
    leave(depth, step?.value);
  }
}

function advanceFurther<T>(result: unknown, gen: DeferredGenerator<T>, status: Status<T>): void {
  let next = result;
  for (;;) {
    let step: IteratorResult<unknown, T>;
    try {
      step = stepOf(gen, next);
    } catch (error) {
      caughtByDeferred();
      needs(`P${MAKE_FAILURE}`);
      status.deferred.errback(Failure.caughtInFrames(error));
      return;
    }
    if (step.done === true) {
      status.deferred.callback(step.value);
      return;
    }
    next = step.value;
    if (!(next instanceof Deferred)) needs(IS_COROUTINE);
    if (next instanceof Deferred) {
      // A Deferred that has fired gives its result within addBoth: no nesting, no matter how many.
      let inLoop = true;
      let fired = false;
      let cause = currentCause();
      const waiting: Deferred<unknown> = next;
      waiting.addBoth((got): void => {
        if (!inLoop) {
          advance(got, gen, status);
          return;
        }
        fired = true;
        cause = currentCause();
        next = got;
      });
      inLoop = false;
      enterCause(cause);
      if (!fired) {
        status.waitingOn = waiting;
        return;
      }
    }
  }
}

function isGenerator(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { next?: unknown }).next === 'function' &&
    typeof (value as { throw?: unknown }).throw === 'function'
  );
}
