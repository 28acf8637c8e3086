import { expect } from 'vitest';
import { AssertionError } from '../../../src/twisted/python/exceptions';
import type { Failure } from '../../../src/twisted/python/failure';
import { ThreadPool } from '../../../src/twisted/python/threadpool';
import { beyond, collectLog, GenericError, twisted } from '../helpers';
import { load, pass, sleepMs, threadFixture } from './fixture';

const logged = collectLog();
const pools = twisted('test_threadpool.ThreadPoolTests');
const memoryBacked = twisted('test_threadpool.MemoryBackedTests');

pools('test_attributes', 'it knows its limits, which make sense', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 12, 22);
  expect([pool.min, pool.max]).toEqual([12, 22]);
  expect(() => new ThreadPool(scheduler, -1, 5)).toThrow(AssertionError);
  expect(() => new ThreadPool(scheduler, 6, 5)).toThrow(AssertionError);
});

pools('test_start', 'start makes as many threads as the minimum', () => {
  const { scheduler } = threadFixture();
  const empty = new ThreadPool(scheduler, 0, 5);
  empty.start();
  expect(empty.threads).toHaveLength(0);
  const three = new ThreadPool(scheduler, 3, 10);
  expect(three.threads).toHaveLength(0);
  three.start();
  expect(three.threads).toHaveLength(3);
});

pools(
  'test_adjustingWhenPoolStopped',
  'new limits start no threads in a pool that is stopped',
  () => {
    const { scheduler } = threadFixture();
    const pool = new ThreadPool(scheduler, 0, 5);
    pool.start();
    pool.stop();
    pool.adjustPoolsize(2);
    expect(pool.threads).toHaveLength(0);
  },
);

pools('test_callInThread', 'calls run in threads of the pool, at most max at a time', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 3);
  const names = new Set<string>();
  let running = 0;
  let most = 0;
  for (let i = 0; i < 10; i++) {
    pool.callInThread(function* () {
      names.add(scheduler.current!.name);
      most = Math.max(most, ++running);
      yield* sleepMs(2);
      running--;
    });
  }
  pool.start();
  pool.stop();
  expect([running, most]).toEqual([0, 3]);
  expect([...names].sort()).toEqual(['worker-1', 'worker-2', 'worker-3']);
});

pools('test_callInThreadException', 'an error is logged', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 1);
  pool.callInThread(() => {
    throw new GenericError();
  });
  pool.start();
  pool.stop();
  expect(logged.map((line) => line.failure?.type)).toEqual(['GenericError']);
});

/** What `onResult` gets for `func`. */
function outcome(func: () => unknown): unknown[] {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 1);
  const results: unknown[] = [];
  pool.callInThreadWithCallback((success, result) => void results.push(success, result), func);
  pool.start();
  pool.stop();
  return results;
}

pools('test_callInThreadWithCallback', 'onResult gets true and the value', () => {
  expect(outcome(() => 'test')).toEqual([true, 'test']);
});

pools('test_callInThreadWithCallbackExceptionInCallback', 'or false and the failure', () => {
  const [success, result] = outcome(() => {
    throw new GenericError();
  });
  expect(success).toBe(false);
  expect((result as Failure).type).toBe('GenericError');
  expect(logged).toEqual([]);
});

pools('test_callInThreadWithCallbackExceptionInOnResult', 'its own error is logged', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 1);
  const seen: string[] = [];
  pool.callInThreadWithCallback(
    () => {
      throw new GenericError();
    },
    () => null,
  );
  pool.callInThread(() => void seen.push('the thread goes on'));
  pool.start();
  pool.stop();
  expect(logged.map((line) => line.failure?.type)).toEqual(['GenericError']);
  expect(seen).toEqual(['the thread goes on']);
});

pools('test_callbackThread', 'onResult runs in the same thread as the function', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 1);
  const names: (string | undefined)[] = [];
  const note = (): void => void names.push(scheduler.current?.name);
  pool.callInThreadWithCallback(note, note);
  pool.start();
  pool.stop();
  expect(names).toEqual(['worker-1', 'worker-1']);
});

pools('test_existingWork', 'work from before start is done after it', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 1);
  const done: string[] = [];
  pool.callInThread(() => void done.push('done'));
  pass(scheduler);
  expect([done, load(pool)]).toEqual([[], { working: 0, waiters: 0, queueSize: 1 }]);
  pool.start();
  pass(scheduler);
  expect(done).toEqual(['done']);
});

pools('test_workerStateTransition', 'a thread works, then waits', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 1);
  pool.start();
  expect(load(pool)).toEqual({ working: 0, waiters: 0, queueSize: 0 });
  pool.callInThread(() => sleepMs(10));
  pass(scheduler);
  expect(load(pool)).toEqual({ working: 1, waiters: 0, queueSize: 0 });
  pass(scheduler, 20);
  expect(load(pool)).toEqual({ working: 0, waiters: 1, queueSize: 0 });
});

twisted('test_threadpool.RaceConditionTests')(
  'test_synchronization',
  'threads that wait do not keep work from a pool that has room',
  () => {
    const { scheduler, queue } = threadFixture();
    const pool = new ThreadPool(scheduler, 0, 10);
    pool.start();
    for (let i = 0; i < 3; i++) pool.callInThread(() => sleepMs(1000));
    let doneNs: number | null = null;
    pool.callInThread(() => void (doneNs = queue.nowNs));
    pass(scheduler, 10);
    expect(doneNs).toBe(0);
  },
);

memoryBacked('test_workBeforeStarting', 'start makes a thread for each call that waits', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 10);
  for (let i = 0; i < 5; i++) pool.callInThread(() => null);
  expect(pool.workers).toBe(0);
  pool.start();
  expect(pool.workers).toBe(5);
});

memoryBacked('test_tooMuchWorkBeforeStarting', 'up to the maximum', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 10);
  for (let i = 0; i < 50; i++) pool.callInThread(() => null);
  pool.start();
  expect([pool.workers, pool.queueSize]).toEqual([10, 40]);
});

beyond('the threads take calls first come, first served', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 1);
  const order: number[] = [];
  for (const n of [1, 2, 3]) {
    pool.callInThread(function* () {
      order.push(n);
      yield* sleepMs(1);
    });
  }
  pool.start();
  pool.stop();
  expect(order).toEqual([1, 2, 3]);
});

beyond('stop waits for every call, also those that have not begun', () => {
  const { scheduler, queue } = threadFixture();
  const pool = new ThreadPool(scheduler, 0, 1);
  pool.start();
  for (let i = 0; i < 3; i++) pool.callInThread(() => sleepMs(200));
  pool.stop();
  expect(queue.nowNs).toBe(600_000_000);
  pool.callInThread(() => expect.unreachable('the pool has stopped'));
  expect(pool.workers).toBe(0);
});

beyond('a pool that runs starts and ends threads to fit new limits', () => {
  const { scheduler } = threadFixture();
  const pool = new ThreadPool(scheduler, 2, 5);
  pool.start();
  expect(pool.workers).toBe(2);
  pool.adjustPoolsize(4);
  expect(pool.workers).toBe(4);
  pool.adjustPoolsize(0, 1);
  expect(pool.workers).toBe(1);
  pool.startAWorker();
  expect(pool.workers).toBe(1);
  pool.stopAWorker();
  expect(pool.workers).toBe(0);
});
