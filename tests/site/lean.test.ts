import { expect, test } from 'vitest';
import { without } from '../../build/lean';

const source = `
import { figures } from './figures';
export const scenario = defineScenario({
  id: 'x',
  takeaway: 'Threads for waiting.',
  figures,
  notes: () => ['a, b', \`{\${1}}\`],
  parameters: { figures: { label: 'kept' } } satisfies Record<string, unknown>,
  nouns: ['reactor'],
});
const notes = 1;
`;

test('an embed’s scenario is without what its panel does not show, and otherwise as it was', () => {
  const rest = without(
    source,
    '/scenarios/x/scenario.ts',
    new Set(['takeaway', 'figures', 'notes', 'nouns']),
  );
  expect(rest.replace(/\s+/g, ' ').trim()).toBe(
    "import { figures } from './figures'; export const scenario = defineScenario({ id: 'x', " +
      "parameters: { figures: { label: 'kept' } } satisfies Record<string, unknown>, }); const notes = 1;",
  );
  expect(without(source, '/scenarios/x/scenario.ts', new Set())).toBe(source);
});

test('a scenario that is no object literal is not made smaller in silence', () => {
  expect(() => without('export const scenario = made();', 'x.ts', new Set(['notes']))).toThrow(
    /x\.ts/,
  );
});
