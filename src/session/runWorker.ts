import type { VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import { finish } from '../player/work';
import { runScenario } from '../scenario/runScenario';
import type { SweepPoint, SweepRequest } from '../scenario/sweep';
import type { Scenario } from '../scenario/types';
import { axisEndNs, type Making } from './run';

/** Runs of a scenario that a worker makes: the one that is shown, then the one it is compared with. */
export interface RunRequest {
  makings: readonly Making[];
  /** Variants whose longest run the time axis has to span: one making of each. */
  spans: readonly Making[];
  /** Beside which run those at all positions of the swept slider are to be made. */
  sweep?: SweepRequest['sweep'];
}

export interface RunAnswer {
  recordings: Recording[];
  /** End of the longest of `spans`, 0 without any. */
  axisEndNs: VirtualNs;
  /** What the runs of a sweep came to. */
  points?: SweepPoint[] | undefined;
}

/** Where a session has its runs made when they take long. */
export interface RunWorker {
  /** Of several requests the newest counts: one that was overtaken may never be answered. */
  run(request: RunRequest): Promise<RunAnswer>;
}

/** Makes what is asked for, wherever that is. Pure. @throws whatever a run throws. */
export function answerOf(scenario: Scenario, { makings, spans, sweep }: RunRequest): RunAnswer {
  return {
    recordings: makings.map(({ variantId, values, ...options }) =>
      runScenario(scenario, variantId, values, options),
    ),
    axisEndNs: Math.max(0, ...spans.map((making) => axisEndNs(scenario, making))),
    points: sweep && scenario.sweep && finish(scenario.sweep.work(scenario, sweep)),
  };
}
