import type { VirtualNs } from '../recording/events';
import type { Scenario } from '../scenario/types';
import type { Away, AwayAnswer } from './away';
import { Pace } from './pace';
import { axisEndNs, makeRun, measured, type Making, type Run } from './run';

/** What becomes of a request for runs. */
export type Made =
  | { kind: 'made'; run: Run; other: Run | null; axisEndNs: VirtualNs }
  /** It is being made elsewhere; another of these follows, unless a newer request overtakes it. */
  | { kind: 'computing' }
  | { kind: 'failed'; message: string };

/**
 * Makes the runs of one scenario: here and at once, or elsewhere where they take longer than a frame. Of several requests
 * the newest counts.
 */
export class RunMaker {
  readonly #scenario: Scenario;
  readonly #take: (made: Made) => void;
  readonly #pace: Pace;
  #away: (() => Promise<Away>) | null;
  /** Number of the newest request for a run; an answer to an older one is dropped. */
  #request = 0;
  /** Variants whose longest run the axis already spans. */
  readonly #spanned: string[] = [];
  #axisEndNs: VirtualNs = 0;

  /**
   * @param away where runs are made when they take longer than a frame; without it, always here.
   * @param now the reader's clock, in ms.
   * @param take is told what became of each request, before `make` returns or later.
   */
  constructor(
    scenario: Scenario,
    { away, now }: { away?: (() => Promise<Away>) | undefined; now: () => number },
    take: (made: Made) => void,
  ) {
    this.#scenario = scenario;
    this.#take = take;
    this.#pace = new Pace(now);
    this.#away = away ?? null;
  }

  /** @param makings of the run, and of the one that it is compared with, if any. */
  make(makings: readonly Making[]): void {
    this.#request++;
    if (this.#away !== null && this.#pace.isSlow) void this.#makeAway(makings, this.#away);
    else this.#makeHere(makings);
  }

  #makeHere(makings: readonly Making[]): void {
    const [making, otherOf] = makings as [Making, Making?];
    let made: Made;
    try {
      const run = this.#pace.measure(() => makeRun(this.#scenario, making));
      const other = otherOf === undefined ? null : makeRun(this.#scenario, otherOf);
      for (const each of this.#unspanned(makings)) {
        this.#span(each, axisEndNs(this.#scenario, each));
      }
      made = { kind: 'made', run, other, axisEndNs: this.#axisOf(makings) };
    } catch (error) {
      made = { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
    }
    this.#take(made);
  }

  async #makeAway(makings: readonly Making[], open: () => Promise<Away>): Promise<void> {
    const request = this.#request;
    const spans = this.#unspanned(makings);
    this.#take({ kind: 'computing' });
    let answer: AwayAnswer | null = null;
    try {
      answer = await (await open()).run({ makings, spans });
    } catch {
      // Elsewhere is not to be had, or the run itself fails: here it is made, or said why not.
      this.#away = null;
    }
    if (request !== this.#request) return;
    if (answer === null) {
      this.#makeHere(makings);
      return;
    }
    const [run, other] = answer.recordings.map((recording, i) => ({
      ...measured(recording),
      making: makings[i]!,
    }));
    for (const making of spans) this.#span(making, answer.axisEndNs);
    this.#take({ kind: 'made', run: run!, other: other ?? null, axisEndNs: this.#axisOf(makings) });
  }

  /** Makings of variants that the axis does not span yet. */
  #unspanned(makings: readonly Making[]): Making[] {
    if (this.#scenario.axisMs !== undefined) return [];
    return makings.filter(({ variantId }) => !this.#spanned.includes(variantId));
  }

  /** Where a slider sets how long a run lasts, the axis is as long as those that are shown; else it never shrinks. */
  #axisOf(makings: readonly Making[]): VirtualNs {
    const { axisMs } = this.#scenario;
    if (axisMs === undefined) return this.#axisEndNs;
    return Math.max(...makings.map(({ values }) => axisMs(values) * 1e6));
  }

  #span({ variantId }: Making, endNs: VirtualNs): void {
    this.#spanned.push(variantId);
    this.#axisEndNs = Math.max(this.#axisEndNs, endNs);
  }
}
