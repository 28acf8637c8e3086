/** A run that takes longer than a frame is felt. */
const FRAME_MS = 16;
/** So long a run is slow even before the engine has warmed to the code. */
const LONG_MS = 250;
/** From this one on a run tells how fast the machine is: those before it pay for the engine's warming up. */
const WARM_RUNS = 3;

/**
 * Tells whether the next run had better be made in a worker. Other programs make single runs slow, so what counts is
 * the best time per event so far, times the events of the longest run: the next position of a slider may be its again.
 */
export class Offload {
  readonly #now: () => number;
  #count = 0;
  #bestMsPerEvent = Infinity;
  #mostEvents = 0;

  /** @param now the reader's clock, in ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Makes a run and notes how long it took. */
  measure<T extends { recording: { events: readonly unknown[] } }>(make: () => T): T {
    const beginMs = this.#now();
    const run = make();
    const tookMs = this.#now() - beginMs;
    this.#count++;
    const events = Math.max(1, run.recording.events.length);
    this.#mostEvents = Math.max(this.#mostEvents, events);
    this.#bestMsPerEvent = Math.min(this.#bestMsPerEvent, tookMs / events);
    return run;
  }

  /** True when a run like the longest one takes longer than a frame. */
  get isSlow(): boolean {
    const estimateMs = this.#mostEvents * this.#bestMsPerEvent;
    if (this.#count < WARM_RUNS) return this.#count > 1 && estimateMs > LONG_MS;
    return estimateMs > FRAME_MS;
  }
}
