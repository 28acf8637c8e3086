import type { SimThread, ThreadCode } from './thread';
import type { ThreadScheduler } from './scheduler';

/** `queue.Queue`: `get` holds the thread that calls it until there is something. */
export class SimQueue<T> {
  /** Threads that wait in `get`, first come first. */
  readonly waiting: SimThread[] = [];
  readonly #items: T[] = [];
  readonly #scheduler: ThreadScheduler;

  constructor(scheduler: ThreadScheduler) {
    this.#scheduler = scheduler;
  }

  /** Puts an item in, from any thread; the first waiting thread becomes runnable. */
  put(item: T): void {
    this.#items.push(item);
    const first = this.waiting.shift();
    if (first !== undefined) this.#scheduler.wakeSoon(first);
  }

  /** In a thread: `const item = yield* queue.get()`. */
  *get(): ThreadCode<T> {
    while (this.#items.length === 0)
      yield { kind: 'wait', queue: this as unknown as SimQueue<never> };
    return this.#items.shift()!;
  }

  get size(): number {
    return this.#items.length;
  }
}
