import { currentCause, enterCause } from '../../simulator/cause';
import type { SimThread, ThreadScheduler } from '../../simulator/threads';
import { pyAssert } from './exceptions';
import { Failure } from './failure';
import * as log from './log';
import { pyName } from './pyName';
import { Team } from '../_threads/team';
import { callInThisThread, type ThreadFunction } from '../internet/threadCode';
import { LockWorker, ThreadWorker, uncontendedLock } from '../_threads/threadworker';

/** Makes events of the jobs of pools, for a run that has it among its parts. */
export { JobTrace } from '../../simulator/threads';

/** Told, in the worker thread, how a call ended: a value, or a Failure when `success` is false. */
export type OnResult<R> = (
  ...outcome: [success: true, result: R] | [success: false, result: Failure]
) => void;

/**
 * Threads that take work in turn. Calls that come before `start` wait for it.
 *
 * Follows twisted/python/threadpool.py (class ThreadPool) and twisted/_threads/_pool.py.
 */
export class ThreadPool {
  /** Fewest and most threads. */
  min: number;
  max: number;
  readonly name: string | null;
  /** True after `stop`: calls are ignored. */
  joined = false;
  started = false;
  /** Every thread that was made, in this order. */
  readonly threads: SimThread[] = [];
  readonly #team: Team;
  readonly #scheduler: ThreadScheduler;

  /**
   * @param scheduler Where the threads run.
   * Throws `AssertionError` for a negative minimum or one above the maximum.
   */
  constructor(
    scheduler: ThreadScheduler,
    minthreads = 5,
    maxthreads = 20,
    name: string | null = null,
  ) {
    checkLimits(minthreads, maxthreads);
    this.min = minthreads;
    this.max = maxthreads;
    this.name = name;
    this.#scheduler = scheduler;
    scheduler.jobs?.sized(minthreads, maxthreads, name);
    scheduler.crowded.push(() => this.working > 0 && this.queueSize > 0);
    const createWorker = (): ThreadWorker | null => {
      const limit = this.started ? this.max : 0;
      if (this.workers >= limit) return null;
      return ThreadWorker.spawn(scheduler, (thread) => this.threads.push(thread));
    };
    this.#team = new Team(new LockWorker(uncontendedLock), createWorker, (error) => log.err(error));
  }

  /** Number of threads, idle and busy. */
  get workers(): number {
    const { idleWorkerCount, busyWorkerCount } = this.#team.statistics();
    return idleWorkerCount + busyWorkerCount;
  }

  /** Number of threads that work. */
  get working(): number {
    return this.#team.statistics().busyWorkerCount;
  }

  /** Number of threads that wait for work. */
  get waiters(): number {
    return this.#team.statistics().idleWorkerCount;
  }

  /** Number of calls that no thread has yet: `_queue.qsize()`. */
  get queueSize(): number {
    return this.#team.statistics().backloggedWorkCount;
  }

  /** Starts `min` threads, and more for the calls that wait. */
  start(): void {
    this.joined = false;
    this.started = true;
    this.adjustPoolsize();
    const backlog = this.queueSize;
    if (backlog > 0) this.#team.grow(backlog);
  }

  /** One more thread, up to the maximum. */
  startAWorker(): void {
    this.#team.grow(1);
  }

  /** One thread less, as soon as one is idle. */
  stopAWorker(): void {
    this.#team.shrink(1);
  }

  /** Calls `func` in a thread. Its result is lost; an error is logged. */
  callInThread<A extends unknown[], R>(func: ThreadFunction<A, R>, ...args: A): void {
    this.callInThreadWithCallback(null, func, ...args);
  }

  /** Calls `func` in a thread and then, in the same thread, `onResult`. */
  callInThreadWithCallback<A extends unknown[], R>(
    onResult: OnResult<R> | null,
    func: ThreadFunction<A, R>,
    ...args: A
  ): void {
    if (this.joined) return;
    const { jobs } = this.#scheduler;
    const name = jobs === null ? '' : pyName(func);
    const call = jobs?.given(name, this.name) ?? 0;
    const cause = currentCause();
    this.#team.do(function* inContext() {
      enterCause(cause);
      let result: R;
      jobs?.begun(name, call);
      try {
        result = yield* callInThisThread(func, ...args);
        jobs?.done(name);
      } catch (error) {
        jobs?.done(name, new Failure(error).type);
        if (onResult !== null) onResult(false, new Failure(error));
        else log.err(error);
        return;
      }
      if (onResult !== null) onResult(true, result);
    });
  }

  /** No more calls; holds the caller until all that were taken are done, also those that wait. */
  stop(): void {
    this.joined = true;
    this.started = false;
    this.#team.quit();
    for (const thread of this.threads) thread.join();
  }

  /**
   * Sets the limits; a pool that runs starts or ends threads to fit. Null keeps a limit.
   * Throws `AssertionError` like the constructor.
   */
  adjustPoolsize(minthreads: number | null = null, maxthreads: number | null = null): void {
    const min = minthreads ?? this.min;
    const max = maxthreads ?? this.max;
    checkLimits(min, max);
    if (min !== this.min || max !== this.max) this.#scheduler.jobs?.sized(min, max, this.name);
    this.min = min;
    this.max = max;
    if (!this.started) return;
    if (this.workers > this.max) this.#team.shrink(this.workers - this.max);
    if (this.workers < this.min) this.#team.grow(this.min - this.workers);
  }
}

function checkLimits(min: number, max: number): void {
  pyAssert(min >= 0, 'minimum is negative');
  pyAssert(min <= max, 'minimum is greater than maximum');
}
