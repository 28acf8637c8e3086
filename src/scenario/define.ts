import type { Scenario } from './types';

/** Says that this is a scenario. Its names are checked where all are listed: see `checkScenario`. */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}
