import type { ThreadCode } from '../../simulator/threads';
import { Quit, type IWorker, type Work } from './threadworker';

/** How busy a Team is. (_threads/_team.py, class Statistics.) */
export interface Statistics {
  idleWorkerCount: number;
  busyWorkerCount: number;
  /** Pieces of work that no worker has yet. */
  backloggedWorkCount: number;
}

/** Work that only the coordinator does: it takes no time. */
function coordinate(f: () => void): Work {
  return function* coordinated(): ThreadCode<void> {
    f();
  };
}

/**
 * Workers behind one `do`: an idle worker gets the work, else a new one, else it waits its turn.
 *
 * Real Twisted takes any idle worker (a Python set); here it is the one that was made first.
 * Follows twisted/_threads/_team.py (class Team).
 */
export class Team implements IWorker {
  readonly #coordinator: IWorker;
  readonly #createWorker: () => IWorker | null;
  readonly #logException: (error: unknown) => void;
  readonly #hasQuit = new Quit();
  /** Idle workers, the oldest first. */
  readonly #idle: IWorker[] = [];
  /** Age of each worker: its place among those that were made. */
  readonly #ages = new Map<IWorker, number>();
  #busyCount = 0;
  readonly #pending: Work[] = [];
  #shouldQuitCoordinator = false;
  #toShrink = 0;

  /**
   * @param coordinator Does the Team's own bookkeeping, one thing at a time.
   * @param createWorker Makes a worker, or gives null when there may be no more.
   * @param logException Told of an error that work raised.
   */
  constructor(
    coordinator: IWorker,
    createWorker: () => IWorker | null,
    logException: (error: unknown) => void,
  ) {
    this.#coordinator = coordinator;
    this.#createWorker = createWorker;
    this.#logException = logException;
  }

  statistics(): Statistics {
    return {
      idleWorkerCount: this.#idle.length,
      busyWorkerCount: this.#busyCount,
      backloggedWorkCount: this.#pending.length,
    };
  }

  /** Makes `n` more workers, or as many as may be. Throws `AlreadyQuit`. */
  grow(n: number): void {
    this.#hasQuit.check();
    this.#coordinator.do(
      coordinate(() => {
        for (let i = 0; i < n; i++) {
          const worker = this.#newWorker();
          if (worker === null) return;
          this.#recycleWorker(worker);
        }
      }),
    );
  }

  /** Lets `n` workers quit (null: all), idle ones now and busy ones when they are done. Throws `AlreadyQuit`. */
  shrink(n: number | null = null): void {
    this.#hasQuit.check();
    this.#coordinator.do(coordinate(() => this.#quitIdlers(n)));
  }

  /** Has `work` done by a worker. Throws `AlreadyQuit`. */
  do(work: Work): void {
    this.#hasQuit.check();
    this.#coordinator.do(coordinate(() => this.#coordinateThisTask(work)));
  }

  /** No more work from outside; what is pending is still done, and each worker quits when idle. */
  quit(): void {
    this.#hasQuit.set();
    this.#coordinator.do(
      coordinate(() => {
        this.#shouldQuitCoordinator = true;
        this.#quitIdlers(null);
      }),
    );
  }

  #newWorker(): IWorker | null {
    const worker = this.#createWorker();
    if (worker !== null) this.#ages.set(worker, this.#ages.size);
    return worker;
  }

  #quitIdlers(n: number | null): void {
    const count = n ?? this.#idle.length + this.#busyCount;
    for (let i = 0; i < count; i++) {
      const worker = this.#idle.shift();
      if (worker === undefined) this.#toShrink++;
      else worker.quit();
    }
    if (this.#shouldQuitCoordinator && this.#busyCount === 0) this.#coordinator.quit();
  }

  #coordinateThisTask(work: Work): void {
    const worker = this.#idle.shift() ?? this.#newWorker();
    if (worker === null) {
      this.#pending.push(work);
      return;
    }
    this.#busyCount++;
    const done = coordinate(() => {
      this.#busyCount--;
      this.#recycleWorker(worker);
    });
    const coordinator = this.#coordinator;
    const logException = this.#logException;
    worker.do(function* doWork() {
      try {
        yield* work();
      } catch (error) {
        logException(error);
      }
      coordinator.do(done);
    });
  }

  #recycleWorker(worker: IWorker): void {
    const age = this.#ages.get(worker) ?? 0;
    let place = this.#idle.length;
    while (place > 0 && (this.#ages.get(this.#idle[place - 1]!) ?? 0) > age) place--;
    this.#idle.splice(place, 0, worker);
    const next = this.#pending.shift();
    // Pending work is done even after quit.
    if (next !== undefined) this.#coordinateThisTask(next);
    else if (this.#shouldQuitCoordinator) this.#quitIdlers(null);
    else if (this.#toShrink > 0) {
      this.#toShrink--;
      this.#idle.splice(this.#idle.indexOf(worker), 1);
      worker.quit();
    }
  }
}
