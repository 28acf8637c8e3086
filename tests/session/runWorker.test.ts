import { describe, expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { WorkerRuns, type Answered, type Asked, type Port } from '../../src/page/worker/workerRuns';
import {
  answerOf,
  type RunWorker,
  type RunAnswer,
  type RunRequest,
} from '../../src/session/runWorker';
import { WorkerRunMaker } from '../../src/session/workerRunMaker';
import { Offload } from '../../src/session/offload';
import { waitRows } from '../../src/session/pictures';
import { Session } from '../../src/session/session.svelte';

const scenario = scenarios.find(({ id }) => id === 'blocked-reactor')!;
const making = (block: number) => ({
  variantId: 'blocking',
  values: { block, ask: 1 },
  seed: 1,
  reactor: 'select' as const,
  typed: [],
});
const request = (block: number): RunRequest => ({ makings: [making(block)], spans: [] });

/** Lets everything that was promised so far arrive. */
const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

/** A worker that answers when it is told to. */
class FakePort implements Port {
  onmessage: Port['onmessage'] = null;
  onerror: Port['onerror'] = null;
  asked: Asked[] = [];
  postMessage(asked: Asked): void {
    this.asked.push(asked);
  }
  answer(asked = this.asked.at(-1)!, data: RunAnswer | { error: string } = made(asked)): void {
    this.onmessage!({ data: { number: asked.number, ...data } } as MessageEvent<Answered>);
  }
}
const made = (asked: RunRequest): RunAnswer => answerOf(scenario, asked);

describe('runs in a worker: the newest request wins', () => {
  test('those between are never begun, and an older answer is dropped', async () => {
    const port = new FakePort();
    const runs = new WorkerRuns('blocked-reactor', port);
    const got: number[] = [];
    for (const block of [1, 2, 3, 4]) void runs.run(request(block)).then(() => got.push(block));
    expect(port.asked.map(({ number }) => number)).toEqual([1]);
    port.answer();
    await settle();
    expect(got).toEqual([]);
    expect(port.asked.map(({ makings }) => makings[0]!.values['block'])).toEqual([1, 4]);
    port.answer();
    await settle();
    expect(got).toEqual([4]);
    void runs.run(request(5)).then(() => got.push(5));
    port.answer();
    await settle();
    expect(got).toEqual([4, 5]);
  });

  test('a run that fails says why, and the next one is made', async () => {
    const port = new FakePort();
    const runs = new WorkerRuns('blocked-reactor', port);
    const failing = runs.run(request(1));
    port.answer(port.asked[0], { error: 'no such variant' });
    await expect(failing).rejects.toThrow('no such variant');
    const next = runs.run(request(2));
    port.answer();
    expect((await next).recordings).toHaveLength(1);
  });

  test('a worker that does not start says so, now and later', async () => {
    const port = new FakePort();
    const runs = new WorkerRuns('blocked-reactor', port);
    const run = runs.run(request(1));
    port.onerror!({ preventDefault: () => {} } as ErrorEvent);
    await expect(run).rejects.toThrow('has stopped');
    await expect(runs.run(request(2))).rejects.toThrow('has stopped');
  });
});

describe('slow', () => {
  type Spent = readonly [ms: number, events: number];

  /** After runs of so many ms and events, each of a making of its own: 0, 1 and so on. */
  function after(runs: readonly Spent[]): Offload {
    let nowMs = 0;
    const offload = new Offload(() => nowMs);
    runs.forEach(([ms, events], place) => {
      offload.measure({ place }, () => {
        nowMs += ms;
        return { recording: { events: Array.from({ length: events }) } };
      });
    });
    return offload;
  }
  const times = (count: number, spent: Spent): Spent[] =>
    Array.from({ length: count }, () => spent);

  test.each<[string, readonly Spent[], boolean]>([
    ['none yet', [], false],
    ['the first, whatever it took', [[900, 100]], false],
    ['two that were not warm', times(2, [60, 100]), false],
    ['two very long ones', times(2, [900, 100]), true],
    ['three long ones', times(3, [60, 100]), true],
    ['three that are shorter than a long task', times(3, [40, 100]), false],
    ['some that a busy machine held up', [[60, 100], [4, 100], ...times(2, [90, 100])], false],
    ['a longer one, at the speed of the short', [...times(3, [9, 100]), [190, 600]], true],
    ['a short one after long ones', [...times(3, [80, 900]), [4, 100]], false],
  ])('%s', (_, runs, isSlow) => {
    expect(after(runs).isSlow({ place: 'new' })).toBe(isSlow);
  });

  test('one that was made before counts by its own events', () => {
    const offload = after([...times(3, [80, 900]), [8, 100]]);
    expect(offload.isSlow({ place: 2 })).toBe(true);
    expect(offload.isSlow({ place: 3 })).toBe(false);
  });

  test('one that was made elsewhere counts as well', () => {
    const offload = after(times(3, [4, 100]));
    offload.note({ place: 'elsewhere' }, { recording: { events: Array.from({ length: 9_000 }) } });
    expect(offload.isSlow({ place: 'elsewhere' })).toBe(true);
    expect(offload.isSlow({ place: 'new' })).toBe(true);
    expect(offload.isSlow({ place: 0 })).toBe(false);
  });
});

/** A session whose every run takes `runMs`, and whose runs elsewhere are answered by hand. */
function slowSession(runMs: number) {
  let nowMs = 0;
  const asked: { request: RunRequest; answer: () => void; fail: () => void }[] = [];
  const worker: RunWorker = {
    run: (request) =>
      new Promise((resolve, reject) => {
        asked.push({
          request,
          answer: () => resolve(made(request)),
          fail: () => reject(new Error('no worker')),
        });
      }),
  };
  const session = new Session(scenario, {
    query: '?t=3000',
    bet: false,
    maker: (of, take) =>
      new WorkerRunMaker(of, take, async () => worker, new Offload(() => (nowMs += runMs))),
  });
  return { session, asked };
}

describe('a session with slow runs', () => {
  test('has them made elsewhere, shows the newest and says so meanwhile', async () => {
    const { session, asked } = slowSession(600);
    expect(session.computing).toBe(false);
    session.setValue('block', 2);
    expect(session.computing).toBe(false);
    session.setValue('block', 1);
    session.setValue('block', 0.5);
    await settle();
    expect(session.computing).toBe(true);
    expect(session.caption).toBe('This run is being computed.');
    expect(waitRows(session).map(({ wait }) => wait)).toEqual(['…', '…', '…', '…']);
    expect(asked).toHaveLength(2);
    asked[1]!.answer();
    await settle();
    expect(session.computing).toBe(false);
    expect(session.run!.making.values['block']).toBe(0.5);
    asked[0]!.answer();
    await settle();
    expect(session.run!.making.values['block']).toBe(0.5);
    const here = new Session(scenario, { query: '?block=0.5&t=3000', bet: false });
    expect(session.run).toEqual(here.run);
    expect([session.timeNs, session.index]).toEqual([here.timeNs, here.index]);
  });

  test('the run beside it and the axis come with it', async () => {
    const { session, asked } = slowSession(600);
    session.setValue('block', 5);
    session.setVariant('thread');
    session.compareWith({ parameterId: 'block', value: 0 });
    await settle();
    asked.at(-1)!.answer();
    await settle();
    expect(session.other!.making.values['block']).toBe(0);
    expect(session.run!.making.variantId).toBe('thread');
    const here = new Session(scenario, { query: session.query, bet: false });
    expect(session.axisEndNs).toBeGreaterThanOrEqual(here.axisEndNs);
  });

  test('makes them here where there is no worker', async () => {
    const { session, asked } = slowSession(600);
    session.setValue('block', 2);
    session.setValue('block', 1);
    await settle();
    asked[0]!.fail();
    await settle();
    expect(session.computing).toBe(false);
    expect(session.run!.making.values['block']).toBe(1);
    session.setValue('block', 2);
    expect(session.run!.making.values['block']).toBe(2);
  });
});

test('fast runs stay here: each is there when its slider has moved', () => {
  const { session, asked } = slowSession(2);
  for (const block of [0, 1, 2, 3, 4, 5]) {
    session.setValue('block', block);
    expect(session.run!.making.values['block']).toBe(block);
  }
  expect(asked).toEqual([]);
});
