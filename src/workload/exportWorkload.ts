import { NS_PER_MS } from '../simulator/units';
import { takingPart } from '../scenario/playClients';
import type { RunOptions } from '../scenario/runScenario';
import { defaultValues, playScenario, variantOf } from '../scenario/runScenario';
import type { Scenario, Values } from '../scenario/types';
import {
  actionOf,
  workloadOf,
  type ServerWorkload,
  type WorkloadClient,
} from '../scenario/workloadOf';

/** A scenario's clients as a workload of the oracle, for a `server.py` that real Twisted runs. */
export interface ExportedWorkload extends ServerWorkload {
  clients: WorkloadClient[];
}

/** Runs the scenario and writes down what its clients did; times in ms. */
export function exportWorkload(
  scenario: Scenario,
  variantId: string | undefined,
  given: Values,
  options: RunOptions = {},
): ExportedWorkload {
  const { acts, recording } = playScenario(scenario, variantId, given, options);
  const values = { ...defaultValues(scenario), ...given };
  const own = scenario.clientOptions?.(values, recording.seed ?? 1, recording.variant!) ?? {};
  const clients = takingPart(scenario, values, recording.variant!).map((name) => {
    const done = acts.filter((act) => act.client === name);
    const connect = done.find((act) => act.command === 'connect');
    if (connect === undefined) throw new Error(`client ${name} never connects`);
    return {
      name,
      ...own[name],
      connect: connect.timeNs / NS_PER_MS,
      actions: done
        .filter((act) => act !== connect)
        .map((act) => ({ at: act.timeNs / NS_PER_MS, ...actionOf(act) })),
    };
  });
  return { ...workloadOf(scenario, variantOf(scenario, variantId), values), clients };
}
