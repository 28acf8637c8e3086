import { describe, expect, test } from 'vitest';
import { savedForA } from '../../scenarios/defer-to-thread/bet';
import { LAST, STAYS, word } from '../../scenarios/defer-to-thread/hangUp';
import { scenario } from '../../scenarios/defer-to-thread/scenario';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { reactorSpans } from '../../src/player/measures/spans';
import { waitsOf } from '../../src/player/measures/waits';
import { beatsOf } from '../../src/player/playback/steps';
import type { Recording } from '../../src/recording/recording';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { eventsOf } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';

const defaults = defaultValues(scenario);
const run = (variant: string, values: Values = {}): Recording =>
  runScenario(scenario, variant, values);
const told = (recording: Recording): string[] => beatsOf(recording).map(({ id }) => id);
const longest = (recording: Recording, client: string): number =>
  Math.max(
    ...waitsOf(recording)
      .filter((wait) => wait.client === client)
      .map(({ sentNs, answeredNs }) => answeredNs! - sentNs),
  );

test('the bet says of A what the handler that sleeps does to it, whatever the report takes', () => {
  for (const block of [0, 0.1, 0.5, 0.6, 0.7, 1, 3, 5]) {
    const [slept, worked] = [run('blocking', { block }), run('thread', { block })];
    const saved = savedForA(worked, { ...defaults, block });
    const spared = longest(slept, 'A') - longest(worked, 'A');
    expect([block, saved >= NOTICEABLE_NS]).toEqual([block, spared >= NOTICEABLE_NS]);
    if (saved >= NOTICEABLE_NS) expect(saved).toBe(spared);
    // And C has nothing of it.
    expect(longest(worked, 'C')).toBe(longest(slept, 'C'));
  }
});

test('each resume of the generator is a short piece of its own on the reactor thread', () => {
  const pieces = reactorSpans(run('inline')).filter(({ kind }) => kind === 'threadCall');
  expect(pieces).toHaveLength(2);
  for (const { startNs, endNs } of pieces) expect(endNs).toBe(startNs);
  expect(pieces.map(({ startNs }) => startNs / 1e9)).toEqual([2.52, 4.02]);
});

describe('C hangs up', () => {
  test('while its job runs: the job is done, and the write is a no-op', () => {
    for (const variant of ['thread', 'inline', 'busy']) {
      const recording = run(variant, { hangup: 25 });
      expect(told(recording)).toEqual(expect.arrayContaining(['left', 'ignored']));
      expect(eventsOf(recording, 'writeIgnored')).toHaveLength(1);
      expect(eventsOf(recording, 'logError')).toHaveLength(0);
    }
    expect(told(run('blocking', { hangup: 25 }))).toContain('too-late');
  });

  test('after its answer: nothing is told of it', () => {
    expect(told(run('thread', { hangup: LAST }))).toEqual(told(run('thread')));
  });

  test('as an address has it', () => {
    for (const value of [11, 25, LAST, STAYS]) {
      expect(word.read(word.write(value))).toEqual({ value });
    }
    const allowed = { wrong: 'seconds from 1.1 to 7.0, or never' };
    expect(word.read('2.55')).toEqual({ value: 26, ...allowed });
    expect(word.read('-1')).toEqual({ value: 11, ...allowed });
    expect(word.read('99')).toEqual({ value: LAST, ...allowed });
    for (const text of ['', 'soon', '[]'])
      expect(word.read(text)).toEqual({ value: STAYS, ...allowed });
  });
});

test('a full pool: C’s job begins when the other one ends', () => {
  const recording = run('busy');
  expect(told(recording)).toEqual(expect.arrayContaining(['queued', 'begun-late']));
  expect(longest(recording, 'C') - longest(run('thread'), 'C')).toBe(0.98e9);
  // And A does not notice.
  expect(longest(recording, 'A')).toBe(longest(run('thread'), 'A'));
});
