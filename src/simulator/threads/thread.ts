import type { VirtualNs } from '../../recording/events';
import { currentCause, NO_CAUSE } from '../cause';
import type { SimQueue } from './queue';
import type { ThreadScheduler } from './scheduler';

/** What the code of a thread may ask for; it goes on when it has it. */
export type ThreadRequest =
  | { readonly kind: 'sleep'; readonly durationNs: VirtualNs }
  /** `lock` false: C code, which lets go of the GIL meanwhile. */
  | { readonly kind: 'cpu'; readonly durationNs: VirtualNs; readonly lock?: false }
  | { readonly kind: 'wait'; readonly queue: SimQueue<never> }
  /** Sleeps until `wake` is called, once. */
  | { readonly kind: 'until'; readonly subscribe: (wake: () => void) => void };

/**
 * Code that runs in a thread of its own. It takes no virtual time except at its requests:
 * `yield* sleep(ns)`, `yield* cpu(ns)`, `yield* queue.get()`.
 */
export type ThreadCode<T> = Generator<ThreadRequest, T, unknown>;

/** `time.sleep`: the thread waits, without the GIL. Records `block`. */
export function* sleep(durationNs: VirtualNs): ThreadCode<void> {
  yield { kind: 'sleep', durationNs };
}

/** Computes for `durationNs` of CPU time, which needs the GIL. Records `cpu`. */
export function* cpu(durationNs: VirtualNs): ThreadCode<void> {
  yield { kind: 'cpu', durationNs };
}

/** Computes for as long in C code that lets go of the GIL: `hashlib.pbkdf2_hmac`. Records `cpu`. */
export function* cpuInC(durationNs: VirtualNs): ThreadCode<void> {
  yield { kind: 'cpu', durationNs, lock: false };
}

/** Why a thread stopped running: its last request, or it is at its end. */
export type YieldReason = ThreadRequest['kind'] | 'end';

/**
 * A thread in virtual time: `threading.Thread`. Threads are numbered by creation, from `worker-1` on.
 * Nothing runs before `start`. An error that leaves the target ends this thread only.
 */
export class SimThread {
  readonly number: number;
  readonly name: string;
  finished = false;
  /** An error that left the target, if one did. */
  error: unknown = null;
  /** Set by the scheduler each time the thread gives way. */
  reason: YieldReason | null = null;
  /** What led to what it does, kept while others run. */
  cause = NO_CAUSE;
  #code: ThreadCode<unknown> | null = null;
  readonly #target: () => ThreadCode<unknown>;
  readonly #scheduler: ThreadScheduler;

  constructor(scheduler: ThreadScheduler, target: () => ThreadCode<unknown>) {
    this.#scheduler = scheduler;
    this.number = scheduler.nextThreadNumber();
    this.name = `worker-${this.number}`;
    this.#target = target;
  }

  /** `threading.Thread.start`: the thread runs as soon as it gets the GIL. */
  start(): void {
    this.cause = currentCause();
    this.#scheduler.spawn(this);
  }

  /** `threading.Thread.join`, from the reactor thread: holds it until this thread has ended. */
  join(): void {
    this.#scheduler.join(this);
  }

  /** Runs to the next request, which it returns, or to the end: null. For the scheduler only. */
  advance(): ThreadRequest | null {
    try {
      this.#code ??= this.#target();
      const step = this.#code.next();
      if (step.done !== true) return step.value;
    } catch (error) {
      this.error = error;
    }
    this.finished = true;
    return null;
  }
}
