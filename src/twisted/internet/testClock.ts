import type { VirtualNs } from '../../recording/events';
import { nsToSeconds, secondsToNs } from '../../simulator/units';
import { AlreadyCalled, AlreadyCancelled } from './error';
import type { IDelayedCall, IReactorTime } from './reactorInterfaces';

/** A call on a `Clock`. (base.py, class DelayedCall, as `Clock` uses it.) */
export class ClockCall implements IDelayedCall {
  /** When it happens. */
  timeNs: VirtualNs;
  called = false;
  cancelled = false;
  readonly func: () => void;
  readonly #clock: Clock;

  constructor(clock: Clock, timeNs: VirtualNs, func: () => void) {
    this.#clock = clock;
    this.timeNs = timeNs;
    this.func = func;
  }

  getTime(): number {
    return nsToSeconds(this.timeNs);
  }

  cancel(): void {
    this.#mustBeActive();
    this.cancelled = true;
    this.#clock.forget(this);
  }

  reset(seconds: number): void {
    this.#mustBeActive();
    this.timeNs = secondsToNs(this.#clock.seconds()) + secondsToNs(seconds);
  }

  delay(seconds: number): void {
    this.#mustBeActive();
    this.timeNs += secondsToNs(seconds);
  }

  active(): boolean {
    return !this.called && !this.cancelled;
  }

  #mustBeActive(): void {
    if (this.cancelled) throw new AlreadyCancelled();
    if (this.called) throw new AlreadyCalled();
  }
}

/**
 * A clock that moves only when it is told to: for tests of code that calls later. Calls of equal time
 * happen in the order in which they were made.
 *
 * Follows twisted/internet/task.py (class Clock), with exact nanoseconds.
 */
export class Clock implements IReactorTime {
  /** Twisted calls it `rightNow`; to be moved by `advance`. */
  nowNs: VirtualNs = 0;
  #calls: ClockCall[] = [];

  /** Seconds that it was advanced by. */
  seconds(): number {
    return nsToSeconds(this.nowNs);
  }

  callLater<A extends unknown[]>(delay: number, func: (...args: A) => void, ...args: A): ClockCall {
    const call = new ClockCall(this, this.nowNs + secondsToNs(delay), () => func(...args));
    this.#calls.push(call);
    this.#sortCalls();
    return call;
  }

  /** The calls that wait, the next first. */
  getDelayedCalls(): readonly ClockCall[] {
    return this.#calls;
  }

  /** Moves time by `seconds`, then makes all calls that are due, also those that they make due. */
  advance(seconds: number): void {
    this.nowNs += secondsToNs(seconds);
    this.#sortCalls();
    let next = this.#calls[0];
    while (next !== undefined && next.timeNs <= this.nowNs) {
      this.#calls.shift();
      next.called = true;
      next.func();
      this.#sortCalls();
      next = this.#calls[0];
    }
  }

  /** Advances several times. */
  pump(timings: Iterable<number>): void {
    for (const seconds of timings) this.advance(seconds);
  }

  /** For its calls: `call` was cancelled. */
  forget(call: ClockCall): void {
    this.#calls = this.#calls.filter((other) => other !== call);
  }

  #sortCalls(): void {
    // Stable, so calls of equal time stay in order.
    this.#calls.sort((a, b) => a.timeNs - b.timeNs);
  }
}
