import { expect } from 'vitest';
import type { Reactor } from '../../../src/twisted/internet/base';
import { Deferred, fail, succeed } from '../../../src/twisted/internet/defer';
import { RuntimeError } from '../../../src/twisted/python/exceptions';
import { ThreadPool } from '../../../src/twisted/python/threadpool';
import {
  blockingCallFromThread,
  callMultipleInThread,
  deferToThread,
  deferToThreadPool,
} from '../../../src/twisted/internet/threads';
import { beyond, GenericError, twisted } from '../helpers';
import { runReactor } from '../reactorFixture';
import { sleepMs } from './fixture';

const reactorThreads = twisted('test_threads.ReactorThreadsTests');
const results = twisted('test_threads.DeferredResultTests');
const toPool = twisted('test_threads.DeferToThreadPoolTests');
const builder = twisted('internet.test_threads.ThreadTestsBuilder');

reactorThreads('test_suggestThreadPoolSize', 'the most threads can be set', () => {
  runReactor((reactor) => {
    reactor.suggestThreadPoolSize(34);
    expect(reactor.getThreadPool().max).toBe(34);
    reactor.suggestThreadPoolSize(4);
    expect(reactor.getThreadPool().max).toBe(4);
  });
});

reactorThreads('test_callInThread', 'the function runs in another thread', () => {
  const names: unknown[] = [];
  runReactor((reactor) => {
    reactor.callInThread(() => void names.push(reactor.threads.current?.name));
  });
  expect(names).toEqual(['worker-1']);
});

reactorThreads('test_callFromThread', 'from the reactor thread and from another one', () => {
  const calls: string[] = [];
  runReactor((reactor) => {
    reactor.callFromThread(() => void calls.push('from the reactor'));
    reactor.callInThread(() => reactor.callFromThread(() => void calls.push('from a thread')));
  });
  expect(calls).toEqual(['from the reactor', 'from a thread']);
});

reactorThreads(
  'test_wakerOverflow',
  'any number of calls: the waker may have more than it reads',
  () => {
    let calls = 0;
    const { events } = runReactor((reactor) => {
      reactor.callInThread(() => {
        for (let i = 0; i < 20_000; i++) reactor.callFromThread(() => void calls++);
      });
    });
    expect(calls).toBe(20_000);
    const reads = events.filter((event) => event.kind === 'wakerRead').map((event) => event.n);
    expect(Math.max(...reads)).toBe(8192);
    expect(events.filter((event) => event.kind === 'logError')).toEqual([]);
  },
);

/** What a thread gets that calls `f` in the reactor and waits. */
function blockingCall(f: (reactor: Reactor) => unknown): string {
  let outcome = 'nothing';
  runReactor((reactor) => {
    reactor.callInThread(function* () {
      try {
        outcome = `returned ${String(yield* blockingCallFromThread(reactor, () => f(reactor)))}`;
      } catch (error) {
        outcome = `raised ${(error as Error).message}`;
      }
      outcome += ` in ${String(reactor.threads.current?.name)} at ${reactor.seconds()}`;
    });
  });
  return outcome;
}

/** A Deferred that `fire` fires after 100 ms. */
function later<T>(reactor: Reactor, fire: (d: Deferred<T>) => void): Deferred<T> {
  const d = new Deferred<T>();
  reactor.callLater(0.1, () => fire(d));
  return d;
}

reactorThreads('test_blockingCallFromThread', 'the thread gets the result', () => {
  expect(blockingCall(() => succeed('foo'))).toBe('returned foo in worker-1 at 0');
});

reactorThreads('test_asyncBlockingCallFromThread', 'also one that comes later', () => {
  const got = blockingCall((reactor) => later<string>(reactor, (d) => d.callback('egg')));
  expect(got).toBe('returned egg in worker-1 at 0.1');
});

