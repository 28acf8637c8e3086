import { currentCause, NO_CAUSE, type Cause } from '../../simulator/cause';
import { Deferred, type Fired } from './deferred';
import { maybeDeferred, succeed } from './deferredFunctions';
import { Exception, pyAssert, ValueError } from '../python/exceptions';
import type { Failure } from '../python/failure';
import { listRemove } from '../python/pyList';
import { inFrame, MAKE_DEFERRED, needs } from './pyStack';

/** Something that is acquired and released, first come, first served. */
abstract class ConcurrencyPrimitive<Self> {
  /** Those who wait, the first to be served first. */
  protected readonly waiting: Deferred<Self>[] = [];

  abstract acquire(): Deferred<Self>;
  abstract release(): void;

  /**
   * Acquires, calls `f`, and releases when its result, or that of the Deferred it returns, is there.
   * (defer.py, _ConcurrencyPrimitive.run.)
   */
  run<R, A extends unknown[]>(f: (...args: A) => R, ...args: A): Deferred<Fired<R>> {
    const done: Deferred<unknown> = inFrame(() =>
      this.acquire().addCallback(() =>
        maybeDeferred(f, ...args).addBoth((result: Fired<R> | Failure) => {
          this.release();
          return result;
        }),
      ),
    );
    return done as Deferred<Fired<R>>;
  }

  /** Takes back a wait: the canceller of a Deferred that `acquire` gave. */
  protected cancelAcquire(d: Deferred<Self>): void {
    listRemove(this.waiting, d);
  }
}

/** A lock: one holder at a time. (defer.py, class DeferredLock.) */
export class DeferredLock extends ConcurrencyPrimitive<DeferredLock> {
  readonly [Symbol.toStringTag] = 'DeferredLock';
  /** True while someone holds it. */
  locked = false;

  /** A Deferred that fires, with the lock, when the caller holds it; it can be cancelled. */
  override acquire(): Deferred<DeferredLock> {
    return inFrame(() => {
      needs(MAKE_DEFERRED);
      const d = new Deferred<DeferredLock>((waiter) => this.cancelAcquire(waiter));
      if (this.locked) {
        this.waiting.push(d);
      } else {
        this.locked = true;
        d.callback(this);
      }
      return d;
    });
  }

  /** Gives the lock back: to the first who waits, within this call. Throws `AssertionError` if free. */
  override release(): void {
    inFrame(() => {
      pyAssert(this.locked, 'Tried to release an unlocked lock');
      this.locked = false;
      if (this.waiting.length === 0) return;
      this.locked = true;
      this.waiting.shift()!.callback(this);
    });
  }
}

/** A lock with several tokens. (defer.py, class DeferredSemaphore.) */
export class DeferredSemaphore extends ConcurrencyPrimitive<DeferredSemaphore> {
  readonly [Symbol.toStringTag] = 'DeferredSemaphore';
  /** Tokens that are free. */
  tokens: number;
  /** Tokens that there are. */
  readonly limit: number;

  /** Throws `ValueError` for less than one token. */
  constructor(tokens: number) {
    super();
    if (tokens < 1) throw new ValueError('DeferredSemaphore requires tokens >= 1');
    this.tokens = tokens;
    this.limit = tokens;
  }

  /** A Deferred that fires, with the semaphore, when the caller has a token; it can be cancelled. */
  override acquire(): Deferred<DeferredSemaphore> {
    return inFrame(() => {
      needs(MAKE_DEFERRED);
      const d = new Deferred<DeferredSemaphore>((waiter) => this.cancelAcquire(waiter));
      if (this.tokens === 0) {
        this.waiting.push(d);
      } else {
        this.tokens--;
        d.callback(this);
      }
      return d;
    });
  }

  /** Gives a token back. Throws `AssertionError` when all are free already. */
  override release(): void {
    inFrame(() => {
      pyAssert(this.tokens < this.limit, 'Someone released me too many times: too many tokens!');
      this.tokens++;
      if (this.waiting.length === 0) return;
      this.tokens--;
      this.waiting.shift()!.callback(this);
    });
  }
}

/** `put` on a queue that is full. */
export class QueueOverflow extends Exception {
  override readonly name = 'QueueOverflow';
}

/** `get` on a queue for which enough others wait. */
export class QueueUnderflow extends Exception {
  override readonly name = 'QueueUnderflow';
}

/** A queue whose `get` waits by a Deferred. (defer.py, class DeferredQueue.) */
export class DeferredQueue<T> {
  readonly [Symbol.toStringTag] = 'DeferredQueue';
  /** Items that nobody took yet. */
  readonly pending: T[] = [];
  /** What led to each of them. */
  readonly #causes: Cause[] = [];
  /** Gets that have no item yet. */
  readonly waiting: Deferred<T>[] = [];
  readonly #size: number | null;
  readonly #backlog: number | null;

  /**
   * @param size How many items may lie in it; null: any number.
   * @param backlog How many gets may wait; null: any number.
   */
  constructor(size: number | null = null, backlog: number | null = null) {
    this.#size = size;
    this.#backlog = backlog;
  }

  /** Gives `item` to the first get that waits, within this call, or keeps it. Throws `QueueOverflow`. */
  put(item: T): void {
    inFrame(() => {
      const next = this.waiting.shift();
      if (next !== undefined) next.callback(item);
      else if (this.#size !== null && this.pending.length >= this.#size) throw new QueueOverflow();
      else {
        this.pending.push(item);
        this.#causes.push(currentCause());
      }
    });
  }

  /** Fires with the next item; it can be cancelled while it waits. Throws `QueueUnderflow`. */
  get(): Deferred<T> {
    return inFrame(() => {
      if (this.pending.length > 0) {
        const d = succeed(this.pending.shift()!);
        d.resultCause = this.#causes.shift() ?? NO_CAUSE;
        return d;
      }
      if (this.#backlog !== null && this.waiting.length >= this.#backlog)
        throw new QueueUnderflow();
      needs(MAKE_DEFERRED);
      const d = new Deferred<T>((waiter) => {
        listRemove(this.waiting, waiter);
      });
      this.waiting.push(d);
      return d;
    });
  }
}
