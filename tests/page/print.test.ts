import { expect, test } from 'vitest';
import { printed } from '../../src/page/print/render';

test.each([
  ['blocked-reactor', ['machine', 'machine', 'timeline']],
  ['one-turn', ['machine', 'machine', 'machine']],
  ['stream', ['machine', 'machine', 'machine']],
])('%s prints its own picture; of the machine, the lanes come last', async (id, panels) => {
  const { steps } = await printed(id);
  expect(steps.map(({ panel }) => panel)).toEqual(panels);
});
