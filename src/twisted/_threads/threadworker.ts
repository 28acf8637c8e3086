import {
  SimQueue,
  SimThread,
  type ThreadCode,
  type ThreadScheduler,
} from '../../simulator/threads';
import { Exception } from '../python/exceptions';
import { runWithoutThread } from '../internet/threadCode';

/** A piece of work: code of a thread without a result. */
export type Work = () => ThreadCode<void>;

/** Something that does work, somewhere, later or at once. (_threads/_ithreads.py, IWorker.) */
export interface IWorker {
  /** Throws `AlreadyQuit` after `quit`. */
  do(work: Work): void;
  /** No more work after what it has; throws `AlreadyQuit` the second time. */
  quit(): void;
}

/** The worker was told to quit before. */
export class AlreadyQuit extends Exception {
  override readonly name = 'AlreadyQuit';
}

/** A flag that is set once. (_threads/_convenience.py, class Quit.) */
export class Quit {
  isSet = false;

  /** Throws `AlreadyQuit` when it was set before. */
  set(): void {
    this.check();
    this.isSet = true;
  }

  /** Throws `AlreadyQuit` when it is set. */
  check(): void {
    if (this.isSet) throw new AlreadyQuit();
  }
}

const stop = Symbol('stop');

/** What a ThreadWorker's thread waits on. */
export interface WorkQueue {
  put(item: Work | typeof stop): void;
  get(): ThreadCode<Work | typeof stop>;
}

/**
 * One thread and the queue of its work. (_threads/_threadworker.py, class ThreadWorker.)
 */
export class ThreadWorker implements IWorker {
  readonly #queue: WorkQueue;
  readonly #hasQuit = new Quit();

  /**
   * @param startThread Starts a thread that runs the code it is given; called at once.
   * @param queue Where the work waits for that thread.
   */
  constructor(startThread: (target: () => ThreadCode<void>) => void, queue: WorkQueue) {
    this.#queue = queue;
    startThread(function* work() {
      for (;;) {
        const item = yield* queue.get();
        if (item === stop) return;
        yield* (item as Work)();
      }
    });
  }

  do(work: Work): void {
    this.#hasQuit.check();
    this.#queue.put(work);
  }

  /** The thread ends when it has done what is in its queue. */
  quit(): void {
    // First refuse new work, so that none can come after the stop.
    this.#hasQuit.set();
    this.#queue.put(stop);
  }

  /** A worker on a new simulated thread; `started` is told of the thread before it starts. */
  static spawn(scheduler: ThreadScheduler, started: (thread: SimThread) => void): ThreadWorker {
    return new ThreadWorker((target) => {
      const thread = new SimThread(scheduler, target);
      started(thread);
      thread.start();
    }, new SimQueue<Work | typeof stop>(scheduler));
  }
}

/** A mutual exclusion lock: `threading.Lock`. */
export interface Lock {
  acquire(): void;
  release(): void;
}

/** A lock that is never contended: simulated threads give way at their requests only. */
export const uncontendedLock: Lock = { acquire: () => undefined, release: () => undefined };

/**
 * Does work at once, in the thread of the caller, under a lock. Work that is given while it works is
 * done afterwards by the call that works already. (_threads/_threadworker.py, class LockWorker.)
 */
export class LockWorker implements IWorker {
  readonly #lock: Lock;
  readonly #hasQuit = new Quit();
  #working: Work[] | null = null;

  constructor(lock: Lock) {
    this.#lock = lock;
  }

  do(work: Work): void {
    this.#hasQuit.check();
    if (this.#working !== null) {
      this.#working.push(work);
      return;
    }
    this.#working = [work];
    this.#lock.acquire();
    try {
      let next: Work | undefined;
      while ((next = this.#working.shift()) !== undefined) runWithoutThread(next());
    } finally {
      this.#lock.release();
      this.#working = null;
    }
  }

  quit(): void {
    this.#hasQuit.set();
  }
}

/**
 * A worker that keeps its work until someone calls `perform`: for tests and examples of a `Team`.
 * (_threads/_memory.py, createMemoryWorker.)
 *
 * `perform` does one piece and returns true, or false when there is none.
 */
export function createMemoryWorker(): { worker: IWorker; perform: () => boolean } {
  const hasQuit = new Quit();
  const pending: (Work | typeof stop)[] = [];
  const worker: IWorker = {
    do(work) {
      hasQuit.check();
      pending.push(work);
    },
    quit() {
      hasQuit.set();
      pending.push(stop);
    },
  };
  const perform = (): boolean => {
    const first = pending[0];
    if (first === undefined || first === stop) return false;
    pending.shift();
    runWithoutThread((first as Work)());
    return true;
  };
  return { worker, perform };
}
