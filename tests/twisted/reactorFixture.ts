import { Simulation, type SimulationOptions } from '../../src/scenario/simulation';
import { everyPart } from '../../src/scenario/parts';
import type { Reactor } from '../../src/twisted/internet/base';

/** The reactors that each behaviour of a reactor is tested on. */
export const REACTORS = ['select', 'epoll'] as const;

/** Runs `program`, then the reactor, to the end; what Twisted logs is in the events. */
export function runReactor(
  program: (reactor: Reactor, simulation: Simulation) => void,
  options: Partial<SimulationOptions> = {},
): ReturnType<Simulation['run']> {
  const simulation = new Simulation({ reactor: 'select', ...everyPart, ...options });
  const outcome = simulation.run(() => {
    program(simulation.reactor, simulation);
    simulation.reactor.run();
  });
  // A reactor logs what its callbacks raise, and goes on: also a failed expectation.
  for (const event of outcome.events) {
    if (event.kind === 'logError' && event.message.startsWith('expected ')) {
      throw new Error(event.message);
    }
  }
  return outcome;
}
