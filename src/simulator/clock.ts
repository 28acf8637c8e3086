import type { VirtualNs } from '../recording/events';

/** A job on the queue; keep it to cancel it. */
export interface Job {
  readonly timeNs: VirtualNs;
  readonly sequence: number;
  run: (() => void) | null;
}

/**
 * The one queue of a run: jobs by (time, sequence). Virtual time moves only here.
 * Two jobs of equal time run in the order in which they were put in.
 */
export class EventQueue {
  nowNs: VirtualNs = 0;
  #heap: Job[] = [];
  #sequence = 0;
  /** Jobs that may not keep a run alive, and what says so. */
  readonly #background = new Map<Job, () => boolean>();

  /** A number that grows by one at each call and each job: the owner of every tie. */
  nextSequence(): number {
    return this.#sequence++;
  }

  /** Puts a job at `timeNs` (not before now, or it runs as soon as the queue is looked at). */
  at(timeNs: VirtualNs, run: () => void): Job {
    const job: Job = { timeNs, sequence: this.#sequence++, run };
    this.#push(job);
    return job;
  }

  /**
   * Puts a job with a sequence of the caller's own, for jobs that go before the others of their time
   * (negative sequences): a scenario's clients act first, like a workload's actions that were put in at the start.
   */
  atWithSequence(timeNs: VirtualNs, sequence: number, run: () => void): Job {
    const job: Job = { timeNs, sequence, run };
    this.#push(job);
    return job;
  }

  /** Like `at`; while `isIdle()` is true, the job is no reason for a run to go on. */
  atInBackground(timeNs: VirtualNs, run: () => void, isIdle: () => boolean): Job {
    const job = this.at(timeNs, () => {
      this.#background.delete(job);
      run();
    });
    this.#background.set(job, isIdle);
    return job;
  }

  /** True when jobs are left, but none of them is a reason to go on. */
  onlyIdle(): boolean {
    const background = this.#background;
    if (background.size === 0) return false;
    return this.#heap.every((job) => job.run === null || background.get(job)?.() === true);
  }

  after(delayNs: VirtualNs, run: () => void): Job {
    return this.at(this.nowNs + delayNs, run);
  }

  /** Takes a job back. It stays in the heap, dead, until its time comes. */
  cancel(job: Job): void {
    job.run = null;
    if (this.#background.size > 0) this.#background.delete(job);
  }

  /** Time of the next live job, or null when nothing is left. */
  nextNs(): VirtualNs | null {
    while (this.#heap.length > 0 && this.#heap[0]!.run === null) this.#pop();
    return this.#heap.length > 0 ? this.#heap[0]!.timeNs : null;
  }

  /** Runs the next job, moving time to it. False when nothing is left. */
  runNext(): boolean {
    const next = this.nextNs();
    if (next === null) return false;
    const job = this.#pop();
    if (job.timeNs > this.nowNs) this.nowNs = job.timeNs;
    const run = job.run!;
    job.run = null;
    run();
    return true;
  }

  /** Runs all jobs that are due now, and those that they make due now. */
  runDue(): void {
    let next = this.nextNs();
    while (next !== null && next <= this.nowNs) {
      this.runNext();
      next = this.nextNs();
    }
  }

  /** Runs all jobs up to and at `targetNs`; time is then `targetNs`. */
  advanceTo(targetNs: VirtualNs): void {
    let next = this.nextNs();
    while (next !== null && next <= targetNs) {
      this.runNext();
      next = this.nextNs();
    }
    if (targetNs > this.nowNs) this.nowNs = targetNs;
  }

  #push(job: Job): void {
    const heap = this.#heap;
    let i = heap.push(job) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!before(job, heap[parent]!)) break;
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = job;
  }

  #pop(): Job {
    const heap = this.#heap;
    const top = heap[0]!;
    const last = heap.pop()!;
    const size = heap.length;
    if (size === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= size) break;
      if (child + 1 < size && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return top;
  }
}

function before(a: Job, b: Job): boolean {
  return a.timeNs < b.timeNs || (a.timeNs === b.timeNs && a.sequence < b.sequence);
}
