import { cpu, sleep } from '../simulator/threads';
import { secondsToNs } from '../simulator/units';
import { Failure } from '../twisted/python/failure';
import { named } from '../twisted/python/pyName';
import { short } from '../twisted/python/short';
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
      computeInThread: (seconds) => cpu(secondsToNs(seconds)),
    },
    at,
    called: (name, f) =>
      named(name, (got) => {
        const failed = got instanceof Failure || got instanceof Error;
        simulation.trace.emit(failed ? 'errback' : 'callback', { name, ...shown('got', got) });
        let result: ReturnType<typeof f>;
        try {
          result = f(got);
        } catch (error) {
          const value = short(new Failure(error));
          simulation.trace.emit('callbackEnd', { name, ok: false, value });
          throw error;
        }
        const ok = !(result instanceof Failure);
        simulation.trace.emit('callbackEnd', { name, ok, ...shown('value', result) });
        return result;
      }),
    print: (text) => simulation.trace.emit('print', { text }),
    values,
  };
}

/** A value as a recording has it; nothing is left out. */
function shown(field: 'got' | 'value', value: unknown): Partial<Record<'got' | 'value', unknown>> {
  const text = short(value);
  return text === null ? {} : { [field]: text };
}
