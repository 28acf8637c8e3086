import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { playScenario } from '../../src/scenario/runScenario';
import type { Scenario, Values } from '../../src/scenario/types';
import { axisEndNs } from '../../src/session/run';

/** Both ends of every slider. */
function cornersOf({ parameters }: Scenario): Values[] {
  return Object.entries(parameters).reduce<Values[]>(
    (corners, [id, { min, max }]) =>
      corners.flatMap((corner) => [min, max].map((value) => ({ ...corner, [id]: value }))),
    [{}],
  );
}

test.each(scenarios)('$id: the time axis is that of the longest run, no longer', (scenario) => {
  for (const { id } of scenario.variants) {
    const ends = cornersOf(scenario).map(
      (values) => playScenario(scenario, id, values).recording.events.at(-1)!.timeNs,
    );
    const making = { variantId: id, values: {}, seed: 1, reactor: 'select' as const, typed: [] };
    const endNs = axisEndNs(scenario, making);
    expect(endNs, id).toBeGreaterThanOrEqual(Math.max(...ends));
    expect(endNs - Math.max(...ends), id).toBeLessThan(0.5e9);
  }
});
