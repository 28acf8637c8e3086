import { currentCause, enterCause, type Cause } from '../cause';
import type { SimThread, ThreadCode } from './thread';
import type { ThreadScheduler } from './scheduler';

/** `queue.Queue`: `get` holds the thread that calls it until there is something. */
export class SimQueue<T> {
  /** Threads that wait in `get`, first come first. */
  readonly waiting: SimThread[] = [];
  readonly #items: { item: T; cause: Cause }[] = [];
  readonly #scheduler: ThreadScheduler;

  constructor(scheduler: ThreadScheduler) {
    this.#scheduler = scheduler;
  }

  /** Puts an item in, from any thread; the first waiting thread becomes runnable. */
  put(item: T): void {
    this.#items.push({ item, cause: currentCause() });
    const first = this.waiting.shift();
    if (first !== undefined) this.#scheduler.wakeSoon(first);
  }

  /** In a thread, which goes on for whoever put the item in: `const item = yield* queue.get()`. */
  *get(): ThreadCode<T> {
    while (this.#items.length === 0)
      yield { kind: 'wait', queue: this as unknown as SimQueue<never> };
    const { item, cause } = this.#items.shift()!;
    enterCause(cause);
    return item;
  }

  get size(): number {
    return this.#items.length;
  }
}
