import type { VirtualNs } from '../recording/events';
import type { Scenario } from '../scenario/types';
import type { RunWorker, RunAnswer } from './runWorker';
import type { Offload } from './offload';
import { axisEndNs, makeRun, measured, onAxis, type Making, type Run } from './run';
import { messageOf } from './messageOf';

/** What becomes of a request for runs. */
export type Made =
  | { kind: 'made'; run: Run; other: Run | null; axisEndNs: VirtualNs }
  /** It is being made in a worker; another of these follows, unless a newer request overtakes it. */
  | { kind: 'computing' }
  | { kind: 'failed'; message: string };

/** Where runs are made that take long, and what tells which those are. */
export interface Elsewhere {
  worker: () => Promise<RunWorker>;
  offload: Offload;
}

/**
 * Makes the runs of one scenario: here and at once, or in a worker where they take long. Of several requests
 * the newest counts.
 */
export class RunMaker {
  readonly #scenario: Scenario;
  readonly #take: (made: Made) => void;
  #elsewhere: Elsewhere | null;
  /** Number of the newest request for a run; an answer to an older one is dropped. */
  #request = 0;
  /** Variants whose longest run the axis already spans. */
  readonly #spanned: string[] = [];
  #axisEndNs: VirtualNs = 0;

  /**
   * @param elsewhere without it, runs are always made here.
   * @param take is told what became of each request, before `make` returns or later.
   */
  constructor(scenario: Scenario, elsewhere: Elsewhere | null, take: (made: Made) => void) {
    this.#scenario = scenario;
    this.#elsewhere = elsewhere;
    this.#take = take;
  }

  /** @param makings of the run, and of the one that it is compared with, if any. */
  make(makings: readonly Making[]): void {
    this.#request++;
    const elsewhere = this.#elsewhere;
    if (elsewhere?.offload.isSlow(makings[0]!)) void this.#makeThere(makings, elsewhere);
    else this.#makeHere(makings);
  }

  #makeHere(makings: readonly Making[]): void {
    const [making, otherOf] = makings as [Making, Making?];
    let made: Made;
    try {
      const here = (): Run => makeRun(this.#scenario, making);
      const run = this.#elsewhere?.offload.measure(making, here) ?? here();
      const other = otherOf === undefined ? null : makeRun(this.#scenario, otherOf);
      for (const each of this.#unspanned(makings)) {
        this.#span(each, axisEndNs(this.#scenario, each));
      }
      made = { kind: 'made', run, other, axisEndNs: this.#axisFor(makings, run, other) };
    } catch (error) {
      made = { kind: 'failed', message: messageOf(error) };
    }
    this.#take(made);
  }

  async #makeThere(makings: readonly Making[], { worker, offload }: Elsewhere): Promise<void> {
    const request = this.#request;
    const spans = this.#unspanned(makings);
    this.#take({ kind: 'computing' });
    let answer: RunAnswer | null = null;
    try {
      answer = await (await worker()).run({ makings, spans });
    } catch {
      // There is no worker, or the run itself fails: here it is made, or said why not.
      this.#elsewhere = null;
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
    offload.note(makings[0]!, run!);
    const axisEndNs = this.#axisFor(makings, run!, other ?? null);
    this.#take({ kind: 'made', run: run!, other: other ?? null, axisEndNs });
  }

  /** With lines that were typed a run may last longer than any of the sliders'. */
  #axisFor(makings: readonly Making[], run: Run, other: Run | null): VirtualNs {
    return Math.max(this.#axisOf(makings), onAxis(run.endNs), onAxis(other?.endNs ?? 0));
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
