import type { Trace } from '../trace';
import type { Owner } from './gil';
import type { ThreadScheduler } from './scheduler';
import type { ThreadCode } from './thread';

/** `threading.Lock`: held by one thread; the others wait, first come, first served. */
export class SimLock {
  #owner: Owner | null = null;
  readonly #waiting: { who: Owner; wake: () => void }[] = [];
  readonly #scheduler: ThreadScheduler;
  readonly #trace: Trace;

  constructor(scheduler: ThreadScheduler, trace: Trace) {
    this.#scheduler = scheduler;
    this.#trace = trace;
  }

  /** `acquire` on the reactor thread, which is held until it has the lock. */
  acquireOnReactor(): void {
    if (this.#owner !== null) {
      this.#trace.emit('lockWait');
      this.#waiting.push({ who: 'main', wake: () => undefined });
      this.#scheduler.holdUntil(() => this.#owner === 'main');
    }
    this.#take('main');
  }

  /** `acquire` in another thread: `yield* lock.acquire()`. */
  *acquire(): ThreadCode<void> {
    const who = this.#scheduler.current!;
    if (this.#owner !== null) {
      this.#trace.emit('lockWait');
      yield { kind: 'until', subscribe: (wake) => this.#waiting.push({ who, wake }) };
    }
    this.#take(who);
  }

  /** `release`, by the thread that has it: the one that waits longest gets it. */
  release(): void {
    this.#trace.emit('lockRelease');
    const next = this.#waiting.shift();
    this.#owner = next?.who ?? null;
    next?.wake();
  }

  #take(who: Owner): void {
    this.#owner = who;
    this.#trace.emit('lockAcquire');
  }
}
