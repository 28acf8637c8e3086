import { describe, expect, test } from 'vitest';
import { scenario } from '../../scenarios/database/scenario';
import { shareByFormula, shareOf } from '../../scenarios/database/facts';
import { jobsOf } from '../../src/player/measures/jobs';
import { cycleOf, roundsOf } from '../../src/player/measures/rounds';
import { longestWaits } from '../../src/player/measures/waits';
import { beatIds } from '../../src/player/playback/steps';
import type { Recording } from '../../src/recording/recording';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import type { Values } from '../../src/scenario/types';

const defaults = defaultValues(scenario);
const run = (variant: string, values: Values = {}): Recording =>
  runScenario(scenario, variant, values);
const longestOf = (recording: Recording, client: string): number =>
  longestWaits(recording).find((row) => row.client === client)!.waitNs!;

function shareIn(recording: Recording, values: Values): number {
  const { count, late } = shareOf(recording, { ...defaults, ...values });
  return late / count;
}

describe('on the reactor’s thread', () => {
  // Of each 2 s somebody asks once, so what is measured differs from the share of time by that much a round.
  test.each([
    [15, 30, 5],
    [60, 30, 5],
    [60, 60, 5],
    [30, 30, 5],
    [29, 30, 1],
    [30, 60, 5],
    [5, 30, 5],
    [0, 30, 1],
    [45, 60, 10],
  ])(
    '%i s every %i s, patience %i s: the share that gives up is the formula’s',
    (job, every, patience) => {
      const values = { job, every, patience, minutes: 10 };
      const byFormula = shareByFormula({ ...defaults, ...values });
      const oneMore = 2 / cycleOf(job, every);
      expect(Math.abs(shareIn(run('reactor', values), values) - byFormula)).toBeLessThan(oneMore);
    },
  );

  test('the sliders change what is the right bet, and the variant does', () => {
    const right = (variant: string, values: Values): number =>
      scenario.bet.answer(run(variant, values), { ...defaults, ...values });
    expect(
      [{}, { every: 60 }, { job: 29 }, { patience: 20 }].map((v) => right('reactor', v)),
    ).toEqual([1, 1, 2, 0]);
    expect(['thread', 'crunch', 'two'].map((variant) => right(variant, {}))).toEqual([0, 0, 0]);
  });
});

describe('elsewhere', () => {
  test('a job that waits costs the pages nothing, one that computes a few switch intervals', () => {
    const calm = longestOf(run('two'), 'B');
    const six = 1e9 + calm;
    expect(longestOf(run('reactor'), 'A')).toBeGreaterThan(12e9);
    for (const variant of ['thread', 'crunch', 'two']) {
      expect(longestOf(run(variant), 'A'), variant).toBeLessThan(six);
    }
    const waits = run('crunch').events.flatMap((e) => (e.kind === 'gilWait' ? [e.durationNs] : []));
    expect(Math.max(...waits)).toBe(5e6);
    expect(run('thread').events.some(({ kind }) => kind === 'gilWait')).toBe(false);
  });

  test('the other program is a client, which a job in this one is not', () => {
    const recording = run('two');
    const rounds = roundsOf(recording, 'D');
    expect(rounds.map(({ startNs }) => startNs / 1e9)).toEqual([30, 60, 90, 120, 150]);
    expect(rounds.every(({ startNs, endNs }) => endNs! - startNs > 15e9)).toBe(true);
    const asDs = run('thread').events.some((e) => e.kind === 'client.send' && e.conn === 'D');
    expect(asDs).toBe(false);
  });
});

describe('LoopingCall', () => {
  test.each(['reactor', 'thread', 'crunch'])(
    '%s: a job that takes longer than its period never overlaps',
    (variant) => {
      const rounds = roundsOf(run(variant, { job: 40 }), 'D');
      expect(rounds.map(({ startNs }) => startNs / 1e9)).toEqual([30, 90, 150]);
      for (const [i, { endNs }] of rounds.slice(0, -1).entries()) {
        expect(endNs!).toBeLessThan(rounds[i + 1]!.startNs);
      }
    },
  );
});

describe('adbapi', () => {
  const recording = run('thread');

  test('has five threads, and the sixth query waits for one of them', () => {
    const reports = jobsOf(recording)
      .jobs.filter(({ owner }) => owner === 'C')
      .slice(0, 6);
    const waits = reports.map(({ takenNs, begunNs }) => begunNs! - takenNs);
    expect(waits).toEqual([0, 0, 0, 0, 0, 1e9]);
    expect(new Set(reports.map(({ thread }) => thread)).size).toBe(5);
    expect(beatIds(recording)).toContain('full');
  });

  test('gives its results to the reactor’s thread, those of a query with an error too', () => {
    const fired = recording.events.filter(
      (e) => e.kind === 'deferredFire' && e.thread === undefined,
    );
    expect(fired.length).toBeGreaterThan(70);
    expect(fired.filter((e) => e.kind === 'deferredFire' && !e.ok)).toHaveLength(1);
    expect(recording.events.some((e) => e.kind === 'deferredFire' && e.thread !== undefined)).toBe(
      false,
    );
  });
});

test('ten minutes of a job every 60 s are told from the first query to the last share', () => {
  const recording = run('reactor', { every: 60, minutes: 10 });
  expect(beatIds(recording).at(0)).toBe('query');
  expect(beatIds(recording).at(-1)).toBe('share');
});
