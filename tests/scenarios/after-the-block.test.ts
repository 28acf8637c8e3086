import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/after-the-block/scenario';
import type { Recording } from '../../src/recording/recording';
import { runScenario } from '../../src/scenario/runScenario';
import { beatIds } from '../../src/player/playback/steps';

const run = (variant: string, block: number, idle: number): Recording =>
  runScenario(scenario, variant, { block, idle });
const beats = beatIds;

test('a block in a handler is told to its end: dropped unheard, and a stampede', () => {
  expect(beats(run('handler', 3, 2))).toEqual([
    'alive',
    'blocked',
    'unread',
    'timers-first',
    'one-tick',
    'overdue',
    'thrown-away',
    'greeted',
    'stampede',
  ]);
});

test('the same block in a timer: the sockets come first and A lives', () => {
  const told = beats(run('timer', 3, 2));
  expect(told).toContain('survived');
  expect(told).not.toContain('overdue');
});

describe('the bet', () => {
  const answer = (variant: string, block: number, idle: number): string => {
    const recording = run(variant, block, idle);
    const { options, answer } = scenario.bet;
    const values = { block, idle };
    return options(recording, values)[answer(recording, values)]!;
  };

  test.each<[string, number, number, RegExp]>([
    ['handler', 3, 2, /^no: the server dropped it/],
    ['handler', 3, 5, /^yes/],
    ['handler', 1, 2, /^yes/],
    ['timer', 3, 2, /^yes/],
  ])('%s, block %s s, idle timeout %s s', (variant, block, idle, expected) => {
    expect(answer(variant, block, idle)).toMatch(expected);
  });
});

test('six pings wait in the kernel and are thrown away with the connection', () => {
  const { events } = run('handler', 3, 2);
  const closed = events.find((e) => e.kind === 'sockClose' && e.conn === 'A');
  expect(closed).toMatchObject({ rst: true });
  const caption = scenario.beats
    .find(({ id }) => id === 'thrown-away')!
    .caption(run('handler', 3, 2), { block: 3, idle: 2 });
  expect(caption).toContain('6 waiting pings');
});
