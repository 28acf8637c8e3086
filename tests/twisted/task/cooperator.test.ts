import { expect } from 'vitest';
import { Deferred, DeferredList, fail } from '../../../src/twisted/internet/defer';
import { RuntimeError } from '../../../src/twisted/python/exceptions';
import { Clock, cooperate, Cooperator, SchedulerStopped } from '../../../src/twisted/internet/task';
import { installReactor, type IReactor } from '../../../src/twisted/internet/reactorInterfaces';
import { beyond, assertNoResult, failureResultOf, successResultOf, twisted } from '../helpers';

const cooperator = twisted('test_cooperator.CooperatorTests');

/** A Cooperator on a clock, one unit of work per tick. */
function stepwise(started = true) {
  const clock = new Clock();
  const c = new Cooperator({
    started,
    scheduler: (tick) => clock.callLater(0.001, tick),
    terminationPredicateFactory: () => () => true,
  });
  return { clock, c };
}

function empty(): Iterator<never> {
  return [][Symbol.iterator]();
}

cooperator('testStoppedRejectsNewTasks', 'a stopped one fails new tasks at once', () => {
  const { c } = stepwise();
  c.stop();
  failureResultOf(c.coiterate(empty()), SchedulerStopped);
  const given = new Deferred<Iterator<never>>();
  expect(c.coiterate(empty(), given) === given).toBe(true);
  failureResultOf(given, SchedulerStopped);
});

cooperator('testStopRunning', 'stop fails a task that has not ended', () => {
  const { c, clock } = stepwise();
  const done: number[] = [];
  const d = c.coiterate(
    (function* () {
      for (let i = 0; i < 3; i++) {
        done.push(i);
        yield i;
      }
    })(),
  );
  c.stop();
  failureResultOf(d, SchedulerStopped);
  clock.advance(1);
  expect(done).toEqual([]);
});

cooperator('testStopOutstanding', 'stop fails a task whose Deferred is outstanding, once', () => {
  const { c, clock } = stepwise();
  const outstanding = new Deferred<string>();
  const d = c.coiterate([outstanding][Symbol.iterator]());
  clock.advance(0.001);
  c.stop();
  assertNoResult(d);
  outstanding.callback('arglebargle');
  failureResultOf(d, SchedulerStopped);
});

const errors = {
  testUnexpectedError: () => {
    throw new RuntimeError();
  },
  testUnexpectedErrorNotActuallyLater: () => fail(new RuntimeError()),
};
for (const [method, item] of Object.entries(errors)) {
  cooperator(method, 'an error ends the task and is its failure', () => {
    const { c, clock } = stepwise();
    const d = c.coiterate(
      (function* () {
        yield item();
      })(),
    );
    clock.advance(0.001);
    failureResultOf(d, RuntimeError);
  });
}

cooperator('testUnexpectedErrorActuallyLater', 'so does a Deferred that fails later', () => {
  const { c, clock } = stepwise();
  const inner = new Deferred<null>();
  const d = c.coiterate([inner][Symbol.iterator]());
  clock.advance(0.001);
  assertNoResult(d);
  inner.errback(new RuntimeError());
  failureResultOf(d, RuntimeError);
});

cooperator('testCooperation', 'tasks take turns, one unit each', () => {
  const { c, clock } = stepwise();
  const done: unknown[] = [];
  const groups = ['abc', [1, 2, 3], 'def', [4, 5, 6]];
  const tasks = groups.map((group) =>
    c.coiterate(
      (function* () {
        for (const thing of group) {
          done.push(thing);
          yield null;
        }
      })(),
    ),
  );
  clock.pump(new Array<number>(20).fill(0.001));
  successResultOf(new DeferredList(tasks));
  expect(done.join('')).toBe('a1d4b2e5c3f6');
});

