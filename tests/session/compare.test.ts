import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { formatComparison } from '../../src/session/address';
import { comparisonOptions, defaultComparison, optionOf } from '../../src/session/compare';
import { Session } from '../../src/session/session.svelte';
import { defaultValues } from '../../src/scenario/runScenario';

const all = scenarios.flatMap((scenario) =>
  scenario.variants.flatMap(({ id: variantId }) =>
    Object.entries(scenario.parameters).flatMap(([parameterId, { min, max, default: usual }]) =>
      [min, max, usual].map((value) => ({ scenario, variantId, parameterId, value })),
    ),
  ),
);

test('in every variant, at both ends of every slider, Compare begins with something else', () => {
  for (const { scenario, variantId, parameterId, value } of all) {
    const values = { ...defaultValues(scenario), [parameterId]: value };
    for (const seed of [1, 2]) {
      const present = { variantId, values, seed };
      const compare = defaultComparison(scenario, present)!;
      const where = `${scenario.id} ${variantId} ${parameterId}=${value}: ${formatComparison(compare, scenario)}`;
      if ('variantId' in compare) expect(compare.variantId, where).not.toBe(variantId);
      else if ('seed' in compare) expect(compare.seed, where).not.toBe(seed);
      else expect(compare.value, where).not.toBe(values[compare.parameterId]);
      const options = comparisonOptions(scenario, present).flatMap((group) => group.options);
      expect(
        options.map(({ id }) => id),
        where,
      ).toContain(optionOf(scenario, compare));
      expect(new Set(options.map(({ id }) => id)).size).toBe(options.length);
      for (const option of options) expect(optionOf(scenario, option.compare)).toBe(option.id);
    }
  }
});

const open = (id: string, query = ''): Session =>
  new Session(
    scenarios.find((scenario) => scenario.id === id)!,
    { query, bet: false },
  );

test('what it is compared with can be chosen, is in the address, and changes places with what is shown', () => {
  const session = open('blocked-reactor', '?variant=thread');
  session.toggleCompare();
  expect(session.query).toContain('compare=blocking');
  session.setVariant('blocking');
  expect([session.other!.making.variantId, session.query]).toEqual([
    'thread',
    expect.stringContaining('compare=thread'),
  ]);
  session.compareWith({ parameterId: 'ask', value: 2 });
  expect(session.other!.making).toMatchObject({ variantId: 'blocking', values: { ask: 2 } });
  expect(session.query).toContain('compare=ask:2');

  const lots = open('stream', '?seed=2');
  lots.toggleCompare();
  expect(lots.compare).toEqual({ seed: 1 });
  lots.setSeed(1);
  expect(lots.compare).toEqual({ seed: 2 });
});
