import { describe, expect, test } from 'vitest';
import { hasRowsNs } from '../../scenarios/wrong-hand/bet';
import { DONE_NS, next, NEXT, reactor, REACTORS } from '../../scenarios/wrong-hand/next';
import { scenario } from '../../scenarios/wrong-hand/scenario';
import { lineThreads } from '../../src/player/measures/lineThreads';
import { waitsOf } from '../../src/player/measures/waits';
import { whyWait } from '../../src/player/measures/why';
import { momentText } from '../../src/player/measures/durations';
import { beatsOf } from '../../src/player/playback/steps';
import type { Recording } from '../../src/recording/recording';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import type { Values } from '../../src/scenario/types';
import { parseAddress } from '../../src/session/address';

const defaults = defaultValues(scenario);
const run = (variant: string, values: Values = {}): Recording =>
  runScenario(scenario, variant, values);
const told = (recording: Recording): string[] => beatsOf(recording).map(({ id }) => id);
const hasRows = (variant: string, values: Values): number | null => {
  const ns = hasRowsNs(run(variant, values));
  return ns === null ? null : ns / 1e9;
};
const every = (values: readonly Values[]) =>
  scenario.variants.flatMap(({ id }) => values.map((one) => [id, one] as const));

describe('what a worker writes itself', () => {
  test('lies in select until the next event, whoever’s it is', () => {
    for (const variant of ['direct', 'fire']) {
      for (const quiet of [0.1, 3, 10]) {
        expect(hasRows(variant, { quiet, next: 0 })).toBeCloseTo(1.06 + quiet);
        expect(hasRows(variant, { quiet, next: 1 })).toBeCloseTo(1.06 + quiet);
        expect(hasRows(variant, { quiet, next: 2 })).toBeCloseTo(1.1 + quiet);
      }
      expect(hasRows(variant, { next: 3 })).toBeNull();
    }
  });

  test('goes out at once in epoll; by the right hand in both', () => {
    for (const [variant, values] of every(NEXT.map((_, i) => ({ next: i, reactor: 1 })))) {
      expect(hasRows(variant, values)).toBe(1.04);
    }
    for (const variant of ['ticket', 'return']) {
      for (const who of NEXT.keys()) expect(hasRows(variant, { next: who })).toBe(1.04);
    }
  });

  test('meets the reactor thread’s own in one buffer where C sends', () => {
    expect(told(run('direct', { next: 1 }))).toContain('two-hands');
    expect(told(run('direct', { next: 0 }))).not.toContain('two-hands');
    expect(told(run('direct', { next: 1, reactor: 1 }))).not.toContain('two-hands');
  });

  test('is done when the picture says', () => {
    const over = run('direct').events.find(({ kind, thread }) => kind === 'write' && thread);
    expect(over?.timeNs).toBe(DONE_NS);
  });
});

test('why C waited: a worker was at it, and wrote; then its answer lay until the reactor’s next turn', () => {
  const recording = run('direct');
  const wait = waitsOf(recording).find(({ client }) => client === 'C')!;
  const { parts, steps } = whyWait(recording, wait);
  expect(parts.map(({ id, lasts }) => [id, lasts])).toEqual([
    ['there', '20 ms'],
    ['worker', '0.5 s'],
    ['turn', '3.02 s'],
    ['back', '20 ms'],
  ]);
  expect(steps.find(({ id }) => id === 'written')?.text).toBe('a worker writes the answer');
  const safe = run('ticket');
  const text = whyWait(
    safe,
    waitsOf(safe).find(({ client }) => client === 'C')!,
  ).steps;
  expect(text.find(({ id }) => id === 'written')?.text).toBe('the handler writes the answer');
});

test('the bet’s times are those at which C has its rows', () => {
  const positions = [0.1, 3, 10].flatMap((quiet) =>
    [...NEXT.keys()].flatMap((who) => [0, 1].map((kind) => ({ quiet, next: who, reactor: kind }))),
  );
  const answers = new Set<number>();
  for (const [variant, values] of every(positions)) {
    const recording = run(variant, values);
    const answer = scenario.bet.answer(recording, values);
    const option = scenario.bet.options(recording, values)[answer]!;
    const ns = hasRowsNs(recording);
    if (ns === null) expect(option).toBe('never');
    else expect(option).toContain(momentText(ns, 2));
    answers.add(answer);
  }
  expect([...answers].sort()).toEqual([0, 1, 2]);
});

test('each line has the thread that ran it: the callback of a Deferred that a worker fires, the worker', () => {
  const of = (variant: string, line: string) => {
    const { python } = scenario.variants.find(({ id }) => id === variant)!;
    const number = python.split('\n').findIndex((text) => text.trim() === line) + 1;
    return lineThreads(run(variant))[number];
  };
  expect(of('direct', 'client.transport.write(b"42 rows\\r\\n")')).toBe('W');
  expect(of('direct', 'reactor.callInThread(slow_report, self)')).toBe('R');
  expect(of('fire', 'self.sendLine(rows)')).toBe('W');
  expect(of('return', 'self.sendLine(rows)')).toBe('R');
  expect(of('direct', 'import time')).toBeUndefined();
});

describe('in an address', () => {
  const read = (query: string) => parseAddress(query, scenario);

  test('the reactor is a value like others', () => {
    const { address, corrections } = read('?reactor=epoll&next=d');
    expect(address.values).toMatchObject({ reactor: 1, next: 2 });
    expect([address.reactor, corrections]).toEqual(['select', []]);
  });

  test.each([
    ['reactor=kqueue', 'reactor', REACTORS],
    ['reactor=', 'reactor', REACTORS],
    ['next=B', 'next', NEXT],
    ['next=1', 'next', NEXT],
  ] as const)('%s is put right, and said once', (query, id, allowed) => {
    const { address, corrections } = read(`?${query}`);
    expect(address.values).toEqual(defaults);
    expect(corrections).toHaveLength(1);
    expect(corrections[0]).toContain(`${id} “`);
    expect(corrections[0]).toContain(`one of ${allowed.join(', ')}`);
  });

  test('a time is kept in its range', () => {
    expect(read('?quiet=99').address.values.quiet).toBe(10);
    expect(read('?quiet=-1').address.values.quiet).toBe(0.1);
    expect(read('?quiet=soon').address.values.quiet).toBe(3);
  });

  test('each value has its word', () => {
    for (const { word, max } of [reactor, next]) {
      for (let value = 0; value <= max; value++)
        expect(word!.read(word!.write(value))).toEqual({ value });
    }
  });
});
