import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/blocked-reactor/scenario';
import { longestWaits } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { beatIds } from '../../src/player/playback/steps';

const run = (variant: string, values: Record<string, number>): Recording =>
  runScenario(scenario, variant, values);
const beats = beatIds;
const waits = (recording: Recording): Record<string, string> =>
  Object.fromEntries(
    longestWaits(recording).map(({ client, waitNs }) => [client, (waitNs! / 1e9).toFixed(1)]),
  );

test('three seconds are told in nine beats', () => {
  expect(beats(run('blocking', { block: 3, ask: 1 }))).toEqual([
    'answered',
    'report',
    'blocked',
    'piling-up',
    'knocking',
    'nobody-asks',
    'returned',
    'one-read',
    'together',
  ]);
});

test.each<[string, number, Record<string, string>]>([
  ['blocking', 3, { A: '2.5', B: '1.9', C: '3.0', D: '2.2' }],
  ['blocking', 1, { A: '0.5', B: '0.0', C: '1.0', D: '0.2' }],
  ['blocking', 0, { A: '0.0', B: '0.0', C: '0.0', D: '0.1' }],
  ['deferred', 3, { A: '2.5', B: '1.9', C: '3.0', D: '2.2' }],
  ['thread', 3, { A: '0.0', B: '0.0', C: '3.0', D: '0.1' }],
])('%s, block %s s: the longest waits', (variant, block, expected) => {
  expect(waits(run(variant, { block, ask: 1 }))).toEqual(expected);
});

test('a Deferred around the job changes nobody’s wait at any block', () => {
  for (let block = 0; block <= 5; block += 0.5) {
    const values = { block, ask: 1 };
    expect(longestWaits(run('deferred', values))).toEqual(longestWaits(run('blocking', values)));
  }
});

describe('nothing is said of a wait that nobody has', () => {
  const ofWaiting = ['blocked', 'piling-up', 'knocking', 'nobody-asks', 'one-read', 'together'];
  test.each([0, 0.1])('block %s s', (block) => {
    expect(beats(run('blocking', { block, ask: 1 }))).not.toEqual(
      expect.arrayContaining([expect.toSatisfy((id: string) => ofWaiting.includes(id))]),
    );
  });
});

describe('the bet', () => {
  const answer = (variant: string, values: Record<string, number>): string => {
    const recording = run(variant, values);
    return scenario.bet.options(recording, values)[scenario.bet.answer(recording, values)]!;
  };

  test.each<[string, number, string]>([
    ['blocking', 3, 'when C’s handler returns: 4.0 s'],
    ['blocking', 1, 'when C’s handler returns: 2.0 s'],
    ['blocking', 0.3, 'at once: 1.5 s'],
    ['deferred', 3, 'when C’s handler returns: 4.0 s'],
    ['thread', 3, 'at once: 1.5 s'],
  ])('%s, block %s s: the right answer is %j', (variant, block, expected) => {
    expect(answer(variant, { block, ask: 1 })).toBe(expected);
  });
});
