import {
  causeOfCallback,
  currentCause,
  enterCause,
  NO_CAUSE,
  type Cause,
} from '../simulator/cause';
import { Exception, pyAssert } from './exceptions';
import { Failure } from './failure';
import * as log from './log';
import { named } from './pyName';
import { short } from './short';

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

/** The result type after a callback that returns R: a Deferred's own result, and no Failure. */
export type Fired<R> = R extends Deferred<infer U> ? U : R extends Failure ? never : R;

/** What `addTimeout` needs of a reactor or a `Clock`: both of IReactorTime. Delays in seconds or ns as the clock has them. */
export interface CallsLater {
  callLater(delay: number, func: () => void): { active(): boolean; cancel(): void };
}

/** Receives each fire of a Deferred, before the callbacks run. */
export interface DeferredTrace {
  emit(kind: 'deferredFire', fields: { name?: string; ok: boolean; value?: unknown }): void;
}

let trace: DeferredTrace | null = null;

/**
 * Sets who hears of fired Deferreds and returns the one before; null: nobody. A simulation sets its own
 * while it runs and puts the old one back.
 */
export function setDeferredTrace(next: DeferredTrace | null): DeferredTrace | null {
  const before = trace;
  trace = next;
  return before;
}

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
export class Deferred<T> {
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
  /** The Failure that the chain ended with: what is logged if the program drops this Deferred. (`_debugInfo.failResult`.) */
  failResult: Failure | null = null;

  /**
   * @param canceller Called by `cancel` while there is no result: stops the work and may call
   * `callback` or `errback`. Without one, or when it does neither, the result is a `CancelledError`.
   */
  constructor(canceller: ((d: Deferred<T>) => void) | null = null) {
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
    return this.#add(callback as Step, passthru, args.length > 0 ? args : null, null);
  }

  /** Adds a step that a value passes by. `args` come after the Failure. */
  addErrback<R, A extends unknown[]>(
    errback: (failure: Failure, ...args: A) => R,
    ...args: A
  ): Deferred<T | Fired<R>> {
    return this.#add(passthru, errback as Step, null, args.length > 0 ? args : null);
  }

  /** Adds a step that gets whatever there is. */
  addBoth<R, A extends unknown[]>(
    callback: (result: T | Failure, ...args: A) => R,
    ...args: A
  ): Deferred<Fired<R>> {
    const both = args.length > 0 ? args : null;
    return this.#add(callback as Step, callback as Step, both, both);
  }

  #add<U>(
    callback: Step,
    errback: Step,
    args: readonly unknown[] | null,
    errbackArgs: readonly unknown[] | null,
  ): Deferred<U> {
    const cause = currentCause();
    this.callbacks.push({ callback, errback, args, errbackArgs, chainee: null, cause });
    if (this.called) this.#runCallbacks();
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
      (value) => d.callback(value),
      (failure) => d.errback(failure),
    );
  }

  /**
   * The result is there: runs the callbacks, or the errbacks for a Failure.
   *
   * Throws `AlreadyCalledError` when there is a result already, `AssertionError` for a Deferred.
   */
  callback(result: T | Failure): void {
    pyAssert(!(result instanceof Deferred));
    this.#startRunCallbacks(result, true);
  }

  /** It went wrong: runs the errbacks. Takes an error or a Failure; throws `AlreadyCalledError`. */
  errback(fail: unknown): void {
    this.#startRunCallbacks(fail instanceof Failure ? fail : new Failure(fail), true);
  }

  /** The result of `succeed`: fired, but not reported to the trace. */
  fireSilently(result: T | Failure): void {
    pyAssert(!(result instanceof Deferred));
    this.#startRunCallbacks(result, false);
  }

  /** Runs no callbacks until `unpause` was called as often as `pause`. */
  pause(): void {
    this.paused++;
  }

  /** Ends one `pause`; runs what waited. */
  unpause(): void {
    this.paused--;
    if (this.paused === 0 && this.called) this.#runCallbacks();
  }

  /**
   * The result is not wanted any more. Without a result: the canceller, then `CancelledError` if that
   * gave none. While it waits for another Deferred: cancels that. Otherwise nothing.
   */
  cancel(): void {
    if (!this.called) {
      if (this.#canceller !== null) this.#canceller(this as Deferred<unknown>);
      // Nobody stops the work, so its result will still come: it is to be ignored, once.
      else this.#suppressAlreadyCalled = true;
      if (!this.called) this.errback(new CancelledError());
    } else if (this.result instanceof Deferred) {
      this.result.cancel();
    }
  }

  /**
   * The program lets go of this Deferred. If the chain ended with a Failure, that is logged as
   * "Unhandled error in Deferred:". In Python this happens when the last reference goes
   * (DebugInfo.__del__); JavaScript does not tell, so programs say it.
   */
  drop(): void {
    const failure = this.failResult;
    if (failure === null) return;
    this.failResult = null;
    log.critical('Unhandled error in Deferred:');
    log.err(failure);
  }

  get [Symbol.toStringTag](): string {
    return 'Deferred';
  }

  /** `yield* d` in an `inlineCallbacks` generator: waits, and gives the result with its type. */
  *[Symbol.iterator](): Generator<Deferred<T>, T, T> {
    return yield this;
  }

  #startRunCallbacks(result: unknown, traced: boolean): void {
    if (this.called) {
      if (this.#suppressAlreadyCalled) {
        this.#suppressAlreadyCalled = false;
        return;
      }
      throw new AlreadyCalledError();
    }
    if (traced && trace !== null) {
      const fields: { name?: string; ok: boolean; value?: unknown } =
        this.name === null
          ? { ok: !(result instanceof Failure) }
          : { name: this.name, ok: !(result instanceof Failure) };
      const value = short(result);
      if (value !== null) fields.value = value;
      trace.emit('deferredFire', fields);
    }
    this.called = true;
    this.result = result;
    this.#runCallbacks();
  }

  /**
   * Runs the chain as far as it goes. A Deferred that waits for this one goes on in the same loop and
   * not by a nested call, so a long chain needs no stack. (defer.py, _runCallbacks.)
   */
  #runCallbacks(): void {
    if (this.#runningCallbacks) return;
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
      current.failResult = current.result instanceof Failure ? current.result : null;
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
      let next: unknown;
      try {
        next = args === null ? step(this.result) : step(this.result, ...args);
      } catch (error) {
        next = new Failure(error);
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
      this.pause();
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

function cancelledToTimedOutError<T>(result: T | Failure, timeout: number): T {
  if (!(result instanceof Failure)) return result;
  result.trap(CancelledError);
  throw new TimeoutError(`(${timeout}, 'Deferred')`);
}
