import { NS_PER_MS } from '../simulator/units';
import type { ClientOptions } from '../simulator/kernel/client';
import type { ClientAct, RunOptions } from '../scenario/runScenario';
import type { Parts } from '../scenario/parts';
import { defaultValues, playScenario, takingPart, variantOf } from '../scenario/runScenario';
import type { HostNames } from '../twisted/internet/resolver';
import type { Scenario, Values } from '../scenario/types';
import { markedLines } from '../scenario/scheduled';

/** A scenario's clients as a workload of the oracle, for a `server.py` that real Twisted runs. */
export interface ExportedWorkload {
  name: string;
  net: object;
  server: {
    lines: true;
    callbacks?: true;
    jobs?: true;
    schedule?: ExportedSchedule;
    backlog?: number;
  };
  names?: HostNames;
  gil?: null;
  until?: number;
  costs?: NonNullable<Parts['costs']>;
  clients: ({ name: string; connect: number; actions: object[] } & ClientOptions)[];
}

/** Which thread runs its next marked line: see `oracle_schedule.py`. */
interface ExportedSchedule {
  lines: number[];
  order: string;
  local: string;
  shared: string;
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
      actions: done.filter((act) => act !== connect).map(action),
    };
  });
  return {
    name: scenario.id,
    net: scenario.network(values),
    ...(scenario.names === undefined ? {} : { names: scenario.names }),
    ...(variantOf(scenario, variantId).freeThreaded && { gil: null }),
    ...(scenario.untilMs === undefined ? {} : { until: scenario.untilMs(values) }),
    ...(scenario.parts?.costs && { costs: scenario.parts.costs }),
    server: {
      lines: true,
      ...(scenario.callbacks && { callbacks: true }),
      ...(scenario.parts?.jobTrace === undefined ? {} : { jobs: true }),
      ...scheduleOf(scenario, variantId, values),
      ...(scenario.backlog === undefined ? {} : { backlog: scenario.backlog }),
    },
    clients,
  };
}

function scheduleOf(
  scenario: Scenario,
  variantId: string | undefined,
  values: Values,
): { schedule?: ExportedSchedule } {
  const variant = variantOf(scenario, variantId);
  const { scheduled } = variant;
  const word = Object.entries(scenario.parameters).find(([, { word }]) => word !== undefined);
  if (scheduled === undefined || word === undefined) return {};
  const [id, parameter] = word;
  const { local, shared } = scheduled;
  const { R, W } = markedLines(variant).lines!;
  const numbers = [...R, ...W].map(({ line }) => line);
  const order = parameter.word!.write(values[id]!);
  return { schedule: { lines: [...new Set(numbers)], order, local, shared } };
}

function action({ timeNs, command, text, cuts, gapMs, way = 'both' }: ClientAct): object {
  const at = timeNs / NS_PER_MS;
  if (command === 'cut') return { at, cut: way };
  if (command !== 'send') return { at, [command]: true };
  return {
    at,
    send: text,
    ...(cuts === undefined ? {} : { cuts }),
    ...(cuts === undefined || gapMs === undefined ? {} : { gapMs }),
  };
}
