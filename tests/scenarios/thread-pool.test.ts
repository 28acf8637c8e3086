import { describe, expect, test } from 'vitest';
import { independent } from '../../scenarios/thread-pool/arrivals';
import { scenario } from '../../scenarios/thread-pool/scenario';
import { onePool } from '../../scenarios/thread-pool/server';
import { jobsOf, poolsAt } from '../../src/player/measures/jobs';
import { waitsOf } from '../../src/player/measures/waits';
import { beatsOf } from '../../src/player/playback/steps';
import type { Recording } from '../../src/recording/recording';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import { serverEnvironment } from '../../src/scenario/serverEnvironment';
import { Simulation } from '../../src/scenario/simulation';
import type { Values } from '../../src/scenario/types';

const defaults = defaultValues(scenario);
const run = (variant: string, values: Values = {}): Recording =>
  runScenario(scenario, variant, values);
const told = (recording: Recording): string[] => beatsOf(recording).map(({ id }) => id);
const longestOf = (recording: Recording, client: string): number =>
  Math.max(
    ...waitsOf(recording)
      .filter((wait) => wait.client === client)
      .map(({ sentNs, answeredNs }) => (answeredNs ?? Infinity) - sentNs),
  );

/** Mean wait of M/D/c in the queue, in units of the service: from the balance of jobs one service apart (Crommelin). */
function meanWaitMDc(arrivalsPerService: number, c: number): number {
  const N = 160;
  const poisson: number[] = [Math.exp(-arrivalsPerService)];
  for (let k = 1; k <= N; k++) poisson.push((poisson[k - 1]! * arrivalsPerService) / k);
  let p: number[] = Array.from({ length: N + 1 }, (_, n) => (n === 0 ? 1 : 0));
  for (let round = 0; round < 1500; round++) {
    const next = new Array<number>(N + 1).fill(0);
    p.forEach((share, n) => {
      for (let come = 0; come <= N; come++) {
        const then = Math.max(0, n - c) + come;
        if (then <= N) next[then] = next[then]! + share * poisson[come]!;
      }
    });
    p = next;
  }
  const inQueue = p.reduce((sum, share, n) => sum + Math.max(0, n - c) * share, 0);
  return inQueue / arrivalsPerService;
}

/** Waits for a thread of jobs that come at these times, each `serviceNs` long: a job begins when the `c`th before it is done. */
function lindley(takenNs: readonly number[], serviceNs: number, c: number): number[] {
  const begunNs: number[] = [];
  takenNs.forEach((ns, n) => begunNs.push(Math.max(ns, (begunNs[n - c] ?? -Infinity) + serviceNs)));
  return begunNs.map((ns, n) => ns - takenNs[n]!);
}

/** Jobs of a run of the scenario's own server, with arrivals as it has them, and nobody else. */
function jobsOfRun(perSecond: number, seconds: number, pool: number, job: number) {
  const { threadPool, jobTrace } = scenario.parts!;
  const simulation = new Simulation({
    reactor: 'select',
    threadPool: threadPool!,
    jobTrace: jobTrace!,
    net: { latencyMs: 0 },
  });
  const client = simulation.addClient('C');
  client.connect();
  for (const ms of independent(1, perSecond, 10, seconds * 1000)) {
    simulation.queue.at(ms * 1e6, () => client.send('REPORT\r\n'));
  }
  const { events } = simulation.run(() => {
    onePool(serverEnvironment(simulation, () => undefined, { pool, job }));
  });
  return jobsOf({ ...run('one', { long: 10 }), events }).jobs;
}

describe('the pool is the queue that the books have', () => {
  test('M/D/c: mean wait and utilisation of a long run are those of the formula, within 5 %', () => {
    const [perSecond, c, serviceS] = [8, 10, 1];
    const times = independent(1, perSecond, 0, 1e8).map((ms) => ms * 1e6);
    const waits = lindley(times, serviceS * 1e9, c);
    const meanS = waits.reduce((sum, ns) => sum + ns, 0) / waits.length / 1e9;
    expect(Math.abs(meanS / serviceS / meanWaitMDc(perSecond * serviceS, c) - 1)).toBeLessThan(
      0.05,
    );
    const busy = (times.length * serviceS) / c / 1e5;
    expect(Math.abs((busy * c) / (perSecond * serviceS) - 1)).toBeLessThan(0.05);
  });

  test('and each job of the simulator waits exactly as long as in it', () => {
    const jobs = jobsOfRun(8, 300, 10, 1);
    const waits = jobs.map(({ takenNs, begunNs }) => begunNs! - takenNs);
    expect(jobs.length).toBeGreaterThan(2000);
    expect(Math.max(...waits)).toBeGreaterThan(0.5e9);
    expect(waits).toEqual(
      lindley(
        jobs.map(({ takenNs }) => takenNs),
        1e9,
        10,
      ),
    );
  });
});

describe('look-ups', () => {
  test('wait behind the reports where all share a pool, and not where those have one of their own', () => {
    expect(longestOf(run('one'), 'A')).toBeGreaterThan(4e9);
    expect(longestOf(run('own'), 'A')).toBe(60e6);
    expect(longestOf(run('one'), 'B')).toBe(40e6);
  });

  test('have a thread at once where there are enough', () => {
    expect(longestOf(run('one', { pool: 30 }), 'A')).toBe(60e6);
    expect(told(run('one', { pool: 30 }))).not.toContain('ticket');
  });
});

describe('addTimeout', () => {
  const recording = run('timeout');
  const { jobs } = jobsOf(recording);

  test('ends no job: each that was given up is begun or still waits', () => {
    const givenUp = jobs.filter((job) => job.name === 'report' && job.givenUpNs !== null);
    expect(givenUp.length).toBeGreaterThan(50);
    const done = givenUp.filter(({ endedNs }) => endedNs !== null);
    expect(done.length).toBeGreaterThan(20);
    for (const job of done) expect(job.endedNs! - job.begunNs!).toBe(1.5e9);
  });

  test('and asking again makes the queue longer', () => {
    const waiting = (one: Recording): number =>
      poolsAt(one, one.events.length - 1)[0]!.waiting.length;
    expect(waiting(recording)).toBeGreaterThan(3 * waiting(run('one')));
  });
});

describe('jobs that wait for jobs', () => {
  test('end in deadlock, which is the reason of the run’s end, and the chat goes on', () => {
    const recording = run('nested');
    expect(recording.end).toBe('deadlock');
    expect(told(recording).slice(-3)).toEqual(['stuck', 'dead-chat', 'deadlock']);
    expect(longestOf(recording, 'B')).toBe(40e6);
  });

  test('do not where there are threads for both', () => {
    const recording = run('nested', { arrivals: 2 });
    expect(recording.end).not.toBe('deadlock');
    expect(told(recording)).not.toContain('stuck');
  });
});

test('the sliders change what is the right bet', () => {
  const right = (values: Values): number =>
    scenario.bet.answer(run('one', values), { ...defaults, ...values });
  expect([{}, { pool: 12 }, { pool: 30 }, { job: 5 }].map(right)).toEqual([2, 1, 0, 3]);
});
