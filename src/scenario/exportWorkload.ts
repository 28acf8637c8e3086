import { NS_PER_MS } from '../simulator/units';
import type { ClientAct, RunOptions } from './runScenario';
import { playScenario } from './runScenario';
import type { Scenario, Values } from './types';

/** A scenario's clients as a workload of the oracle, for a `server.py` that real Twisted runs. */
export interface ExportedWorkload {
  name: string;
  net: object;
  server: { lines: true; backlog?: number };
  clients: { name: string; connect: number; actions: object[] }[];
}

/** Runs the scenario and writes down what its clients did; times in ms. */
export function exportWorkload(
  scenario: Scenario,
  variantId: string | undefined,
  values: Values,
  options: RunOptions = {},
): ExportedWorkload {
  const { acts } = playScenario(scenario, variantId, values, options);
  const clients = Object.keys(scenario.roles).map((name) => {
    const own = acts.filter((act) => act.client === name);
    const connect = own.find((act) => act.command === 'connect');
    if (connect === undefined) throw new Error(`client ${name} never connects`);
    return {
      name,
      connect: connect.timeNs / NS_PER_MS,
      actions: own.filter((act) => act !== connect).map(action),
    };
  });
  return {
    name: scenario.id,
    net: scenario.network(values),
    server: {
      lines: true,
      ...(scenario.backlog === undefined ? {} : { backlog: scenario.backlog }),
    },
    clients,
  };
}

function action({ timeNs, command, text }: ClientAct): object {
  return { at: timeNs / NS_PER_MS, [command]: command === 'send' ? text : true };
}
