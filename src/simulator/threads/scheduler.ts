import type { VirtualNs } from '../../recording/events';
import { enterCause } from '../cause';
import type { EventQueue } from '../clock';
import type { Trace } from '../trace';
import { Gil } from './gil';
import type { JobTrace } from './jobTrace';
import type { SimThread, ThreadRequest } from './thread';

/**
 * Runs the threads of a run, one at a time, by virtual time and the GIL.
 *
 * The reactor thread is the caller's own stack: its `block`, `cpu` and `join` run the event queue while
 * they hold it. The other threads are generators that the queue resumes.
 */
export class ThreadScheduler {
  readonly gil: Gil;
  /** The thread that runs now; null is the reactor thread. */
  current: SimThread | null = null;
  /** Records the jobs of pools; null: they are no events. */
  jobs: JobTrace | null = null;
  /** Of each pool: whether jobs wait for its threads while those are busy. */
  readonly crowded: (() => boolean)[] = [];
  #threadCount = 0;
  /** Those that were started and have not ended. */
  readonly #alive = new Set<SimThread>();
  readonly queue: EventQueue;
  readonly #trace: Trace;
  readonly #runNext: () => boolean;

  /**
   * @param runNext Runs the queue's next job while the reactor thread is held. False: the run is over, and real Python
   * would hang, or go on past the run's limit.
   */
  constructor(
    queue: EventQueue,
    trace: Trace,
    switchIntervalNs: VirtualNs | null,
    runNext: () => boolean,
  ) {
    this.queue = queue;
    this.#trace = trace;
    this.#runNext = runNext;
    this.gil = new Gil(queue, trace, switchIntervalNs);
  }

  /** Asked when nothing can happen any more: a busy thread then waits for ever, and so do the jobs behind it. */
  get isDeadlocked(): boolean {
    return this.crowded.some((isCrowded) => isCrowded());
  }

  nextThreadNumber(): number {
    return ++this.#threadCount;
  }

  /** Sleeps on the reactor thread: everything else goes on meanwhile. */
  block(durationNs: VirtualNs): void {
    this.#mustBeReactorThread('sleep');
    this.#trace.emit('block', { durationNs });
    this.#letGoFor(durationNs);
  }

  /** Computes on the reactor thread in C code that lets go of the GIL. */
  cpuInC(durationNs: VirtualNs): void {
    this.#mustBeReactorThread('cpu');
    this.#trace.emit('cpu', { durationNs, lock: false });
    this.#letGoFor(durationNs);
  }

  #letGoFor(durationNs: VirtualNs): void {
    this.gil.release('main');
    this.queue.advanceTo(this.queue.nowNs + durationNs);
    this.acquireMain();
  }

  /** Computes on the reactor thread, sharing the GIL with threads that want it. */
  cpu(durationNs: VirtualNs): void {
    this.#mustBeReactorThread('cpu');
    this.#trace.emit('cpu', { durationNs });
    if (this.gil.freeThreaded) {
      this.queue.advanceTo(this.queue.nowNs + durationNs);
      return;
    }
    let done = false;
    this.gil.consume('main', durationNs, () => {
      done = true;
    });
    while (!done) this.queue.runNext();
  }

  /** The reactor thread waits for the GIL; records `gilWait` when that takes time. */
  acquireMain(): void {
    if (this.gil.freeThreaded) return;
    const startNs = this.queue.nowNs;
    let granted = false;
    this.gil.request('main', () => {
      granted = true;
    });
    while (!granted) {
      if (!this.queue.runNext()) throw new Error('the reactor thread waits for the GIL for ever');
    }
    const durationNs = this.queue.nowNs - startNs;
    if (durationNs > 0) this.#trace.emit('gilWait', { durationNs });
  }

  /** Starts a thread: `SimThread.start`. */
  spawn(thread: SimThread): void {
    this.#trace.emit('threadSpawn', { name: thread.name });
    this.#alive.add(thread);
    this.wakeSoon(thread);
  }

  /** Makes a thread runnable at the present time, after what is already planned for it. */
  wakeSoon(thread: SimThread): void {
    this.queue.after(0, () => this.#resume(thread));
  }

  /** Holds the reactor thread until `thread` has ended. Where that can never be, the run is over: it hangs. */
  join(thread: SimThread): void {
    if (thread.finished) return;
    this.#trace.emit('joinStart', { name: thread.name });
    if (this.holdUntil(() => thread.finished)) this.#trace.emit('joinEnd', { name: thread.name });
  }

  /** The program is at its end when its threads are (threading._shutdown). */
  awaitThreads(): void {
    for (const thread of this.#alive) {
      if (!this.holdUntil(() => thread.finished)) return;
    }
  }

  /** The reactor thread sleeps until `isReady()`. False when the run ended before: real Python would hang. */
  holdUntil(isReady: () => boolean): boolean {
    this.gil.release('main');
    while (!isReady()) {
      if (!this.#runNext()) return false;
    }
    this.acquireMain();
    return true;
  }

  #resume(thread: SimThread): void {
    this.gil.request(thread, () => this.#switchTo(thread));
  }

  /** Runs `thread`, which holds the GIL, until it asks for something that takes time. */
  #switchTo(thread: SimThread): void {
    const previous = this.current;
    this.#setCurrent(thread);
    const cause = enterCause(thread.cause);
    const request = thread.advance();
    if (request === null) {
      this.#trace.emit('threadExit');
      this.#alive.delete(thread);
      thread.reason = 'end';
    } else {
      this.#serve(thread, request);
    }
    this.#setCurrent(previous);
    thread.cause = enterCause(cause);
    if (thread.reason !== 'cpu') this.gil.release(thread);
  }

  #serve(thread: SimThread, request: ThreadRequest): void {
    thread.reason = request.kind;
    if (request.kind === 'wait') {
      request.queue.waiting.push(thread);
      return;
    }
    if (request.kind === 'until') {
      request.subscribe(() => this.wakeSoon(thread));
      return;
    }
    const { kind, ...work } = request;
    const { durationNs } = work;
    this.#trace.emit(kind === 'cpu' ? 'cpu' : 'block', work);
    if (kind === 'cpu' && !('lock' in work) && !this.gil.freeThreaded) {
      this.gil.consume(thread, durationNs, () => this.#switchTo(thread));
    } else {
      thread.reason = 'sleep';
      this.queue.after(durationNs, () => this.#resume(thread));
    }
  }

  #setCurrent(thread: SimThread | null): void {
    this.current = thread;
    this.#trace.thread = thread === null ? null : thread.name;
  }

  #mustBeReactorThread(what: string): void {
    if (this.current === null) return;
    throw new Error(
      `${what}() on ${this.current.name}: the code of a thread uses yield* ${what}()`,
    );
  }
}
