import {
  causeOfCallback,
  currentCause,
  enterCause,
  NO_CAUSE,
  type Cause,
} from '../../simulator/cause';
import { AlreadyCalledError, CancelledError, cancelledToTimedOutError } from './deferredErrors';
import { traceFire } from './deferredTrace';
import { pyAssert } from '../python/exceptions';
import { Failure } from '../python/failure';
import { HeldDeferred } from './heldDeferred';
import { named } from '../python/pyName';
import { enter, here, inFrame, isCold, leave, MAKE_FAILURE, needs, standsFor } from './pyStack';
import { caughtByDeferred, inCircle, nextMade } from './unhandled';

/** The result type after a callback that returns R: a Deferred's own result, and no Failure. */
export type Fired<R> = R extends Deferred<infer U> ? U : R extends Failure ? never : R;

/** What `addTimeout` needs of a reactor or a `Clock`: both of IReactorTime. Delays in seconds or ns as the clock has them. */
export interface CallsLater {
  callLater(delay: number, func: () => void): { active(): boolean; cancel(): void };
}

type AddingFunction = 'addBoth' | 'addCallback' | 'addCallbacks' | 'addErrback';

type Step = (result: unknown, ...args: unknown[]) => unknown;

/** One pair of the chain; with `chainee`, the place where a waiting Deferred takes the result. */
interface Pair {
  callback: Step;
  errback: Step;
  args: readonly unknown[] | null;
  errbackArgs: readonly unknown[] | null;
  chainee: Deferred<unknown> | null;
  /** What led to its being added. */
  cause: Cause;
}

const passthru: Step = (result) => result;

/**
 * A result that is not there yet, with the callbacks that will get it.
 *
 * The callbacks run in the stack of whoever calls `callback` or `errback`, each with the result of the
 * one before; there is no reactor in between. Adding a callback changes the type of the result, so use
 * what `addCallback` returns (it is the same object).
 *
 * Follows twisted/internet/defer.py (class Deferred).
 */
export class Deferred<T> extends HeldDeferred {
  /** True as soon as `callback` or `errback` was called. */
  called = false;
  /** Number of `pause()` without `unpause()`, and of Deferreds that it waits for. */
  paused = 0;
  /** The present result of the chain; only meaningful when `called`. */
  result: unknown = undefined;
  /** Name in the recording; null shows none. */
  name: string | null = null;
  /** The pairs that have not run. */
  callbacks: Pair[] = [];
  /** The Deferred whose result this one waits for. */
  chainedTo: Deferred<unknown> | null = null;
  /** What led to a result that was kept before this Deferred was made for it: an item of a queue. */
  resultCause: Cause = NO_CAUSE;
  readonly #canceller: ((d: Deferred<unknown>) => void) | null;
  #suppressAlreadyCalled = false;
  #runningCallbacks = false;

  /**
   * @param canceller Called by `cancel` while there is no result: stops the work and may call
   * `callback` or `errback`. Without one, or when it does neither, the result is a `CancelledError`.
   */
  constructor(canceller: ((d: Deferred<T>) => void) | null = null) {
    super();
    this.#canceller = canceller as ((d: Deferred<unknown>) => void) | null;
  }