reactorThreads('test_errorBlockingCallFromThread', 'or the error', () => {
  expect(blockingCall(() => fail(new RuntimeError('bar')))).toBe('raised bar in worker-1 at 0');
});

reactorThreads('test_asyncErrorBlockingCallFromThread', 'also one that comes later', () => {
  const got = blockingCall((reactor) =>
    later<string>(reactor, (d) => d.errback(new RuntimeError('spam'))),
  );
  expect(got).toBe('raised spam in worker-1 at 0.1');
});

results('test_callMultiple', 'several functions run in order in one thread', () => {
  const calls: string[] = [];
  runReactor((reactor) => {
    const note = function* (n: number) {
      yield* sleepMs(1);
      calls.push(`${n} in ${reactor.threads.current!.name}`);
    };
    callMultipleInThread([1, 2, 3].map((n) => [note, [n]]));
  });
  expect(calls).toEqual(['1 in worker-1', '2 in worker-1', '3 in worker-1']);
});

results('test_deferredResult', 'the Deferred has what the function returns', () => {
  const got: number[] = [];
  runReactor(() => {
    deferToThread((x: number, y: number) => x + y, 3, 4).addCallback((sum) => void got.push(sum));
  });
  expect(got).toEqual([7]);
});

results('test_deferredFailure', 'or its error', () => {
  const got: string[] = [];
  runReactor(() => {
    deferToThread(() => {
      throw new GenericError('in the thread');
    }).addErrback((failure) => void got.push(failure.getErrorMessage()));
  });
  expect(got).toEqual(['in the thread']);
});

results('test_deferredFailureAfterSuccess', 'also of a second one', () => {
  const got: string[] = [];
  runReactor(() => {
    deferToThread(() => 'first')
      .addCallback((value) => {
        got.push(value);
        return deferToThread(() => {
          throw new GenericError('second');
        });
      })
      .addErrback((failure) => void got.push(failure.getErrorMessage()));
  });
  expect(got).toEqual(['first', 'second']);
});

/** What a call of `f` in a pool of the program's own gives. */
function inOwnPool<T>(f: () => T): unknown[] {
  const got: unknown[] = [];
  runReactor((reactor) => {
    const pool = new ThreadPool(reactor.threads, 0, 8);
    pool.start();
    deferToThreadPool(reactor, pool, f)
      .addBoth((result) => void got.push(result))
      .addCallback(() => pool.stop());
  });
  return got;
}

toPool('test_deferredResult', 'with a pool of its own', () => {
  expect(inOwnPool(() => 7)).toEqual([7]);
});

toPool('test_deferredFailure', 'also for an error', () => {
  const [failure] = inOwnPool((): string => {
    throw new GenericError('x');
  });
  expect(String(failure)).toContain('GenericError');
});

twisted('test_threads.StartupBehaviorTests')(
  'testCallBeforeStartupUnexecuted',
  'a call from before the run waits for it, and the run ends cleanly',
  () => {
    const calls: string[] = [];
    const { events } = runReactor((reactor) => {
      reactor.callInThread(() => void calls.push('ran'));
      expect(calls).toEqual([]);
      reactor.callLater(0.1, () => reactor.stop());
    });
    expect(calls).toEqual(['ran']);
    expect(events.at(-1)!.kind).not.toBe('logError');
  },
);

builder('test_getThreadPool', 'the pool starts with the reactor and stops with it', () => {
  let pool: ThreadPool | null = null;
  const states: boolean[][] = [];
  const note = (): void => void states.push([pool!.started, pool!.joined]);
  runReactor((reactor) => {
    pool = reactor.getThreadPool();
    note();
    reactor.callWhenRunning(() => {
      note();
      reactor.stop();
    });
  });
  note();
  expect(states).toEqual([
    [false, false],
    [true, false],
    [false, true],
  ]);
});

builder('test_suggestThreadPoolSize', 'its size may be set before the run', () => {
  runReactor((reactor) => {
    reactor.suggestThreadPoolSize(17);
    expect(reactor.getThreadPool().max).toBe(17);
  });
});

