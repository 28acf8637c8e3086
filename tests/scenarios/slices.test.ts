import { describe, expect, test } from 'vitest';
import { facts, WAY_NS, worstNs } from '../../scenarios/slices/facts';
import { scenario } from '../../scenarios/slices/scenario';
import { SLICES, TICK_MS, TURN_MS, WORK_MS } from '../../scenarios/slices/slicing';
import { passagesOf, piecesOf } from '../../src/player/measures/pieces';
import { beatIds } from '../../src/player/playback/steps';
import type { Recording } from '../../src/recording/recording';
import { defaultValues, playScenario, runScenario } from '../../src/scenario/runScenario';
import type { Values } from '../../src/scenario/types';

const defaults = defaultValues(scenario);
const run = (variant: string, values: Values = {}): Recording =>
  playScenario(scenario, variant, values).recording;
/** The longest wait of a client without the way there and back, ms. */
const heldMs = (variant: string, values: Values, client = 'A'): number =>
  (worstNs(run(variant, values), client) - WAY_NS) / 1e6;
const from1Ms = SLICES.filter((slice) => slice >= 1);

describe('by count', () => {
  test('others wait for two slices, and for one where it is all of the work', () => {
    for (const slice of from1Ms) {
      const most = slice === WORK_MS ? slice : 2 * slice;
      const held = heldMs('count', { slice });
      expect(held, `${slice} ms`).toBeLessThanOrEqual(most + 2 * TURN_MS);
      // A's line comes 1 ms after the first slice begins, then each 100 ms.
      expect(held, `${slice} ms`).toBeGreaterThan(slice >= 100 ? most - 2 : 0);
    }
    expect(heldMs('count', { slice: 500 })).toBeCloseTo(heldMs('count', { slice: 1000 }), 0);
  });

  test('more jobs hold each turn for longer', () => {
    expect(heldMs('count', { jobs: 2 })).toBeCloseTo(2 * heldMs('count', {}), -1);
  });

  test('a line is read after one slice, and its answer leaves after one more', () => {
    const recording = run('count');
    const [first, second] = piecesOf(recording).pieces;
    const line = passagesOf(recording).find(
      ({ client, arrivedNs }) => client === 'A' && arrivedNs > first!.startNs,
    )!;
    const turnNs = TURN_MS * 1e6;
    expect(line.arrivedNs).toBeLessThan(first!.endNs);
    expect(line.readNs).toBe(first!.endNs + turnNs);
    expect(line.writtenNs).toBe(line.readNs);
    expect(line.sentNs).toBe(second!.endNs + turnNs);
  });

  test('many turns cost as much as they do', () => {
    const turns = WORK_MS / 0.1;
    expect(heldMs('count', { slice: 0.1 }, 'C')).toBeCloseTo(WORK_MS + turns * TURN_MS, 0);
  });
});

describe('by clock', () => {
  test('short steps share 10 ms of a turn, and nobody waits for more than two of those', () => {
    for (const slice of [0.5, 1, 2, 5]) {
      const recording = run('clock', { slice });
      for (const { startNs, endNs, count } of piecesOf(recording).holds) {
        expect(endNs - startNs).toBe(TICK_MS * 1e6);
        expect(count).toBe(TICK_MS / slice);
      }
      expect((worstNs(recording, 'A') - WAY_NS) / 1e6).toBeLessThan(2 * TICK_MS + 1);
    }
  });

  test('jobs take turns: more of them hold nobody for longer, and all end together', () => {
    expect(heldMs('clock', { jobs: 3 })).toBeCloseTo(heldMs('clock', {}), 0);
    const recording = run('clock', { jobs: 2, slice: 5 });
    expect(
      piecesOf(recording)
        .pieces.slice(0, 4)
        .map(({ owner }) => owner),
    ).toEqual(['C', 'D', 'C', 'D']);
    expect(worstNs(recording, 'C') - worstNs(recording, 'D')).toBeLessThan(TICK_MS * 1e6);
  });
});

test('a generator that builds its list first is one piece, however often it then yields', () => {
  for (const slice of [1, 10, 250]) {
    const recording = run('list', { slice });
    expect(piecesOf(recording).holds).toHaveLength(1);
    expect((worstNs(recording, 'A') - WAY_NS) / 1e6).toBeGreaterThan(WORK_MS - 2);
  }
});

test('in a thread A waits for nothing but the way, and C no less', () => {
  expect(heldMs('thread', { jobs: 3, disk: 500 })).toBeLessThan(1);
  expect(heldMs('thread', {}, 'C')).toBeCloseTo(WORK_MS, 0);
});

test.each(['count', 'clock'])(
  '%s: no slice is so small that a slow disk holds nobody',
  (variant) => {
    for (const slice of [1, 10, 100]) {
      expect(heldMs(variant, { slice, disk: 500 })).toBeGreaterThan(400);
      expect(beatIds(runScenario(scenario, variant, { slice, disk: 500 }))).toContain('disk');
    }
  },
);

describe('the bet', () => {
  const answer = (variant: string, values: Values): string => {
    const recording = run(variant, values);
    const all = { ...defaults, ...values };
    return scenario.bet.options(recording, all)[scenario.bet.answer(recording, all)]!;
  };

  test('slider and variant change what is right', () => {
    expect(
      [{}, { slice: 1000 }, { slice: 10 }, { jobs: 2 }].map((v) => answer('count', v)),
    ).toEqual(['about 0.54 s', 'about 1.04 s', 'about 60 ms', 'about 1.04 s']);
    expect(['clock', 'list', 'thread'].map((variant) => answer(variant, {}))).toEqual([
      'about 0.54 s',
      'about 1.04 s',
      'about 40 ms',
    ]);
  });

  test('offers different answers everywhere', () => {
    for (const variant of ['count', 'clock', 'list', 'thread']) {
      for (const slice of from1Ms) {
        for (const [jobs, disk] of [
          [1, 0],
          [3, 0],
          [1, 500],
        ] as const) {
          const values = { slice, jobs, disk };
          const options = scenario.bet.options(run(variant, values), values);
          expect(new Set(options).size).toBe(options.length);
          expect(options.length).toBeGreaterThan(1);
        }
      }
    }
  });
});

test('one longest wait is told, of as many turns as the line met', () => {
  const recording = runScenario(scenario, 'count');
  expect(facts(recording, defaults)['turnsHeld']).toBe('two turns of work');
  expect(facts(run('count', { slice: 1000 }), { ...defaults, slice: 1000 })['turnsHeld']).toBe(
    'one turn of work',
  );
  expect(beatIds(recording)).toEqual(['calm', 'cut', 'held', 'slips', 'one-more', 'long', 'cheap']);
});
