import type { VirtualNs } from '../recording/events';
import type { Scenario } from '../scenario/types';
import { axisEndNs, makeRun, onAxis, type Making, type Run } from './run';
import { messageOf } from './messageOf';

/** What becomes of a request for runs. */
export type Made =
  | { kind: 'made'; run: Run; other: Run | null; axisEndNs: VirtualNs }
  /** It is being made in a worker; another of these follows, unless a newer request overtakes it. */
  | { kind: 'computing' }
  | { kind: 'failed'; message: string };

/** Makes the runs of one scenario here and at once. */
export class RunMaker {
  protected readonly scenario: Scenario;
  protected readonly take: (made: Made) => void;
  /** Variants whose longest run the axis already spans. */
  readonly #spanned: string[] = [];
  #axisEndNs: VirtualNs = 0;

  /** @param take is told what became of each request, before `make` returns or later. */
  constructor(scenario: Scenario, take: (made: Made) => void) {
    this.scenario = scenario;
    this.take = take;
  }

  /** @param makings of the run, and of the one that it is compared with, if any. */
  make(makings: readonly Making[]): void {
    const [making, otherOf] = makings as [Making, Making?];
    let made: Made;
    try {
      const run = this.makeOne(making);
      const other = otherOf === undefined ? null : makeRun(this.scenario, otherOf);
      for (const each of this.unspanned(makings)) this.span(each, axisEndNs(this.scenario, each));
      made = this.made(makings, run, other);
    } catch (error) {
      made = { kind: 'failed', message: messageOf(error) };
    }
    this.take(made);
  }

  protected makeOne(making: Making): Run {
    return makeRun(this.scenario, making);
  }

  /** With lines that were typed a run may last longer than any of the sliders'. */
  protected made(makings: readonly Making[], run: Run, other: Run | null): Made {
    const ends = [this.#axisOf(makings), onAxis(run.endNs), onAxis(other?.endNs ?? 0)];
    return { kind: 'made', run, other, axisEndNs: Math.max(...ends) };
  }

  /** Makings of variants that the axis does not span yet. */
  protected unspanned(makings: readonly Making[]): Making[] {
    if (this.scenario.axisMs !== undefined) return [];
    return makings.filter(({ variantId }) => !this.#spanned.includes(variantId));
  }

  protected span({ variantId }: Making, endNs: VirtualNs): void {
    this.#spanned.push(variantId);
    this.#axisEndNs = Math.max(this.#axisEndNs, endNs);
  }

  /** Where a slider sets how long a run lasts, the axis is as long as those that are shown; else it never shrinks. */
  #axisOf(makings: readonly Making[]): VirtualNs {
    const { axisMs } = this.scenario;
    if (axisMs === undefined) return this.#axisEndNs;
    return Math.max(...makings.map(({ values }) => axisMs(values) * 1e6));
  }
}

export const makesHere = (scenario: Scenario, take: (made: Made) => void): RunMaker =>
  new RunMaker(scenario, take);
