import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { defaultValues, playScenario } from '../../src/scenario/runScenario';
import type { Scenario, Values } from '../../src/scenario/types';
import { axisEndNs } from '../../src/session/run';

/** Both ends of every slider; of a word, whose values are on no line, the one that is said to last longest as well. */
function cornersOf({ parameters, longest = {} }: Scenario): Values[] {
  return Object.entries(parameters).reduce<Values[]>(
    (corners, [id, { min, max, word }]) => {
      const said = word === undefined ? undefined : longest[id];
      const ends = said === undefined ? [min, max] : [min, max, said];
      return corners.flatMap((corner) => ends.map((value) => ({ ...corner, [id]: value })));
    },
    [{}],
  );
}

test('where a slider sets how long a run lasts, the axis is as long as that', () => {
  for (const scenario of scenarios.filter(({ axisMs }) => axisMs !== undefined)) {
    for (const values of cornersOf(scenario)) {
      const all = { ...defaultValues(scenario), ...values };
      const { recording } = playScenario(scenario, undefined, all);
      const endMs = recording.events.at(-1)!.timeNs / 1e6;
      expect(scenario.axisMs!(all)).toBeGreaterThanOrEqual(endMs);
      // A run in which nothing is left to happen ends before its time, at most by the pauses of its clients.
      expect(scenario.axisMs!(all) - endMs).toBeLessThan(3000);
    }
  }
});

const steady = scenarios.filter(({ axisMs }) => axisMs === undefined);

test.each(steady)('$id: the time axis is that of the longest run, no longer', (scenario) => {
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
