import { expect, vi } from 'vitest';
import type { ThreadCode } from '../../../src/simulator/threads';
import { ZeroDivisionError } from '../../../src/twisted/python/exceptions';
import { Team } from '../../../src/twisted/_threads/team';
import {
  AlreadyQuit,
  createMemoryWorker,
  LockWorker,
  Quit,
  ThreadWorker,
  type IWorker,
  type Work,
} from '../../../src/twisted/_threads/threadworker';
import { runWithoutThread } from '../../../src/twisted/internet/threadCode';
import { twisted } from '../helpers';

const teamTests = twisted('test_team.TeamTests');
const threadWorker = twisted('test_threadworker.ThreadWorkerTests');
const lockWorker = twisted('test_threadworker.LockWorkerTests');
const memory = twisted('test_memory.MemoryWorkerTests');
const quitTests = twisted('test_convenience.QuitTests');

/** Work that calls `f`. */
function calls(f: () => void): Work {
  return function* called(): ThreadCode<void> {
    f();
  };
}

const nothing = calls(() => undefined);

/** A Team whose coordinator and workers do a piece of work when they are told. */
class Fixture {
  limit = Infinity;
  made = 0;
  /** Workers that have not quit, by number. */
  readonly alive = new Set<number>();
  /** Number of the worker that works now; null is the coordinator. */
  current: number | null = null;
  readonly errors: unknown[] = [];
  readonly team: Team;
  readonly coordinator = createMemoryWorker();
  private readonly performers: (() => boolean)[] = [];

  constructor() {
    this.team = new Team(
      this.coordinator.worker,
      () => this.createWorker(),
      (error) => this.errors.push(error),
    );
  }

  private createWorker(): IWorker | null {
    if (this.made >= this.limit) return null;
    const number = ++this.made;
    const { worker, perform } = createMemoryWorker();
    this.alive.add(number);
    this.performers.push(() => {
      this.current = number;
      const did = perform();
      this.current = null;
      return did;
    });
    return {
      do: (work) => worker.do(work),
      quit: () => {
        worker.quit();
        this.alive.delete(number);
      },
    };
  }

  coordinate(): boolean {
    let did = false;
    while (this.coordinator.perform()) did = true;
    return did;
  }

  performAll(): void {
    let going = true;
    while (going) {
      going = this.coordinate();
      for (const perform of this.performers) going = perform() || going;
      going = this.coordinate() || going;
    }
  }
}

teamTests('test_doDoesWorkInWorker', 'a worker does the work, and is busy meanwhile', () => {
  const f = new Fixture();
  let who: number | null = null;
  f.team.do(calls(() => (who = f.current)));
  f.coordinate();
  expect(f.team.statistics().busyWorkerCount).toBe(1);
  f.performAll();
  expect(who).toBe(1);
  expect(f.team.statistics().busyWorkerCount).toBe(0);
});

teamTests('test_initialStatistics', 'at first there is nobody and nothing', () => {
  expect(new Fixture().team.statistics()).toEqual({
    idleWorkerCount: 0,
    busyWorkerCount: 0,
    backloggedWorkCount: 0,
  });
});

teamTests('test_growCreatesIdleWorkers', 'grow makes idle workers', () => {
  const f = new Fixture();
  f.team.grow(5);
  f.performAll();
  expect([f.made, f.team.statistics().idleWorkerCount]).toEqual([5, 5]);
});

teamTests('test_growCreateLimit', 'as many as may be made', () => {
  const f = new Fixture();
  f.limit = 3;
  f.team.grow(5);
  f.performAll();
  expect([f.made, f.team.statistics().idleWorkerCount]).toEqual([3, 3]);
});

teamTests('test_shrinkQuitsWorkers', 'shrink lets so many quit', () => {
  const f = new Fixture();
  f.team.grow(5);
  f.performAll();
  f.team.shrink(3);
  f.performAll();
  expect(f.alive.size).toBe(2);
});

teamTests('test_shrinkToZero', 'or all', () => {
  const f = new Fixture();
  f.team.grow(10);
  f.performAll();
  f.team.shrink();
  expect(f.alive.size).toBe(10);
  f.performAll();
  expect(f.alive.size).toBe(0);
});

