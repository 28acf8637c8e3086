import { describe, expect, test } from 'vitest';
import { cutsOf, piecesOf, STREAM_BYTES } from '../../scenarios/stream/cuts';
import { loaders } from '../../scenarios/lessons';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { Session } from '../../src/session/session.svelte';
import { beatIds, beatsOf } from '../../src/player/playback/steps';
import { worldAt } from '../../src/player/world/world';

const { scenario } = await loaders['stream']!();
const run = (values: Record<string, number> = {}, seed = 1): Recording =>
  runScenario(scenario, undefined, values, { seed });
const reads = ({ events }: Recording): { n: number; data: string }[] =>
  events.flatMap((event) => (event.kind === 'dataReceived' ? [event] : []));
const sizes = (recording: Recording): number[] => reads(recording).map(({ n }) => n);
const beats = beatIds;
const answer = (recording: Recording, values: Record<string, number>): string =>
  scenario.bet.options(recording, values)[scenario.bet.answer(recording, values)]!;

test('two writes are told as three reads in nine beats', () => {
  expect(sizes(run())).toEqual([3, 7, 4]);
  expect(beats(run())).toEqual([
    'first-write',
    'second-write',
    'no-edges',
    'in-the-kernel',
    'first-read',
    'across-writes',
    'last-read',
    're-roll',
    'nothing-lost',
  ]);
});

describe('whatever the seed and the sliders', () => {
  const seeds = [0, 1, 2, 3, 4, 7, 99, 2 ** 32, Number.MAX_SAFE_INTEGER];
  test.each(seeds)('seed %d: nothing is lost or reordered', (seed) => {
    for (const gap of [0, 60, 500]) {
      for (const size of [1, 5, 64]) {
        const recording = run({ gap, size }, seed);
        expect(
          reads(recording)
            .map(({ data }) => data)
            .join(''),
        ).toBe('HELLO\r\nWORLD\r\n');
        expect(Math.max(...sizes(recording))).toBeLessThanOrEqual(size);
        expect(beats(recording).at(-1)).toBe('nothing-lost');
      }
    }
  });

  test.each(seeds)('seed %d: the same seed has the same cuts', (seed) => {
    expect(run({}, seed)).toEqual(run({}, seed));
    expect(piecesOf(seed).reduce((sum, n) => sum + n, 0)).toBe(STREAM_BYTES);
    for (const cuts of cutsOf(seed)) expect(cuts.every((n) => n > 0 && n < 7)).toBe(true);
  });

  test('the pieces that are drawn are the reads, when the writes come together', () => {
    for (const seed of [1, 2, 3, 5, 6, 7, 8]) expect(sizes(run({}, seed))).toEqual(piecesOf(seed));
  });

  test('sometimes it is one read of 14', () => {
    expect(sizes(run({}, 3))).toEqual([14]);
    expect(beats(run({}, 3))).toContain('one-read');
  });

  test('a long gap keeps the writes apart, and the network cuts each all the same', () => {
    expect(sizes(run({ gap: 500 }))).toEqual([3, 4, 3, 4]);
    expect(beats(run({ gap: 500 }))).not.toContain('across-writes');
  });
});

test('the caption counts what is under way as the brackets fade, at every gap', () => {
  const caption = scenario.beats.find(({ id }) => id === 'no-edges')!.caption;
  for (let gap = 0; gap <= 500; gap += 10) {
    for (const seed of [1, 2, 3]) {
      const recording = run({ gap }, seed);
      const { event } = beatsOf(recording).find(({ id }) => id === 'no-edges')!;
      const { up } = worldAt(recording, event).clients[0]!;
      const bytes = up.reduce((sum, { size }) => sum + size, 0);
      const text = caption(recording, { gap, size: 64 });
      expect([gap, seed, text]).toEqual([gap, seed, expect.stringContaining(` ${bytes} bytes`)]);
      expect(text.includes('The last')).toBe(bytes < STREAM_BYTES);
    }
  }
});

describe('the bet', () => {
  test.each<[Record<string, number>, string]>([
    [{ gap: 0, size: 64 }, 'nobody can know'],
    [{ gap: 500, size: 64 }, 'nobody can know'],
    [{ gap: 0, size: 5 }, 'nobody can know'],
    [{ gap: 0, size: 1 }, '14: one for each byte'],
    [{ gap: 500, size: 1 }, '14: one for each byte'],
  ])('%j: the right answer is %j', (values, expected) => {
    for (const seed of [1, 3]) expect(answer(run(values, seed), values)).toBe(expected);
  });
});

describe('the seed', () => {
  test('is drawn anew by a re-roll and stands in the address', () => {
    const session = new Session(scenario, { query: '', bet: false });
    session.reroll();
    expect(session.seed).toBe(2);
    expect(session.query).toContain('seed=2');
    expect(sizes(session.run!.recording)).toEqual(sizes(run({}, 2)));
    session.setSeed(-1);
    session.setSeed(0.5);
    expect(session.seed).toBe(2);
    session.setSeed(Number.MAX_SAFE_INTEGER);
    session.reroll();
    expect(session.seed).toBe(0);
  });

  test.each<[string, number, boolean]>([
    ['-5', 0, true],
    ['1e99', Number.MAX_SAFE_INTEGER, true],
    ['lots', 1, true],
    ['9007199254740993', Number.MAX_SAFE_INTEGER, true],
    ['17', 17, false],
  ])('in the address, %j: %d', (text, seed, corrected) => {
    const session = new Session(scenario, { query: `?seed=${text}`, bet: false });
    expect(session.seed).toBe(seed);
    expect(session.notice.includes('seed')).toBe(corrected);
    expect(session.error).toBeNull();
  });

  test('two seeds are compared, and never one with itself', () => {
    const session = new Session(scenario, { query: '', bet: false });
    session.toggleCompare();
    expect(session.query).toContain('compare=seed:2');
    expect(sizes(session.other!.recording)).toEqual(sizes(run({}, 2)));
    const second = new Session(scenario, { query: '?seed=2', bet: false });
    second.toggleCompare();
    expect(second.compare).toEqual({ seed: 1 });
    const opened = new Session(scenario, { query: session.query, bet: false });
    expect(opened.query).toBe(session.query);
    const wrong = new Session(scenario, { query: '?compare=seed:-1', bet: false });
    expect(wrong.compare).toBeNull();
    expect(wrong.notice).toContain('compare');
  });
});
