import { SimLock, ThreadSchedule, type ThreadCode } from '../simulator/threads';
import type { ServerEnvironment } from './types';

/**
 * What one thread of a scheduled program does, line by line: one text for the run and for the search over all orders.
 * A `mark` is a line before which the schedule chooses; `saw` follows it, with the thread's own variable as `repr` has it
 * and whatever else of the thread decides what it does next.
 */
export type HandOp =
  | { readonly op: 'line' | 'mark'; readonly line: string; readonly nth?: number }
  | { readonly op: 'saw'; readonly local: string | null; readonly more?: string }
  | { readonly op: 'acquire' | 'release' }
  | { readonly op: 'sleep'; readonly seconds: number }
  /** Something for the reactor thread to do: in the run the program itself sees to it. */
  | { readonly op: 'post'; readonly task: () => HandCode<unknown>; readonly run: () => void };

export type HandCode<T> = Generator<HandOp, T, void>;

export const line = (text: string, nth?: number): HandOp => at('line', text, nth);
export const mark = (text: string, nth?: number): HandOp => at('mark', text, nth);
export const saw = (local: string | number | null, more = ''): HandOp => ({
  op: 'saw',
  local: local === null ? null : String(local),
  more,
});

function at(op: 'line' | 'mark', text: string, nth?: number): HandOp {
  return nth === undefined ? { op, line: text } : { op, line: text, nth };
}

/** Runs hands in a run, in an explicit order of its threads. */
export class ScheduledHands {
  readonly #env: ServerEnvironment;
  readonly #schedule: ThreadSchedule;
  readonly #lock: SimLock;
  readonly #shared: () => string;

  /** @param shared what all threads share, as `repr` has it. */
  constructor(env: ServerEnvironment, order: string, shared: () => string) {
    const { threads, trace } = env.reactor.kernel;
    this.#env = env;
    this.#schedule = new ThreadSchedule(threads, order);
    this.#lock = new SimLock(threads, trace);
    this.#shared = shared;
  }

  /** On the reactor thread, to the end. */
  onReactor<T>(code: HandCode<T>): T {
    for (;;) {
      const step = code.next();
      if (step.done === true) return step.value;
      const { value: hand } = step;
      if (hand.op === 'mark') this.#schedule.standOnReactor();
      if (hand.op === 'acquire') this.#lock.acquireOnReactor();
      else if (hand.op === 'sleep') this.#env.time.sleep(hand.seconds);
      else this.#tell(hand);
    }
  }

  /** In another thread: `yield* hands.inThread(code)`. */
  *inThread<T>(code: HandCode<T>): ThreadCode<T> {
    for (;;) {
      const step = code.next();
      if (step.done === true) return step.value;
      const { value: hand } = step;
      if (hand.op === 'mark') yield* this.#schedule.stand();
      if (hand.op === 'acquire') yield* this.#lock.acquire();
      else if (hand.op === 'sleep') yield* this.#env.time.sleepInThread(hand.seconds);
      else this.#tell(hand);
    }
  }

  #tell(hand: HandOp): void {
    switch (hand.op) {
      case 'line':
      case 'mark':
        this.#env.at(hand.line, hand.nth);
        return;
      case 'saw': {
        const { trace } = this.#env.reactor.kernel;
        const local = hand.local === null ? {} : { local: hand.local };
        trace.emit('variables', { ...local, shared: this.#shared() });
        return;
      }
      case 'release':
        this.#lock.release();
        return;
      case 'post':
        hand.run();
    }
  }
}
