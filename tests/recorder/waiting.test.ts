import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { worstHolds } from '../../src/player/measures/holds';
import { parseRecording } from '../../src/recording/json';

// The recorder's report is held against the same numbers by python/recorder/tests/test_report.py.
const folder = join(import.meta.dirname, 'waiting');
const read = (name: string): string => readFileSync(join(folder, `${name}.json`), 'utf8');
const expected = JSON.parse(read('expected')) as Record<string, unknown>;
const ms = (ns: number): number => Math.round(ns / 1e3) / 1e3;

it('each stored recording has its numbers', () => {
  const names = readdirSync(folder).map((name) => name.replace('.json', ''));
  expect(names.sort()).toEqual(['expected', ...Object.keys(expected)].sort());
});

it.each(Object.keys(expected))('who waited in the holds of %s', (name) => {
  const found = worstHolds(parseRecording(read(name)), 20).map(
    ({ held, clients, waitedNs, longest }) => [
      ms(held.durationNs),
      clients,
      ms(waitedNs),
      longest?.client ?? null,
      ms(longest?.waitedNs ?? 0),
    ],
  );
  expect(found).toEqual(expected[name]);
});
