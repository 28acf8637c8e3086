// A scenario of a reader's own: from any lesson, there and back through its file, and what is refused.
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { ownDocument, ownIn, ownOf } from '../../src/page/workshop/own/format';
import { Own } from '../../src/page/workshop/own/own.svelte';
import { emptyOwn, ownFrom } from '../../src/page/workshop/own/start';
import { sourceOf } from '../../src/scenario/pythonLines';
import { Session } from '../../src/session/session.svelte';

const from = (id: string, query = ''): ReturnType<typeof ownFrom> => {
  const session = new Session(
    scenarios.find((one) => one.id === id)!,
    { query, bet: false },
  );
  return ownFrom(session, sourceOf(session.variant, session.values));
};
const written = (own: ReturnType<typeof ownFrom>): object =>
  JSON.parse(JSON.stringify(ownDocument(own))) as object;

test.each(scenarios.map(({ id }) => id))('%s can be the beginning of one', (id) => {
  const own = from(id);
  expect(ownIn(written(own))).toEqual(own);
  const shown = new Own(own, 'file');
  expect(shown.hasRun).toBe(false);
  expect(written(shown.now)).toEqual(written(own));
});
