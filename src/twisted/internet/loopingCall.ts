import type { VirtualNs } from '../../recording/events';
import { NS_PER_SECOND, nsToSeconds, secondsToNs } from '../../simulator/units';
import { Deferred } from './deferred';
import { maybeDeferred } from './deferredFunctions';
import { pyAssert, ValueError } from '../python/exceptions';
import { named, pyName } from '../python/pyName';
import { enter, leave, needs, standsFor } from './pyStack';
import {
  installedReactor,
  theReactor,
  type IDelayedCall,
  type IReactorTime,
} from './reactorInterfaces';

/**
 * Calls a function again and again.
 *
 * The calls stay on the grid of the start time: a tick that is missed, because something blocked or the
 * function's Deferred fired late, is skipped and not made up for. `LoopingCall.withCount` tells the
 * function how many ticks passed.
 *
 * Times are whole nanoseconds inside, so the grid is exact; real Twisted counts in floats and may fire
 * an extra tick. Follows twisted/internet/task.py (class LoopingCall).
 */
export class LoopingCall {
  readonly [Symbol.toStringTag] = 'LoopingCall';
  /** The clock that it runs on: the installed reactor, unless another is set before `start`. */
  clock: IReactorTime | null = installedReactor();
  /** True from `start` until `stop` or an error. */
  running = false;
  /** The next call, while it waits. */
  call: IDelayedCall | null = null;
  /** The function. */
  readonly f: () => unknown;
  #deferred: Deferred<LoopingCall> | null = null;
  #intervalNs: VirtualNs = 0;
  #startNs: VirtualNs = 0;
  #runAtStart = false;
  #lastCountNs: VirtualNs | null = null;

  /** @param f Called without arguments; when it returns a Deferred, the next tick waits for that. */
  constructor(f: () => unknown) {
    this.f = f;
  }

  /**
   * A LoopingCall whose function gets the number of ticks since its last call: 1, or more after ticks
   * were missed. It is not called when that is 0.
   */
  static withCount(f: (count: number) => unknown): LoopingCall {
    const counter = (): unknown => {
      const count = loop.#countTicks();
      return count > 0 ? f(count) : null;
    };
    const loop: LoopingCall = new LoopingCall(named(pyName(f), counter));
    return loop;
  }

  /** Seconds between calls, as given to `start`; a new value holds from the next call on. */
  get interval(): number {
    return nsToSeconds(this.#intervalNs);
  }

  set interval(seconds: number) {
    this.#intervalNs = secondsToNs(seconds);
  }

  /**
   * Begins; with `now` the first call is made at once, within `start`.
   *
   * The Deferred fires with this LoopingCall after `stop`, or fails with the function's error. Throws
   * `AssertionError` when it runs already, `ValueError` for a negative interval.
   */
  start(interval: number, now = true): Deferred<LoopingCall> {
    pyAssert(!this.running, 'Tried to start an already running LoopingCall.');
    if (interval < 0) throw new ValueError('interval must be >= 0');
    this.running = true;
    this.clock ??= theReactor();
    const depth = enter();
    const deferred = new Deferred<LoopingCall>();
    this.#deferred = deferred;
    this.#startNs = this.#nowNs();
    this.#intervalNs = secondsToNs(interval);
    this.#runAtStart = now;
    try {
      if (now) this.#tick();
      else this.#scheduleFrom(this.#startNs);
    } finally {
      leave(depth, deferred);
    }
    return deferred;
  }

  /** Ends it. Within a call, the Deferred fires after that call. Throws `AssertionError` if it does not run. */
  stop(): void {
    pyAssert(this.running, 'Tried to stop a LoopingCall that was not running.');
    this.running = false;
    if (this.call === null) return;
    this.call.cancel();
    this.call = null;
    this.#takeDeferred().callback(this);
  }

  /** Skips the next call and starts a new grid now. Throws `AssertionError` if it does not run. */
  reset(): void {
    pyAssert(this.running, 'Tried to reset a LoopingCall that was not running.');
    if (this.call === null) return;
    this.call.cancel();
    this.call = null;
    this.#startNs = this.#nowNs();
    this.#scheduleFrom(this.#startNs);
  }

  /** The instance is called: a call of C, which calls `__call__`. */
  #tick(): void {
    needs('CP');
    const depth = enter();
    enter();
    try {
      this.#callF();
    } finally {
      leave(depth);
    }
  }

  #callF(): void {
    this.call = null;
    maybeDeferred(this.f)
      .addCallback(() => {
        if (this.running) this.#scheduleFrom(this.#nowNs());
        else this.#takeDeferred().callback(this);
      })
      .addErrback((failure) => {
        this.running = false;
        this.#takeDeferred().errback(failure);
      });
  }

  #scheduleFrom(whenNs: VirtualNs): void {
    const passedNs = whenNs - this.#startNs;
    const delayNs = this.#intervalNs === 0 ? 0 : this.#intervalNs - (passedNs % this.#intervalNs);
    this.call = this.clock!.callLater(
      delayNs / NS_PER_SECOND,
      named(`LoopingCall(${pyName(this.f)})`, () => standsFor(() => this.#tick())),
    );
  }

  /** Ticks since the last call that counted any. */
  #countTicks(): number {
    const nowNs = this.#nowNs();
    if (this.#intervalNs === 0) {
      this.#lastCountNs = nowNs;
      return 1;
    }
    const lastNs = this.#lastCountNs ?? this.#startNs - (this.#runAtStart ? this.#intervalNs : 0);
    const count = this.#intervalOf(nowNs) - this.#intervalOf(lastNs);
    if (count > 0) this.#lastCountNs = nowNs;
    return count;
  }

  #intervalOf(timeNs: VirtualNs): number {
    const passedNs = timeNs - this.#startNs;
    return (passedNs - (passedNs % this.#intervalNs)) / this.#intervalNs;
  }

  #takeDeferred(): Deferred<LoopingCall> {
    const d = this.#deferred!;
    this.#deferred = null;
    return d;
  }

  #nowNs(): VirtualNs {
    return secondsToNs(this.clock!.seconds());
  }
}
