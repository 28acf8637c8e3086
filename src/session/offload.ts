/**
 * Longer than this, a run keeps a reader's input waiting: the browsers' limit of a long task. In a worker it costs a second
 * picture ("computing"), which on a phone takes as long.
 */
const LONG_TASK_MS = 50;
/** So long a run is slow even before the engine has warmed to the code. */
const LONG_MS = 250;
/** From this one on a run tells how fast the machine is: those before it pay for the engine's warming up. */
const WARM_RUNS = 3;

/**
 * Tells whether a run had better be made in a worker. Other programs make single runs slow, so what counts is the best time
 * per event so far, times the events that the run is expected to have: as many as it had before, else as many as the last.
 */
export class Offload {
  readonly #now: () => number;
  #count = 0;
  #bestMsPerEvent = Infinity;
  #lastEvents = 0;
  /** Of each run that was made, by what it was made of. */
  readonly #events = new Map<string, number>();

  /** @param now the reader's clock, in ms. */
  constructor(now = (): number => performance.now()) {
    this.#now = now;
  }

  /** Makes a run here and notes how long it took. */
  measure<T extends HasEvents>(making: object, make: () => T): T {
    const beginMs = this.#now();
    const run = make();
    const tookMs = this.#now() - beginMs;
    this.#count++;
    this.note(making, run);
    this.#bestMsPerEvent = Math.min(this.#bestMsPerEvent, tookMs / this.#lastEvents);
    return run;
  }

  /** Notes a run, wherever it was made. */
  note(making: object, { recording: { events } }: HasEvents): void {
    this.#lastEvents = Math.max(1, events.length);
    this.#events.set(JSON.stringify(making), this.#lastEvents);
  }

  /** True when such a run is expected to take long. */
  isSlow(making: object): boolean {
    const events = this.#events.get(JSON.stringify(making)) ?? this.#lastEvents;
    const estimateMs = events * this.#bestMsPerEvent;
    if (this.#count < WARM_RUNS) return this.#count > 1 && estimateMs > LONG_MS;
    return estimateMs > LONG_TASK_MS;
  }
}

interface HasEvents {
  recording: { events: readonly unknown[] };
}