  /**
   * Adds one step to the chain: `callback` for a value, `errback` for a Failure. An error in
   * `callback` goes to the errback of the next step, never to this one's. Runs at once when there is
   * a result. The arguments come after the value and after the Failure.
   */
  addCallbacks<R, S = never, A extends unknown[] = [], B extends unknown[] = []>(
    callback: (value: T, ...args: A) => R,
    errback?: ((failure: Failure, ...args: B) => S) | null,
    callbackArgs?: A | null,
    errbackArgs?: B | null,
  ): Deferred<Fired<R> | Fired<S>> {
    return this.#add(
      'addCallbacks',
      callback as Step,
      (errback ?? passthru) as Step,
      callbackArgs ?? null,
      errbackArgs ?? null,
    );
  }

  /** Adds a step that a Failure passes by. `args` come after the value. */
  addCallback<R, A extends unknown[]>(
    callback: (value: T, ...args: A) => R,
    ...args: A
  ): Deferred<Fired<R>> {
    return this.#add(
      'addCallback',
      callback as Step,
      passthru,
      args.length > 0 ? args : null,
      null,
    );
  }

  /** Adds a step that a value passes by. `args` come after the Failure. */
  addErrback<R, A extends unknown[]>(
    errback: (failure: Failure, ...args: A) => R,
    ...args: A
  ): Deferred<T | Fired<R>> {
    return this.#add('addErrback', passthru, errback as Step, null, args.length > 0 ? args : null);
  }

  /** Adds a step that gets whatever there is. */
  addBoth<R, A extends unknown[]>(
    callback: (result: T | Failure, ...args: A) => R,
    ...args: A
  ): Deferred<Fired<R>> {
    const both = args.length > 0 ? args : null;
    return this.#add('addBoth', callback as Step, callback as Step, both, both);
  }

  /** `name`: the function of Twisted. */
  #add<U>(
    name: AddingFunction,
    callback: Step,
    errback: Step,
    args: readonly unknown[] | null,
    errbackArgs: readonly unknown[] | null,
  ): Deferred<U> {
    const cause = currentCause();
    const depth = enter();
    try {
      if (isCold(name)) needs('C'); // list.append
      this.callbacks.push({ callback, errback, args, errbackArgs, chainee: null, cause });
      if (this.called) this.#runCallbacks(depth);
    } finally {
      leave(depth);
    }
    return this as unknown as Deferred<U>;
  }

  /**
   * Cancels this Deferred unless its result is there within `timeout` of `clock`; callbacks that are
   * added later are not covered. The result is then a `TimeoutError`, or what `onTimeoutCancel` gives.
   */
  addTimeout<R = never>(
    timeout: number,
    clock: CallsLater,
    onTimeoutCancel?: ((result: T | Failure, timeout: number) => R) | null,
  ): Deferred<T | Fired<R>> {
    let timedOut = false;
    const delayedCall = clock.callLater(
      timeout,
      named('timeItOut', () => {
        timedOut = true;
        this.cancel();
      }),
    );
    this.addBoth((result): unknown => {
      if (!timedOut) return result;
      return (onTimeoutCancel ?? cancelledToTimedOutError)(result, timeout);
    });
    this.addBoth((result): unknown => {
      if (delayedCall.active()) delayedCall.cancel();
      return result;
    });
    return this as unknown as Deferred<T | Fired<R>>;
  }

  /** Gives `d` this one's result: `addCallbacks(d.callback, d.errback)`. This one then goes on with none. */
  chainDeferred(d: Deferred<T>): Deferred<void> {
    d.chainedTo = this as Deferred<unknown>;
    return this.addCallbacks(
      (value) => standsFor(() => d.callback(value)),
      (failure) => standsFor(() => d.errback(failure)),
    );
  }

  /**
   * The result is there: runs the callbacks, or the errbacks for a Failure.
   *
   * Throws `AlreadyCalledError` when there is a result already, `AssertionError` for a Deferred.
   */
  callback(result: T | Failure): void {
    pyAssert(!(result instanceof Deferred));
    const depth = enter();
    try {
      this.#startRunCallbacks(result, depth);
    } finally {
      leave(depth);
    }
  }

  /** It went wrong: runs the errbacks. Takes an error or a Failure; throws `AlreadyCalledError`. */
  errback(fail: unknown): void {
    const depth = enter();
    try {
      if (!(fail instanceof Failure)) needs(isCold('failure') ? MAKE_FAILURE : 'CP');
      this.#startRunCallbacks(fail instanceof Failure ? fail : new Failure(fail), depth);
    } finally {
      leave(depth);
    }
  }

  /** The result of `succeed`: there, and no callbacks have run. */
  fireSilently(result: T | Failure): void {
    pyAssert(!(result instanceof Deferred));
    this.called = true;
    this.result = result;
  }

  /** Runs no callbacks until `unpause` was called as often as `pause`. */
  pause(): void {
    this.paused++;
  }

  /** Ends one `pause`; runs what waited. */
  unpause(): void {
    const depth = enter();
    try {
      this.paused--;
      if (this.paused === 0 && this.called) this.#runCallbacks(depth);
    } finally {
      leave(depth);
    }
  }

  /**
   * The result is not wanted any more. Without a result: the canceller, then `CancelledError` if that
   * gave none. While it waits for another Deferred: cancels that. Otherwise nothing.
   */
  cancel(): void {
    const depth = enter();
    try {
      if (!this.called) {
        this.#cancelWithoutResult();
        this.calledFrom(depth);
      } else if (this.result instanceof Deferred) this.result.cancel();
    } finally {
      leave(depth);
    }
  }

  #cancelWithoutResult(): void {
    if (this.#canceller === null) {
      // Nobody stops the work, so its result will still come: it is to be ignored, once.
      this.#suppressAlreadyCalled = true;
    } else {
      const canceller = this.#canceller;
      inFrame(() => canceller(this as Deferred<unknown>));
    }
    if (!this.called) this.errback(new CancelledError());
  }

  get [Symbol.toStringTag](): string {
    return 'Deferred';
  }

  /** `yield* d` in an `inlineCallbacks` generator: waits, and gives the result with its type. */
  *[Symbol.iterator](): Generator<Deferred<T>, T, T> {
    return yield this;
  }

  #startRunCallbacks(result: unknown, holder: number): void {
    const depth = enter();
    try {
      if (!this.called) {
        this.#fire(result, holder);
      } else if (this.#suppressAlreadyCalled) {
        this.#suppressAlreadyCalled = false;
      } else {
        needs('C');
        throw new AlreadyCalledError();
      }
    } finally {
      leave(depth);
    }
  }

  #fire(result: unknown, holder: number): void {
    traceFire(this.name, result);
    this.called = true;
    this.result = result;
    this.#runCallbacks(holder);
  }

  /**
   * Runs the chain as far as it goes. A Deferred that waits for this one goes on in the same loop and
   * not by a nested call, so a long chain needs no stack. `holder`: depth of the frame that called.
   * (defer.py, _runCallbacks.)
   */
  #runCallbacks(holder: number): void {
    const depth = enter();
    try {
      if (!this.#runningCallbacks) this.#runChain(holder);
    } finally {
      leave(depth);
    }
  }

  /** The chain has ended with a failure, which is logged unless something is added before nobody holds this any more. */
  #endWith(failure: Failure, holder: number): void {
    if (this.madeAt === 0) {
      needs('C');
      this.madeAt = nextMade();
    }
    this.failResult = failure;
    if (failure.inFrames) inCircle(this);
    this.holdInThisFrame(holder);
  }

  #runChain(holder: number): void {
    const chain: Deferred<unknown>[] = [this as Deferred<unknown>];
    while (chain.length > 0) {
      const current = chain[chain.length - 1]!;
      if (current.paused !== 0) return;
      current.chainedTo = null;
      const chainee = current.#runPairs();
      if (chainee !== null) {
        chain.push(chainee);
        continue;
      }
      // This frame alone knows what waited for `this`.
      const frame = current === (this as Deferred<unknown>) ? holder : here();
      if (current.result instanceof Failure) current.#endWith(current.result, frame);
      else current.failResult = null;
      chain.pop();
    }
  }

  /** Runs pairs until one hands the result to a waiting Deferred (returned) or nothing can run. */
  #runPairs(): Deferred<unknown> | null {
    while (this.callbacks.length > 0) {
      const pair = this.callbacks.shift()!;
      if (pair.chainee !== null) {
        pair.chainee.result = this.result;
        this.result = null;
        this.failResult = null;
        pair.chainee.paused--;
        return pair.chainee;
      }
      const failed = this.result instanceof Failure;
      const step = failed ? pair.errback : pair.callback;
      const args = failed ? pair.errbackArgs : pair.args;
      this.#runningCallbacks = true;
      const cause = enterCause(causeOfCallback(pair.cause, this.resultCause));
      const depth = here();
      let next: unknown;
      try {
        enter();
        next = args === null ? step(this.result) : step(this.result, ...args);
        leave(depth, next);
      } catch (error) {
        leave(depth);
        caughtByDeferred();
        isCold('failure');
        needs(MAKE_FAILURE);
        next = Failure.caughtInFrames(error);
      } finally {
        this.#runningCallbacks = false;
        enterCause(cause);
      }
      this.result = next;
      if (next instanceof Deferred && !this.#take(next)) return null;
    }
    return null;
  }

  /** Takes the result of `inner`, which a callback returned; false: it has none yet, so wait for it. */
  #take(inner: Deferred<unknown>): boolean {
    if (!inner.called || inner.result instanceof Deferred || inner.paused !== 0) {
      needs('P');
      this.paused++;
      this.chainedTo = inner;
      inner.callbacks.push({
        callback: passthru,
        errback: passthru,
        args: null,
        errbackArgs: null,
        chainee: this as Deferred<unknown>,
        cause: currentCause(),
      });
      return false;
    }
    this.result = inner.result;
    inner.result = null;
    inner.failResult = null;
    return true;
  }
}
