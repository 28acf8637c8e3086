import { EventQueue } from '../../../src/simulator/clock';
import { ThreadScheduler, sleep, type ThreadCode } from '../../../src/simulator/threads';
import { Trace } from '../../../src/simulator/trace';
import { msToNs } from '../../../src/simulator/units';
import type { ThreadPool } from '../../../src/twisted/python/threadpool';

/** Threads in virtual time, without a reactor. The test is the main thread. */
export function threadFixture(): { scheduler: ThreadScheduler; queue: EventQueue } {
  const queue = new EventQueue();
  const runNext = (): boolean => queue.runNext();
  return { queue, scheduler: new ThreadScheduler(queue, new Trace(queue), msToNs(5), runNext) };
}

/** The main thread sleeps so that others can run. */
export function pass(scheduler: ThreadScheduler, ms = 1): void {
  scheduler.block(msToNs(ms));
}

/** Thread code: sleeps. */
export function sleepMs(ms: number): ThreadCode<void> {
  return sleep(msToNs(ms));
}

/** How many threads work, wait, and how many calls no thread has. */
export function load(pool: ThreadPool): { working: number; waiters: number; queueSize: number } {
  const { working, waiters, queueSize } = pool;
  return { working, waiters, queueSize };
}
