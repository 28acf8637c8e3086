import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/who-is-ready/scenario';
import { beatsOf } from '../../src/player/playback/steps';
import { worldAt } from '../../src/player/world/world';
import { longestWaits } from '../../src/player/measures/waits';
import type { EventOf } from '../../src/recording/events';
import { runScenario } from '../../src/scenario/runScenario';
import type { Values } from '../../src/scenario/types';

const right = (values: Values, variant = 'list'): string => {
  const all = { clients: 4, traffic: 0, ...values };
  const recording = runScenario(scenario, variant, all);
  return scenario.bet.options(recording, all)[scenario.bet.answer(recording, all)]!;
};

describe('the bet', () => {
  test('has another right answer with fewer clients, in a burst, and when they are read in turn', () => {
    expect(right({})).toBe('B and C, in one answer');
    expect(right({ clients: 2 })).toBe('B, the only one');
    expect(right({ traffic: 1 })).toBe('B, C and D, in one answer');
    expect(right({}, 'in-turn')).toBe('nothing, until A has data too');
    expect(right({}, 'select')).toBe('B and C, in one answer');
    expect(right({}, 'threads')).toBe('one for each: those of B and C');
    expect(right({ clients: 2 }, 'threads')).toBe('B’s own, alone');
  });
});

test('C is read 65,536 bytes at a time, and A’s answer leaves between two reads', () => {
  const { events } = runScenario(scenario);
  const reads = events.filter((e): e is EventOf<'recv'> => e.kind === 'recv' && e.conn === 'C');
  expect(reads.map(({ n }) => n)).toEqual([4, 65_536, 65_536, 65_536, 3392]);
  const sent = events.findIndex((e) => e.kind === 'send' && e.conn === 'A');
  expect(sent).toBeGreaterThan(events.indexOf(reads[2]!));
  expect(sent).toBeLessThan(events.indexOf(reads[3]!));
});

test('in turn B waits for A, with one list it does not', () => {
  const waitOf = (variant: string): number =>
    longestWaits(runScenario(scenario, variant)).find(({ client }) => client === 'B')!.waitNs!;
  expect(waitOf('list')).toBe(0.04e9);
  expect(waitOf('in-turn')).toBeGreaterThan(1e9);
});

test.each(['list', 'select'])('%s: what lands together is counted among all rows', (variant) => {
  const together = scenario.beats.find(({ id }) => id === 'together')!;
  for (const traffic of [0, 1]) {
    for (let clients = 3; clients <= 12; clients++) {
      const recording = runScenario(scenario, variant, { clients, traffic });
      const { event } = beatsOf(recording).find(({ id }) => id === together.id)!;
      const { interest } = worldAt(recording, event);
      const rows = interest.filter(({ name }) => name !== 'waker');
      const ticked = rows.filter(({ readableSaid }) => readableSaid === true).length;
      expect(together.caption(recording, { clients, traffic })).toContain(
        `${ticked} of ${rows.length} ticked`,
      );
    }
  }
});
