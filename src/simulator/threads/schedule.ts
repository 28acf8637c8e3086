import type { ThreadCode } from './thread';
import type { ThreadScheduler } from './scheduler';

/** A thread by its letter: R is the reactor thread, W the program's first other one. */
export type ThreadLetter = 'R' | 'W';

const LETTERS: readonly ThreadLetter[] = ['R', 'W'];

/**
 * An explicit schedule of threads: which thread runs its next marked line is an input.
 *
 * A thread that comes to a marked line stands before it until the order names it. A letter whose thread does not stand
 * before a marked line is passed over; after the last letter whoever ran last goes on, then the other, R first. Nobody is
 * chosen before everything that is due at that time has happened. CPython may switch threads between any two lines, so
 * each order is one that it may choose by itself.
 */
export class ThreadSchedule {
  readonly #scheduler: ThreadScheduler;
  readonly #order: string;
  #next = 0;
  #last: ThreadLetter | null = null;
  #isDeciding = false;
  readonly #standing = new Map<ThreadLetter, () => void>();

  /** @param order letters R and W; others are passed over. */
  constructor(scheduler: ThreadScheduler, order: string) {
    this.#scheduler = scheduler;
    this.#order = order;
  }

  /** The reactor thread has come to a marked line: returns when it may run it. */
  standOnReactor(): void {
    let isGone = false;
    this.#stand('R', () => (isGone = true));
    this.#scheduler.holdUntil(() => isGone);
  }

  /** Another thread has come to a marked line: `yield* schedule.stand()`. */
  *stand(): ThreadCode<void> {
    yield { kind: 'until', subscribe: (wake) => this.#stand('W', wake) };
  }

  #stand(letter: ThreadLetter, go: () => void): void {
    this.#standing.set(letter, go);
    this.#decideSoon();
  }

  #decideSoon(): void {
    if (this.#isDeciding) return;
    this.#isDeciding = true;
    this.#scheduler.queue.after(0, this.#decide);
  }

  readonly #decide = (): void => {
    const { queue } = this.#scheduler;
    const nextNs = queue.nextNs();
    if (nextNs !== null && nextNs <= queue.nowNs) {
      // Something else is due yet.
      queue.after(0, this.#decide);
      return;
    }
    this.#isDeciding = false;
    const letter = this.#choose();
    const go = this.#standing.get(letter)!;
    this.#standing.delete(letter);
    this.#last = letter;
    go();
    if (this.#standing.size > 0) this.#decideSoon();
  };

  #choose(): ThreadLetter {
    const standing = this.#standing;
    while (this.#next < this.#order.length) {
      const letter = this.#order[this.#next++] as ThreadLetter;
      if (standing.has(letter)) return letter;
    }
    if (this.#last !== null && standing.has(this.#last)) return this.#last;
    return LETTERS.find((letter) => standing.has(letter))!;
  }
}