builder('test_delayedCallFromThread', 'from a timer, it is called in the next turn', () => {
  const turns: number[] = [];
  const { events } = runReactor((reactor, { trace }) => {
    reactor.callLater(0, () => {
      turns.push(trace.turn);
      reactor.callFromThread(() => void turns.push(trace.turn));
    });
  });
  expect(turns[1]! - turns[0]!).toBe(1);
  expect(events.at(-1)!.timeNs).toBe(0);
});

builder('test_callFromThread', 'it is called in the reactor thread', () => {
  const threads: unknown[] = [];
  runReactor((reactor) => {
    reactor.callLater(0, () => {
      reactor.callInThread(() => {
        reactor.callFromThread(() => void threads.push(reactor.threads.current));
      });
    });
  });
  expect(threads).toEqual([null]);
});

builder('test_stopThreadPool', 'after the stop the reactor has no pool any more', () => {
  runReactor((reactor) => {
    const pool = reactor.getThreadPool();
    reactor.callWhenRunning(() => reactor.stop());
    reactor.addSystemEventTrigger('after', 'shutdown', () => {
      expect(reactor.getThreadPool()).not.toBe(pool);
      expect(pool.joined).toBe(true);
    });
  });
});

builder(
  'test_stopThreadPoolWhenStartedAfterReactorRan',
  'also one that was made during the run',
  () => {
    let pool: ThreadPool | null = null;
    const { events } = runReactor((reactor) => {
      reactor.callWhenRunning(() => {
        pool = reactor.getThreadPool();
        reactor.stop();
      });
    });
    expect(pool!.joined).toBe(true);
    expect(events.filter((event) => event.kind === 'logError')).toEqual([]);
  },
);

builder('test_cleanUpThreadPoolEvenBeforeReactorIsRun', 'also by a shutdown without a run', () => {
  runReactor((reactor) => {
    const pool = reactor.getThreadPool();
    reactor.fireSystemEvent('shutdown');
    expect(pool.joined).toBe(true);
    reactor.callWhenRunning(() => reactor.stop());
  });
});

builder('test_isInIOThread', 'the reactor calls in its own thread', () => {
  const threads: unknown[] = [];
  runReactor((reactor) => {
    reactor.callWhenRunning(() => void threads.push(reactor.threads.current));
  });
  expect(threads).toEqual([null]);
});

builder('test_isNotInIOThread', 'callInThread does not', () => {
  const threads: unknown[] = [];
  runReactor((reactor) => {
    reactor.callInThread(() => void threads.push(reactor.threads.current?.name));
  });
  expect(threads).toEqual(['worker-1']);
});

beyond('stop waits for the jobs of the pool and then drops their results', () => {
  const got: number[] = [];
  const { events } = runReactor((reactor) => {
    reactor.suggestThreadPoolSize(1);
    reactor.callWhenRunning(() => {
      for (const n of [1, 2, 3]) {
        deferToThread(function* () {
          yield* sleepMs(200);
          return n;
        }).addCallback((value) => void got.push(value));
      }
    });
    reactor.callLater(0.01, () => reactor.stop());
  });
  expect(events.at(-1)!.timeNs).toBe(600_000_000);
  expect(got).toEqual([]);
});

beyond('the callbacks of deferToThread run in the reactor thread, a turn after the job', () => {
  const seen: unknown[] = [];
  runReactor((reactor, { trace }) => {
    reactor.callWhenRunning(() => {
      deferToThread(function* () {
        yield* sleepMs(1);
        seen.push(reactor.threads.current?.name, trace.turn);
      }).addCallback(() => void seen.push(reactor.threads.current, trace.turn));
    });
  });
  expect([seen[0], seen[2]]).toEqual(['worker-1', null]);
  expect((seen[3] as number) - (seen[1] as number)).toBe(1);
});