teamTests('test_moreWorkWhenNoWorkersAvailable', 'work without a worker waits for one', () => {
  const f = new Fixture();
  f.limit = 3;
  let times = 0;
  const work = calls(() => void times++);
  for (let i = 0; i < 4; i++) f.team.do(work);
  f.coordinate();
  expect(f.team.statistics()).toEqual({
    idleWorkerCount: 0,
    busyWorkerCount: 3,
    backloggedWorkCount: 1,
  });
  f.performAll();
  expect([times, f.team.statistics().backloggedWorkCount]).toEqual([4, 0]);
});

teamTests('test_exceptionInTask', 'an error of the work is logged, the worker goes on', () => {
  const f = new Fixture();
  f.team.do(
    calls(() => {
      throw new ZeroDivisionError();
    }),
  );
  f.performAll();
  expect(f.errors).toEqual([expect.any(ZeroDivisionError)]);
  expect(f.team.statistics().idleWorkerCount).toBe(1);
});

teamTests('test_quit', 'after quit there is no more work', () => {
  const { team } = new Fixture();
  team.quit();
  expect(() => team.quit()).toThrow(AlreadyQuit);
  expect(() => team.do(nothing)).toThrow(AlreadyQuit);
});

teamTests('test_quitQuits', 'idle workers and the coordinator quit', () => {
  const f = new Fixture();
  for (let i = 0; i < 10; i++) f.team.do(nothing);
  f.performAll();
  f.team.quit();
  f.performAll();
  expect(f.alive.size).toBe(0);
  expect(() => f.coordinator.worker.quit()).toThrow(AlreadyQuit);
});

teamTests('test_quitQuitsLaterWhenBusy', 'busy workers quit when they are done', () => {
  const f = new Fixture();
  f.team.grow(10);
  for (let i = 0; i < 5; i++) f.team.do(nothing);
  f.coordinate();
  f.team.quit();
  f.coordinate();
  expect(f.alive.size).toBe(5);
  f.performAll();
  expect(f.alive.size).toBe(0);
  expect(() => f.coordinator.worker.quit()).toThrow(AlreadyQuit);
});

teamTests('test_quitConcurrentWithWorkHappening', 'work that is done just then is no harm', () => {
  const f = new Fixture();
  f.team.do(nothing);
  // Another thread gets its turn after quit has been marked, before the workers are told.
  const { set } = Quit.prototype;
  const marked = vi.spyOn(Quit.prototype, 'set').mockImplementation(function (this: Quit) {
    set.call(this);
    f.performAll();
  });
  f.team.quit();
  marked.mockRestore();
  f.performAll();
  expect(f.alive.size).toBe(0);
  expect(() => f.team.do(nothing)).toThrow(AlreadyQuit);
});

teamTests('test_shrinkWhenBusy', 'shrink waits for workers that are busy', () => {
  const f = new Fixture();
  for (let i = 0; i < 10; i++) f.team.do(nothing);
  f.coordinate();
  expect(f.alive.size).toBe(10);
  f.team.shrink(7);
  f.performAll();
  expect(f.alive.size).toBe(3);
});

/** A ThreadWorker whose thread the test runs. */
function fakeThread() {
  const items: unknown[] = [];
  const targets: (() => ThreadCode<void>)[] = [];
  const worker = new ThreadWorker((target) => targets.push(target), {
    put: (item) => void items.push(item),
    *get(): ThreadCode<never> {
      if (items.length === 0) throw new Error('empty');
      return items.shift() as never;
    },
  });
  return { worker, targets };
}

threadWorker('test_startsThreadAndPerformsWork', 'its one thread does the work', () => {
  const { worker, targets } = fakeThread();
  expect(targets).toHaveLength(1);
  let done = false;
  worker.do(calls(() => (done = true)));
  expect(done).toBe(false);
  expect(() => runWithoutThread(targets[0]!())).toThrow('empty');
  expect(done).toBe(true);
});