cooperator('testResourceExhaustion', 'a tick ends with the unit after which it is over', () => {
  const clock = new Clock();
  const output: number[] = [];
  let over = false;
  const c = new Cooperator({
    terminationPredicateFactory: () => () => over,
    scheduler: (tick) => clock.callLater(0.001, tick),
  });
  const d = c.coiterate(
    (function* () {
      for (let i = 0; i < 100; i++) {
        output.push(i);
        if (i === 9) over = true;
        yield i;
      }
    })(),
  );
  clock.advance(0.001);
  c.stop();
  failureResultOf(d, SchedulerStopped);
  expect(output).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

cooperator('testCallbackReCoiterate', 'a task added by a callback schedules one tick only', () => {
  const ticks: (() => void)[] = [];
  const c = new Cooperator({
    terminationPredicateFactory: () => () => true,
    scheduler: (tick) => {
      expect(ticks).toHaveLength(0);
      ticks.push(tick);
      return { cancel: () => undefined };
    },
  });
  const second = c.coiterate(empty()).addCallback(() => c.coiterate(empty()));
  let runs = 0;
  for (let tick = ticks.shift(); tick !== undefined; tick = ticks.shift()) {
    tick();
    runs++;
    expect(runs).toBeLessThan(10);
  }
  successResultOf(second);
});

cooperator('test_removingLastTaskStopsScheduledCall', 'without tasks there is no tick', () => {
  const { c, clock } = stepwise();
  const [a, b] = [c.cooperate([1, 2][Symbol.iterator]()), c.cooperate([1, 2][Symbol.iterator]())];
  expect(clock.getDelayedCalls()).toHaveLength(1);
  a.stop();
  expect(clock.getDelayedCalls()).toHaveLength(1);
  b.stop();
  expect(clock.getDelayedCalls()).toHaveLength(0);
  c.cooperate([1, 2][Symbol.iterator]());
  expect(clock.getDelayedCalls()).toHaveLength(1);
});

cooperator('test_runningWhenStarted', 'it runs when it is made', () => {
  expect(stepwise().c.running).toBe(true);
});

cooperator('test_runningWhenNotStarted', 'unless it is told not to', () => {
  expect(stepwise(false).c.running).toBe(false);
});

cooperator('test_runningWhenRunning', 'start makes it run, with the tasks that waited', () => {
  const { c, clock } = stepwise(false);
  const d = c.coiterate(empty());
  expect(clock.getDelayedCalls()).toHaveLength(0);
  c.start();
  expect(c.running).toBe(true);
  clock.advance(0.001);
  successResultOf(d);
});

cooperator('test_runningWhenStopped', 'stop ends that', () => {
  const { c } = stepwise(false);
  c.start();
  c.stop();
  expect(c.running).toBe(false);
});

/** The clock as the reactor of `cooperate`. */
function withReactor(run: (clock: Clock) => void): void {
  const clock = new Clock();
  const before = installReactor(clock as unknown as IReactor);
  try {
    run(clock);
  } finally {
    installReactor(before);
  }
}

twisted('test_cooperator.AliasTests')('test_cooperate', "it runs on the reactor's own", () => {
  withReactor((clock) => {
    const d = cooperate([1, 2, 3][Symbol.iterator]()).whenDone();
    clock.advance(0.1);
    successResultOf(d);
  });
});

beyond('a tick works for 10 ms, then lets the reactor go on', () => {
  let nowMs = 0;
  const ticks: [delay: number, tick: () => void][] = [];
  const c = new Cooperator({
    reactor: {
      seconds: () => nowMs / 1000,
      callLater: (delay, tick) => {
        ticks.push([delay, tick]);
        return new Clock().callLater(0, tick);
      },
    },
  });
  const ends: number[] = [];
  c.cooperate(
    (function* () {
      for (;;) {
        nowMs += 4;
        ends.push(nowMs);
        yield null;
      }
    })(),
  );
  expect(ticks[0]![0]).toBe(0.00000001);
  ticks[0]![1]();
  expect(ends).toEqual([4, 8, 12]);
  ticks[1]![1]();
  expect(ends).toEqual([4, 8, 12, 16, 20, 24]);
});
