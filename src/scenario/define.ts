import type { AnyStateMachine } from 'xstate';
import type { Scenario } from './types';

/** Says that this is a scenario. Its names are checked where all are listed: see `checkScenario`. */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}

/** The machine's own list of what it listens to, without what XState sends itself (delays). */
export function heardBy(machine: AnyStateMachine): Set<string> {
  return new Set(machine.events.filter((event) => !event.startsWith('xstate.')));
}
