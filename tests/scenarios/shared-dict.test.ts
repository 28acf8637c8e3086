import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { pythonPath } from '../../scripts/python.mjs';
import { ordersOf, soldUpTo } from '../../scenarios/shared-dict/facts';
import { programOf } from '../../scenarios/shared-dict/hands';
import { scenario } from '../../scenarios/shared-dict/scenario';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { everyOrder, searchOrders } from '../../src/scenario/orders';
import {
  defaultValues,
  playScenario,
  runScenario,
  variantOf,
} from '../../src/scenario/runScenario';
import { markedLines } from '../../src/scenario/scheduled';
import { eventsOf } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { numberOfOrder } from '../../src/scenario/word';
import { orderOf, stepsOf, switchesIn } from '../../src/stage/pictures/whiteboard/model';

const usual = defaultValues(scenario);
const HARNESS = fileURLToPath(new URL('./shared-dict-threads.py', import.meta.url));

function run(variant: string, order: string, values: Values = {}): Recording {
  return runScenario(scenario, variant, { ...values, schedule: numberOfOrder(order) });
}
const ranIn = (recording: Recording): string =>
  orderOf(stepsOf(recording, markedLines(variantOf(scenario, recording.variant)).lines!));

/** What a client was told; nothing where its connection was closed. */
function toldTo(recording: Recording, client: string): string | undefined {
  const got = eventsOf(recording, 'client.recv').find(({ conn }) => conn === client);
  return (got as EventOf<'client.recv'> | undefined)?.data.trim();
}

describe.each([
  ['dict', 20, 'by_card', 'cash'],
  ['iterate', 4, 'add', 'count'],
])('%s, on real CPython threads', (variant, count, worker, line) => {
  test('each of its orders gives what our run of that order shows', () => {
    const { python } = variantOf(scenario, variant);
    const { R, W } = markedLines(variantOf(scenario, variant)).lines!;
    const marks = { R: R.map((one) => one.line), W: W.map((one) => one.line) };
    const orders = [...everyOrder(() => programOf(variant, usual))];
    expect(orders).toHaveLength(count);
    const job = { source: python, marks, worker, line, orders: orders.map(({ order }) => order) };
    const theirs = JSON.parse(
      execFileSync(pythonPath(), [HARNESS], { input: JSON.stringify(job), encoding: 'utf8' }),
    ) as unknown[];
    const ours = orders.map(({ order }) => {
      const recording = run(variant, order);
      return {
        ran: order,
        stock: eventsOf(recording, 'variables').at(-1)!.shared,
        R: toldTo(recording, 'B') ?? eventsOf(recording, 'logError')[0]!.error,
        W: toldTo(recording, 'A'),
      };
    });
    expect(theirs).toEqual(ours);
  });
});

describe('the search over all orders', () => {
  test.each(scenario.variants.map(({ id }) => id))('%s: every word runs one of them', (variant) => {
    for (const receipt of [0, 1]) {
      const values = { ...usual, receipt };
      const orders = [...everyOrder(() => programOf(variant, values))];
      const words = orders.map(({ order }) => order);
      // Each of them is a run, in which the same is broken; and no word of the reader's gives another.
      for (const { order, isBroken } of orders) {
        const word = numberOfOrder(order);
        const { recording } = playScenario(scenario, variant, { receipt, schedule: word });
        expect([order, ranIn(recording)]).toEqual([order, order]);
        expect(scenario.tally!(recording, recording.events.length - 1).isBroken).toBe(isBroken);
      }
      for (let word = 1; word < 64; word++) {
        const { recording } = playScenario(scenario, variant, { receipt, schedule: word });
        expect(words).toContain(ranIn(recording));
      }
    }
  });

  test('counts what trying them one by one counts', () => {
    for (const { id } of scenario.variants) {
      for (const values of [
        { ...usual, each: 2 },
        { ...usual, each: 2, tea: 3, receipt: 0 },
      ]) {
        const orders = [...everyOrder(() => programOf(id, values))];
        const found = searchOrders(() => programOf(id, values));
        const broken = orders.filter(({ isBroken }) => isBroken);
        expect([id, found.count, found.broken]).toEqual([id, orders.length, broken.length]);
        const switches = broken.map(({ order }) => switchesIn(order));
        expect(found.shortest?.switches ?? Infinity).toBe(Math.min(...switches));
      }
    }
  });

  test('is the binomial where each customer has three lines, and finds none with a fix', () => {
    const counts = [1, 2, 3].map((each) => ordersOf({ ...usual, each }, 'dict').count);
    expect(counts).toEqual([20, 924, 48620]);
    for (const variant of ['copy', 'calls', 'lock']) {
      for (const each of [1, 2, 3]) expect(ordersOf({ ...usual, each }, variant).broken).toBe(0);
    }
  });
});

test('a sale of the last cup twice, and a sale that the dict forgets', () => {
  const twice = run('dict', 'RWWWRR');
  expect(soldUpTo(twice, twice.events.length - 1)).toBe(2);
  const lost = run('dict', 'RWWWRR', { tea: 2 });
  expect(lost.beats!.map(({ id }) => id)).toContain('lost');
});

test('a lock held by the worker holds the reactor, and C with it', () => {
  const recording = run('lock', 'WR');
  const caption = scenario.beats.find(({ id }) => id === 'held-up')!.caption(recording, usual);
  expect(caption).toBe('The reactor thread stood at the lock for 1.0 s: C waits 0.84 s.');
});

test('the bet follows the sliders', () => {
  const answer = (variant: string, values: Values): number => {
    const all = { ...usual, ...values };
    return scenario.bet.answer(run(variant, '', values), all);
  };
  expect(answer('dict', {})).toBe(3);
  expect(answer('dict', { tea: 2 })).toBe(0);
  expect(answer('iterate', {})).toBe(2);
  expect(answer('lock', {})).toBe(0);
});