threadWorker('test_quitPreventsFutureCalls', 'quit refuses more, and the thread ends', () => {
  const { worker, targets } = fakeThread();
  worker.quit();
  expect(() => worker.quit()).toThrow(AlreadyQuit);
  expect(() => worker.do(nothing)).toThrow(AlreadyQuit);
  expect(runWithoutThread(targets[0]!())).toBeUndefined();
});

class FakeLock {
  acquired = false;

  acquire(): void {
    if (this.acquired) throw new Error('would deadlock');
    this.acquired = true;
  }

  release(): void {
    this.acquired = false;
  }
}

lockWorker('test_doExecutesImmediatelyWithLock', 'it works within do, and holds the lock', () => {
  const lock = new FakeLock();
  let held: boolean | null = null;
  new LockWorker(lock).do(calls(() => (held = lock.acquired)));
  expect([held, lock.acquired]).toEqual([true, false]);
});

lockWorker('test_doUnwindsReentrancy', 'work given by work comes after it, not within', () => {
  const lock = new FakeLock();
  const worker = new LockWorker(lock);
  const seen: [depth: number, held: boolean][] = [];
  let depth = 0;
  const work = calls(() => {
    depth++;
    seen.push([depth, lock.acquired]);
    if (seen.length < 2) worker.do(work);
    depth--;
  });
  worker.do(work);
  expect(seen).toEqual([
    [1, true],
    [1, true],
  ]);
});

lockWorker('test_quit', 'after quit there is no more work', () => {
  const worker = new LockWorker(new FakeLock());
  worker.quit();
  expect(() => worker.quit()).toThrow(AlreadyQuit);
  expect(() => worker.do(nothing)).toThrow(AlreadyQuit);
});

lockWorker(
  'test_quitWhileWorking',
  'work from before quit is still done, and the lock released',
  () => {
    const lock = new FakeLock();
    const worker = new LockWorker(lock);
    const done: string[] = [];
    worker.do(
      calls(() => {
        worker.do(calls(() => void done.push(`second, lock ${lock.acquired}`)));
        worker.quit();
        expect(() => worker.do(nothing)).toThrow(AlreadyQuit);
        done.push('first');
      }),
    );
    expect(done).toEqual(['first', 'second, lock true']);
    expect(lock.acquired).toBe(false);
  },
);

memory('test_createWorkerAndPerform', 'it does one piece each time it is told', () => {
  const { worker, perform } = createMemoryWorker();
  const done: number[] = [];
  worker.do(calls(() => void done.push(3)));
  worker.do(calls(() => void done.push(4)));
  expect(done).toEqual([]);
  expect([perform(), done]).toEqual([true, [3]]);
  expect([perform(), done]).toEqual([true, [3, 4]]);
});

memory('test_quitQuits', 'it does what it had, and no more', () => {
  const { worker, perform } = createMemoryWorker();
  const done: number[] = [];
  worker.do(calls(() => void done.push(7)));
  worker.quit();
  expect(() => worker.do(nothing)).toThrow(AlreadyQuit);
  expect(() => worker.quit()).toThrow(AlreadyQuit);
  expect([perform(), done]).toEqual([true, [7]]);
  expect(perform()).toBe(false);
});

memory('test_performWhenNothingToDoYet', 'with nothing to do it says so', () => {
  expect(createMemoryWorker().perform()).toBe(false);
});

quitTests('test_isInitiallySet', 'it is not set', () => {
  expect(new Quit().isSet).toBe(false);
});

quitTests('test_setSetsSet', 'set sets it', () => {
  const quit = new Quit();
  quit.set();
  expect(quit.isSet).toBe(true);
});

quitTests('test_checkDoesNothing', 'check passes before', () => {
  expect(new Quit().check()).toBeUndefined();
});

quitTests('test_checkAfterSetRaises', 'and raises after', () => {
  const quit = new Quit();
  quit.set();
  expect(() => quit.check()).toThrow(AlreadyQuit);
});

quitTests('test_setTwiceRaises', 'setting it twice raises', () => {
  const quit = new Quit();
  quit.set();
  expect(() => quit.set()).toThrow(AlreadyQuit);
});
