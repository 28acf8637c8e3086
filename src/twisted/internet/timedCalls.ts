import type { VirtualNs } from '../../recording/events';
import type { Kernel } from '../../simulator/kernel/kernel';
import { secondsToNs } from '../../simulator/units';
import { DelayedCall, type DelayedCallOwner, type TimerEvent } from './delayedCall';
import { pyAssert } from '../python/exceptions';
import { heapify, heappop, heappush } from '../python/heapq';
import { pyName } from '../python/pyName';
import { DEPTH, inFrame, needs, startAt } from './pyStack';
import { FailureHandler } from './failureHandler';
import { returnedTo } from './unhandled';

/** Longest that the reactor sleeps: what epoll_wait can be told in ms (2 ** 31 / 1000 seconds). */
const LONGEST_SLEEP_NS = secondsToNs(2147483);
/** The heap is rebuilt when more calls than this, and more than half of it, are cancelled. */
const MANY_CANCELLATIONS = 50;
/** Sequences of calls that were reset: after all others of their time. */
const RESET_SEQUENCE = 1e9;

/**
 * A reactor's timers: new calls in a list until the reactor looks at them, then in a heap by time. A
 * cancelled or delayed call stays where it is in the heap until its old time comes.
 *
 * Follows twisted/internet/base.py (ReactorBase: callLater, timeout, runUntilCurrent).
 */
export class TimedCalls implements DelayedCallOwner {
  readonly #kernel: Kernel;
  readonly #fifo: boolean;
  #pending: DelayedCall[] = [];
  #fresh: DelayedCall[] = [];
  #cancellations = 0;
  #callCount = 0;
  #resetCount = 0;
  readonly failureHandler = new FailureHandler();

  /** `fifo`: calls of equal time in the order of scheduling; else in CPython's heapq order. */
  constructor(kernel: Kernel, fifo: boolean) {
    this.#kernel = kernel;
    this.#fifo = fifo;
  }

  /** Throws `AssertionError` for a negative delay, or something that cannot be called. */
  callLater(
    delay: number,
    callable: (...args: never[]) => unknown,
    args: readonly unknown[],
  ): DelayedCall {
    pyAssert(typeof callable === 'function', 'the callable is not callable');
    pyAssert(delay >= 0, `${delay} is not greater than or equal to 0 seconds`);
    needs('P=P'); // callLater: `delay >= 0`, and the DelayedCall that it makes
    const nowNs = this.nowNs();
    const dueNs = nowNs + secondsToNs(delay);
    const call = new DelayedCall(this, dueNs, pyName(callable), callable, args);
    const { id, name } = call;
    this.#kernel.trace.emit('callLater', { id, name, dueNs, delayNs: dueNs - nowNs });
    this.#fresh.push(call);
    return call;
  }

  active(): DelayedCall[] {
    return [...this.#pending, ...this.#fresh].filter((call) => !call.cancelled);
  }

  /** Time to the first call of the heap, even one that was cancelled or put off; null without a call. */
  timeoutNs(): VirtualNs | null {
    this.#insertFresh();
    const first = this.#pending[0];
    if (first === undefined) return null;
    return Math.max(0, Math.min(LONGEST_SLEEP_NS, first.timeNs - this.nowNs()));
  }

  /** Calls what is due. The present time is taken once; calls made meanwhile wait for the next turn. */
  runDue(): void {
    this.#insertFresh();
    const nowNs = this.nowNs();
    const heap = this.#pending;
    while (heap.length > 0 && heap[0]!.timeNs <= nowNs) this.#runFirst(heap);
    if (this.#cancellations > MANY_CANCELLATIONS && this.#cancellations > heap.length >> 1) {
      this.#cancellations = 0;
      this.#pending = heap.filter((call) => !call.cancelled);
      heapify(this.#pending, this.#less);
    }
  }

  #runFirst(heap: DelayedCall[]): void {
    const call = heappop(heap, this.#less);
    // The loop's variable held the call before, and what that one's function held.
    returnedTo(DEPTH.runUntilCurrent - 1, undefined, Infinity, { goesOn: true });
    if (call.cancelled) {
      this.#cancellations--;
      return;
    }
    if (call.delayedNs > 0) {
      call.activateDelay();
      heappush(heap, call, this.#less);
      return;
    }
    startAt(DEPTH.runUntilCurrent);
    try {
      inFrame(() => call.fire());
    } catch (error) {
      this.failureHandler.caught(error);
    }
  }

  #insertFresh(): void {
    if (this.#fresh.length === 0) return;
    for (const call of this.#fresh) {
      if (call.cancelled) {
        this.#cancellations--;
      } else {
        call.activateDelay();
        heappush(this.#pending, call, this.#less);
      }
    }
    this.#fresh = [];
  }

  readonly #less = (a: DelayedCall, b: DelayedCall): boolean =>
    a.timeNs < b.timeNs || (this.#fifo && a.timeNs === b.timeNs && a.sequence < b.sequence);

  // DelayedCallOwner

  nowNs(): VirtualNs {
    return this.#kernel.queue.nowNs;
  }

  nextCallSequence(): number {
    return ++this.#callCount;
  }

  nextResetSequence(): number {
    return RESET_SEQUENCE + this.#resetCount++;
  }

  callCancelled(): void {
    this.#cancellations++;
  }

  callMovedSooner(call: DelayedCall): void {
    const heap = this.#pending;
    let position = heap.indexOf(call);
    if (position < 0) return;
    while (position !== 0) {
      const parent = (position - 1) >> 1;
      // Python's `heap[parent] <= elt`: stop unless the call is really earlier.
      if (!this.#less(call, heap[parent]!)) break;
      heap[position] = heap[parent]!;
      position = parent;
    }
    heap[position] = call;
  }

  callNoted(kind: TimerEvent, call: DelayedCall): void {
    this.#kernel.trace.emit(kind, { id: call.id, name: call.name });
  }
}
