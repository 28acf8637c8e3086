import { sleep } from '../simulator/threads';
import { secondsToNs } from '../simulator/units';
import type { Simulation } from './simulation';
import type { ServerEnvironment, Values } from './types';

/** What a `server.ts` is given in a run; `at` says that a line of the server.py starts. */
export function serverEnvironment(
  simulation: Simulation,
  at: ServerEnvironment['at'],
  values: Values = {},
): ServerEnvironment {
  return {
    reactor: simulation.reactor,
    time: {
      sleep: (seconds) => simulation.block(secondsToNs(seconds)),
      sleepInThread: (seconds) => sleep(secondsToNs(seconds)),
    },
    at,
    print: (text) => simulation.trace.emit('print', { text }),
    values,
  };
}
