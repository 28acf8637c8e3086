import { expect, test } from 'vitest';
import { claims } from '../../scenarios/course/claims';
import { glossary } from '../../scenarios/course/glossary';
import { course } from '../../scenarios/lessons';
import { entriesOf, search } from '../../src/page/course/search';

const entries = entriesOf(course, glossary, claims);
const titles = (query: string): string[] =>
  search(entries, query, 100).found.map(({ title }) => title);

test('everything is found by its own name, and its address begins where it stands', () => {
  for (const entry of entries) expect(titles(entry.title), entry.title).toContain(entry.title);
  expect(search(entries, 'The blocked reactor').found[0]).toMatchObject({
    kind: 'lesson',
    address: 'blocked-reactor/',
  });
});

test('each word begins a word, in any order, whatever the case; titles come first', () => {
  expect(titles('REACT block')[0]).toBe('The blocked reactor');
  const keepalive = search(entries, 'keepalive', 100).found;
  expect(keepalive[0]).toMatchObject({ kind: 'word', title: expect.stringMatching(/keepalive/i) });
  expect(keepalive.at(-1)!.title).not.toMatch(/keepalive/i);
  // Not in the middle of a word.
  expect(titles('eactor')).toEqual([]);
});

test('no word finds nothing; of many the first are shown and all are counted', () => {
  expect(search(entries, ' ., ')).toEqual({ found: [], total: 0 });
  const { found, total } = search(entries, 'the');
  expect(found).toHaveLength(8);
  expect(total).toBe(titles('the').length);
});
