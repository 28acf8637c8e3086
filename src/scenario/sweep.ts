import { longestWaits } from '../player/measures/waits';
import { finish, type Work } from '../player/work';
import type { VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import type { Judgement } from './picture';
import { playScenario, type RunOptions } from './runScenario';
import type { Scenario, Values } from './types';

/** What a run at one position of the slider came to: the longest wait of each client, ns; null without an answer. */
export interface SweepPoint {
  value: number;
  waitsNs: readonly (VirtualNs | null)[];
  /** What else the scenario reads off the run. */
  judged?: Judgement;
}

/** What decides a run, besides the scenario. */
interface Making extends RunOptions {
  variantId: string;
  values: Values;
}

/** Where the runs of a sweep are made; with neither of these: here and at once. */
export interface SweepWays {
  /** Elsewhere: it answers with all points. */
  sweeper?: (() => Promise<{ run(request: SweepRequest): Promise<SweepAnswer> }>) | undefined;
  /** Here, with a rest after each run. */
  rest?: (() => Promise<void>) | undefined;
}

export interface SweepRequest {
  makings: [];
  spans: [];
  sweep: Making;
}

interface SweepAnswer {
  points?: SweepPoint[] | undefined;
}

/**
 * Runs at every position of one slider (a parameter with `choices`), all else as it is: what they come to, for a picture that
 * shows one number over the other. A scenario that has it names it as its `sweep`.
 */
export class Sweep {
  readonly #parameter: string;
  readonly #clients: readonly string[];
  readonly #judge: ((recording: Recording) => Judgement) | undefined;
  readonly #made = new Map<string, SweepPoint[] | null>();

  /** @param clients whose longest waits are kept. @param judge what else is. */
  constructor(
    parameter: string,
    clients: readonly string[],
    judge?: (recording: Recording) => Judgement,
  ) {
    this.#parameter = parameter;
    this.#clients = clients;
    this.#judge = judge;
  }

  /**
   * The points beside a run, in the order of the slider; undefined as long as they are being made: `done` is called when they
   * are there. Positions of the slider itself share them.
   */
  points(
    scenario: Scenario,
    making: Making,
    ways: SweepWays,
    done: () => void,
  ): readonly SweepPoint[] | undefined {
    const { variantId, values, seed, reactor } = making;
    const key = JSON.stringify([variantId, { ...values, [this.#parameter]: 0 }, seed, reactor]);
    const made = this.#made.get(key);
    if (made !== undefined) return made ?? undefined;
    if (ways.sweeper === undefined && ways.rest === undefined) {
      const points = finish(this.work(scenario, making));
      this.#made.set(key, points);
      return points;
    }
    this.#made.set(key, null);
    void this.#make(scenario, making, ways).then((points) => {
      this.#made.set(key, points);
      done();
    });
    return undefined;
  }

  async #make(
    scenario: Scenario,
    { variantId, values, seed, reactor }: Making,
    { sweeper, rest }: SweepWays,
  ): Promise<SweepPoint[]> {
    const sweep: Making = { variantId, values, ...(seed && { seed }), ...(reactor && { reactor }) };
    try {
      const answer = await (await sweeper?.())?.run({ makings: [], spans: [], sweep });
      if (answer?.points) return answer.points;
    } catch {
      // There is no worker: here they are made.
    }
    const work = this.work(scenario, sweep);
    for (;;) {
      const step = work.next();
      if (step.done) return step.value;
      await rest?.();
    }
  }

  /** Makes the runs. */
  *work(scenario: Scenario, { variantId, values, seed, reactor }: Making): Work<SweepPoint[]> {
    const points: SweepPoint[] = [];
    for (const value of scenario.parameters[this.#parameter]!.choices!) {
      const { recording } = playScenario(
        scenario,
        variantId,
        { ...values, [this.#parameter]: value },
        { ...(seed && { seed }), ...(reactor && { reactor }) },
      );
      const longest = longestWaits(recording);
      points.push({
        value,
        waitsNs: this.#clients.map(
          (name) => longest.find(({ client }) => client === name)?.waitNs ?? null,
        ),
        ...(this.#judge && { judged: this.#judge(recording) }),
      });
      yield;
    }
    return points;
  }
}
