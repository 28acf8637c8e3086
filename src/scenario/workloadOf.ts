import type { ClientOptions } from '../simulator/kernel/client';
import type { HostNames } from '../twisted/internet/resolver';
import type { Parts } from './parts';
import type { ClientAct } from './playClients';
import { markedLines } from './scheduled';
import type { Scenario, Values, Variant } from './types';

/** What a workload of the oracle says besides its clients, for a `server.py` that real Twisted runs. Times in ms. */
export interface ServerWorkload {
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
  /** A Python without the lock. */
  gil?: null;
  costs?: NonNullable<Parts['costs']>;
  until?: number;
}

/** A client of a workload. */
export type WorkloadClient = { name: string; connect: number; actions: object[] } & ClientOptions;

/** Which thread runs its next marked line: see `schedule.py` of the virtual kernel. */
interface ExportedSchedule {
  lines: number[];
  order: string;
  local: string;
  shared: string;
}

/** @param values one for each parameter. */
export function workloadOf(scenario: Scenario, variant: Variant, values: Values): ServerWorkload {
  return {
    name: scenario.id,
    net: scenario.network(values),
    ...(scenario.names === undefined ? {} : { names: scenario.names }),
    ...(variant.freeThreaded && { gil: null }),
    ...(scenario.parts?.costs && { costs: scenario.parts.costs }),
    ...(scenario.untilMs === undefined ? {} : { until: scenario.untilMs(values) }),
    server: {
      lines: true,
      ...(scenario.callbacks && { callbacks: true }),
      ...(scenario.parts?.jobTrace === undefined ? {} : { jobs: true }),
      ...scheduleOf(scenario, variant, values),
      ...(scenario.backlog === undefined ? {} : { backlog: scenario.backlog }),
    },
  };
}

function scheduleOf(
  scenario: Scenario,
  variant: Variant,
  values: Values,
): { schedule?: ExportedSchedule } {
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

/** What a client does, as a workload says it but for its time. */
export function actionOf({ command, text, cuts, gapMs, way = 'both' }: ClientAct): object {
  if (command === 'cut') return { cut: way };
  if (command !== 'send') return { [command]: true };
  return {
    send: text,
    ...(cuts === undefined ? {} : { cuts }),
    ...(cuts === undefined || gapMs === undefined ? {} : { gapMs }),
  };
}
