import { describe, expect, test } from 'vitest';
import { EventQueue } from '../../src/simulator/clock';
import { Kernel } from '../../src/simulator/kernel/kernel';
import { cpu, SimQueue, SimThread, sleep, ThreadScheduler } from '../../src/simulator/threads';
import type { ThreadCode } from '../../src/simulator/threads';
import { Trace } from '../../src/simulator/trace';
import { of } from './run';

const MS = 1e6;

function makeThreads(switchIntervalMs: number | null = 5): {
  queue: EventQueue;
  trace: Trace;
  threads: ThreadScheduler;
  spawn(code: () => ThreadCode<unknown>): SimThread;
} {
  const queue = new EventQueue();
  const trace = new Trace(queue);
  const interval = switchIntervalMs === null ? null : switchIntervalMs * MS;
  const threads = new ThreadScheduler(queue, trace, interval, () => queue.runNext());
  const spawn = (code: () => ThreadCode<unknown>): SimThread => {
    const thread = new SimThread(threads, code);
    thread.start();
    return thread;
  };
  return { queue, trace, threads, spawn };
}

describe('the reactor thread', () => {
  test('sleeps without the GIL: a thread computes meanwhile', () => {
    const { queue, trace, threads, spawn } = makeThreads();
    spawn(() => cpu(3 * MS));
    threads.block(10 * MS);
    expect(queue.nowNs).toBe(10 * MS);
    expect(of(trace.events, 'threadExit')[0]!.timeNs).toBe(3 * MS);
  });

  test('gets the GIL back from a computing thread after the switch interval', () => {
    const { queue, trace, threads, spawn } = makeThreads();
    spawn(() => cpu(100 * MS));
    threads.block(2 * MS);
    expect(queue.nowNs).toBe(7 * MS);
    expect(of(trace.events, 'gilSwitch')).toMatchObject([{ frm: 'worker-1', to: 'main' }]);
    expect(of(trace.events, 'gilWait')).toMatchObject([{ durationNs: 5 * MS }]);
  });

  test('two computing threads make it wait twice as long', () => {
    const { queue, threads, spawn } = makeThreads();
    spawn(() => cpu(100 * MS));
    spawn(() => cpu(100 * MS));
    threads.block(2 * MS);
    expect(queue.nowNs).toBe(10 * MS);
  });

  test('computes as long as the thread that shares the GIL lets it', () => {
    const { queue, threads, spawn } = makeThreads();
    spawn(() => cpu(8 * MS));
    threads.cpu(12 * MS);
    // 5 it, 5 the thread, 5 it, 3 the thread, 2 it.
    expect(queue.nowNs).toBe(20 * MS);
  });

  test('free-threaded Python: nobody waits', () => {
    const { queue, trace, threads, spawn } = makeThreads(null);
    spawn(() => cpu(100 * MS));
    threads.block(2 * MS);
    threads.cpu(3 * MS);
    expect(queue.nowNs).toBe(5 * MS);
    expect(of(trace.events, 'gilWait')).toEqual([]);
  });

  test('join holds it to the end of the thread', () => {
    const { queue, trace, spawn } = makeThreads();
    spawn(() => sleep(30 * MS)).join();
    expect(queue.nowNs).toBe(30 * MS);
    expect(trace.events.map((e) => e.kind)).toEqual([
      'threadSpawn',
      'joinStart',
      'block',
      'threadExit',
      'joinEnd',
    ]);
  });

  test('join of a thread that nothing will wake ends the run: it hangs', () => {
    const kernel = new Kernel();
    const queue = new SimQueue<string>(kernel.threads);
    const thread = new SimThread(kernel.threads, () => queue.get());
    thread.start();
    kernel.queue.at(9 * MS, () => kernel.trace.emit('note', { text: 'the others go on' }));
    thread.join();
    expect(kernel.ended).toBe('hangs');
    expect(kernel.trace.events.map(({ kind, timeNs }) => [kind, timeNs / MS])).toEqual([
      ['threadSpawn', 0],
      ['joinStart', 0],
      ['note', 9],
      ['end', 9],
    ]);
  });

  test('join of a thread that ends after the limit of the run is cut off there', () => {
    const kernel = new Kernel({ untilNs: 20 * MS });
    const thread = new SimThread(kernel.threads, () => sleep(30 * MS));
    thread.start();
    thread.join();
    expect([kernel.ended, kernel.queue.nowNs / MS]).toEqual(['until', 20]);
  });

  test('cannot sleep in the name of another thread', () => {
    const { queue, threads, spawn } = makeThreads();
    const thread = spawn(function* () {
      threads.block(1);
    });
    threads.gil.release('main');
    queue.runDue();
    expect(String(thread.error)).toContain('yield*');
  });
});

describe('a queue', () => {
  test('gives each item to the thread that has waited longest', () => {
    const { queue, threads, spawn } = makeThreads();
    const items = new SimQueue<string>(threads);
    const got: string[] = [];
    for (const name of ['first', 'second']) {
      spawn(function* () {
        got.push(`${name}: ${yield* items.get()}`);
      });
    }
    threads.block(1 * MS);
    items.put('a');
    items.put('b');
    threads.block(1 * MS);
    expect(got).toEqual(['first: a', 'second: b']);
    expect(queue.nowNs).toBe(2 * MS);
  });

  test('does not hold a thread that comes after the item', () => {
    const { threads, spawn } = makeThreads();
    const items = new SimQueue<number>(threads);
    items.put(7);
    expect(items.size).toBe(1);
    let got = 0;
    spawn(function* () {
      got = yield* items.get();
    });
    threads.block(1);
    expect(got).toBe(7);
  });
});

test('an error in a thread ends that thread only', () => {
  const { trace, threads, spawn } = makeThreads();
  const bad = spawn(function* () {
    yield* sleep(1 * MS);
    throw new Error('mine');
  });
  const good = spawn(() => sleep(2 * MS));
  threads.block(5 * MS);
  expect([bad.finished, good.finished]).toEqual([true, true]);
  expect(String(bad.error)).toBe('Error: mine');
  expect(of(trace.events, 'threadExit').map((e) => e.thread)).toEqual(['worker-1', 'worker-2']);
});
