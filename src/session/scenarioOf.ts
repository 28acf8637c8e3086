import type { Scenario } from '../scenario/types';

/** @throws Error that names the known scenarios when there is no such one. */
export function scenarioOf(scenarios: readonly Scenario[], id: string): Scenario {
  const found = scenarios.find((scenario) => scenario.id === id);
  if (found !== undefined) return found;
  const known = scenarios.map((scenario) => scenario.id).join(', ');
  throw new Error(`there is no scenario “${id}”; there are ${known}`);
}
