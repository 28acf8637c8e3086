import { Deferred, type Fired } from './deferred';
import { Exception, pyAssert } from '../python/exceptions';
import { Failure } from '../python/failure';
import * as log from '../python/log';
import { enter, here, inFrame, leave, MAKE_DEFERRED, needs } from './pyStack';
import { inCircle, type Circular } from './unhandled';

/** The first failure of a `DeferredList` with `fireOnOneErrback`, and which Deferred it was. */
export class FirstError extends Exception {
  override readonly name = 'FirstError';
  readonly subFailure: Failure;
  readonly index: number;

  constructor(failure: Failure, index: number) {
    super(`FirstError[#${index}, ${failure.toString()}]`);
    this.subFailure = failure;
    this.index = index;
  }
}

/** `[true, value]` or `[false, failure]`: one line of a DeferredList's result. */
export type ListItem<T> = [success: true, result: T] | [success: false, result: Failure];

export interface DeferredListFlags {
  /** Fire with `[value, index]` of the first success, without waiting for the others. */
  fireOnOneCallback?: boolean;
  /** Fail with a `FirstError` at the first failure, without waiting for the others. */
  fireOnOneErrback?: boolean;
  /** Failures do not go on in their own Deferreds, which get null instead. */
  consumeErrors?: boolean;
}

/** What a list with these flags fires with. */
type ListResult<T, F extends DeferredListFlags> = F extends { fireOnOneCallback: true }
  ? [value: T, index: number]
  : ListItem<T>[];

/**
 * Waits for several Deferreds; the result is a list in the order of `deferreds`. An empty list fires at
 * once, except with `fireOnOneCallback`.
 *
 * Follows twisted/internet/defer.py (class DeferredList).
 */
export class DeferredList<
  T,
  const F extends DeferredListFlags = Record<never, never>,
> extends Deferred<ListResult<T, F>> {
  readonly #deferreds: readonly Deferred<T>[];
  readonly #resultList: (ListItem<T> | null)[];
  readonly #flags: DeferredListFlags;
  #finishedCount = 0;

  constructor(deferreds: Iterable<Deferred<T>>, flags?: F, name: string | null = null) {
    needs(MAKE_DEFERRED);
    super();
    const depth = enter();
    enter(); // the call of the class, and __init__
    this.name = name;
    this.#deferreds = [...deferreds];
    this.#resultList = this.#deferreds.map(() => null);
    this.#flags = flags ?? {};
    for (const d of this.#deferreds) d.hold();
    try {
      if (this.#deferreds.length === 0 && this.#flags.fireOnOneCallback !== true) this.#fire([]);
      this.#deferreds.forEach((d, index) => {
        d.addCallbacks(
          (value) => this.#oneFired([true, value], index),
          (failure) => this.#oneFired([false, failure], index),
        );
      });
    } catch (error) {
      // The traceback holds the list, and with it its members.
      for (const d of this.#deferreds) d.holdInCircle();
      throw error;
    }
    leave(depth);
  }

  override get [Symbol.toStringTag](): string {
    return 'DeferredList';
  }

  /** Cancels every Deferred of the list, unless the list has fired. */
  override cancel(): void {
    if (this.called) return;
    for (const d of this.#deferreds) {
      try {
        d.cancel();
      } catch (error) {
        log.err(error, 'Exception raised from user supplied canceller');
      }
    }
  }

  #oneFired(item: ListItem<T>, index: number): T | Failure | null {
    this.#resultList[index] = item;
    this.#finishedCount++;
    try {
      if (!this.called) this.#fireIfDone(item, index);
    } finally {
      // From now on only the frame that called this callback has the list, unless someone holds it.
      if (this.#finishedCount === this.#resultList.length) this.holdInThisFrame(here() - 1);
    }
    return !item[0] && this.#flags.consumeErrors === true ? null : item[1];
  }

  #fireIfDone(item: ListItem<T>, index: number): void {
    if (item[0] && this.#flags.fireOnOneCallback === true) this.#fire([item[1], index]);
    else if (!item[0] && this.#flags.fireOnOneErrback === true)
      this.errback(firstError(item[1], index));
    else if (this.#finishedCount === this.#resultList.length) {
      needs('PPP'); // typing, for a cast
      this.#fire(this.#resultList);
    }
  }

  /** The members, of which a list drops the last first, and the list itself. */
  override frameless(depth = 0): void {
    if (this.held || this.#finishedCount < this.#resultList.length) return;
    if (this.#resultList.some((item) => item?.[0] === false && item[1].inFrames)) {
      inCircle(this as unknown as Circular);
      return;
    }
    this.#letGo();
    super.frameless(depth);
  }

  override collected(): Circular[] | null {
    // A member that has not fired holds the list by its callbacks, and whoever will fire it holds the member.
    if (this.held || this.#finishedCount < this.#resultList.length) return null;
    this.#letGo();
    const members = this.#deferreds.filter((d) => !d.held);
    return [...members, this] as unknown as Circular[];
  }

  #letGo(): void {
    for (let n = this.#deferreds.length - 1; n >= 0; n--) this.#deferreds[n]!.drop();
  }

  #fire(result: unknown): void {
    this.callback(result as ListResult<T, F>);
  }
}

function firstError(failure: Failure, index: number): Failure {
  const first = new Failure(new FirstError(failure, index));
  first.inFrames = failure.inFrames;
  return first;
}

/** The values of a list of Deferreds with exact types: `[Deferred<A>, Deferred<B>]` gives `[A, B]`. */
export type Gathered<D extends readonly Deferred<unknown>[]> = {
  -readonly [K in keyof D]: Fired<D[K]>;
};

/**
 * Fires with the list of all results, or fails with a `FirstError` at the first failure; the others go
 * on. Cancelling it cancels them all. (defer.py, gatherResults.)
 */
export function gatherResults<const D extends readonly Deferred<unknown>[]>(
  deferreds: D,
  flags?: { consumeErrors?: boolean },
): Deferred<Gathered<D>> {
  const gathered: Deferred<unknown> = inFrame(() =>
    new DeferredList<unknown>(deferreds, { fireOnOneErrback: true, ...flags }).addCallback(
      (items) =>
        items.map((item) => {
          pyAssert(item[0]);
          return item[1];
        }),
    ),
  );
  return gathered as Deferred<Gathered<D>>;
}
