import type { VirtualNs } from '../../recording/events';
import { currentCause, enterCause } from '../../simulator/cause';
import { nsToSeconds, secondsToNs } from '../../simulator/units';
import { AlreadyCalled, AlreadyCancelled } from './error';
import type { IDelayedCall } from './reactorInterfaces';

/** What the recording says of a DelayedCall after it was made. */
export type TimerEvent = 'timerFire' | 'timerCancel' | 'timerReset' | 'timerDelay';

/** Who runs a DelayedCall. */
export interface DelayedCallOwner {
  /** The present time. */
  nowNs(): VirtualNs;
  /** Number of a new call: also its order among calls of equal time. */
  nextCallSequence(): number;
  /** Order of a call that was reset: after all others of its time. */
  nextResetSequence(): number;
  /** `call` was cancelled. */
  callCancelled(call: DelayedCall): void;
  /** `call` became due earlier than it was. */
  callMovedSooner(call: DelayedCall): void;
  /** Something happened to `call`, for the recording. */
  callNoted(kind: TimerEvent, call: DelayedCall): void;
}

/**
 * A call that waits for its time.
 *
 * One that is put off stays in the reactor's heap at its old time and is only moved when that comes:
 * the reactor then wakes once for nothing.
 *
 * Follows twisted/internet/base.py (class DelayedCall); counts in whole nanoseconds.
 */
export class DelayedCall implements IDelayedCall {
  readonly [Symbol.toStringTag] = 'DelayedCall';
  readonly id: number;
  /** Name of the callable in the recording. */
  readonly name: string;
  /** Where it is in the heap, without `delayedNs`. */
  timeNs: VirtualNs;
  /** How much later than `timeNs` it is really due. */
  delayedNs: VirtualNs = 0;
  /** Order among calls of equal time. */
  sequence: number;
  cancelled = false;
  called = false;
  #func: ((...args: never[]) => unknown) | null;
  #args: readonly unknown[] | null;
  readonly #owner: DelayedCallOwner;
  readonly #cause = currentCause();

  constructor(
    owner: DelayedCallOwner,
    timeNs: VirtualNs,
    name: string,
    func: (...args: never[]) => unknown,
    args: readonly unknown[],
  ) {
    this.#owner = owner;
    this.id = owner.nextCallSequence();
    this.sequence = this.id;
    this.timeNs = timeNs;
    this.name = name;
    this.#func = func;
    this.#args = args;
  }

  getTime(): number {
    return nsToSeconds(this.timeNs + this.delayedNs);
  }

  /** Throws `AlreadyCancelled` or `AlreadyCalled`. */
  cancel(): void {
    this.#mustBeActive();
    this.#owner.callCancelled(this);
    this.cancelled = true;
    this.#func = null;
    this.#args = null;
    this.#owner.callNoted('timerCancel', this);
  }

  /** Throws `AlreadyCancelled` or `AlreadyCalled`. */
  reset(secondsFromNow: number): void {
    this.sequence = this.#owner.nextResetSequence();
    this.#mustBeActive();
    const newNs = this.#owner.nowNs() + secondsToNs(secondsFromNow);
    if (newNs < this.timeNs) {
      this.delayedNs = 0;
      this.timeNs = newNs;
      this.#owner.callMovedSooner(this);
    } else {
      this.delayedNs = newNs - this.timeNs;
    }
    this.#owner.callNoted('timerReset', this);
  }

  /** Throws `AlreadyCancelled` or `AlreadyCalled`. */
  delay(secondsLater: number): void {
    this.#mustBeActive();
    this.delayedNs += secondsToNs(secondsLater);
    if (this.delayedNs < 0) {
      this.activateDelay();
      this.#owner.callMovedSooner(this);
    }
    this.#owner.callNoted('timerDelay', this);
  }

  activateDelay(): void {
    this.timeNs += this.delayedNs;
    this.delayedNs = 0;
  }

  active(): boolean {
    return !this.cancelled && !this.called;
  }

  /** Calls the callable. For the owner, when the time has come. */
  fire(): void {
    this.called = true;
    const cause = enterCause(this.#cause);
    try {
      this.#owner.callNoted('timerFire', this);
      (this.#func as ((...args: readonly unknown[]) => unknown) | null)?.(...this.#args!);
    } finally {
      enterCause(cause);
    }
  }

  #mustBeActive(): void {
    if (this.cancelled) throw new AlreadyCancelled();
    if (this.called) throw new AlreadyCalled();
  }
}
