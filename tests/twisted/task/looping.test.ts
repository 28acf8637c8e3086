import { expect } from 'vitest';
import { Deferred } from '../../../src/twisted/internet/defer';
import { AssertionError, ValueError } from '../../../src/twisted/python/exceptions';
import { Clock, LoopingCall } from '../../../src/twisted/internet/task';
import { installReactor, type IReactor } from '../../../src/twisted/internet/reactorInterfaces';
import {
  assertNoResult,
  failureResultOf,
  GenericError,
  successResultOf,
  twisted,
} from '../helpers';

const loop = twisted('test_task.LoopTests');
const reactorLoop = twisted('test_task.ReactorLoopTests');

/** A LoopingCall on a clock of its own. */
function looping(f: () => unknown): { clock: Clock; call: LoopingCall } {
  return onClock(new LoopingCall(f));
}

function counting(f: (count: number) => unknown): { clock: Clock; call: LoopingCall } {
  return onClock(LoopingCall.withCount(f));
}

function onClock(call: LoopingCall): { clock: Clock; call: LoopingCall } {
  const clock = new Clock();
  call.clock = clock;
  return { clock, call };
}

loop('test_defaultClock', 'it runs on the installed reactor', () => {
  const reactor = new Clock() as unknown as IReactor;
  const before = installReactor(reactor);
  try {
    expect(new LoopingCall(() => null).clock).toBe(reactor);
  } finally {
    installReactor(before);
  }
});

loop('test_callbackTimeSkips', 'ticks that pass while the function runs are skipped', () => {
  const times: number[] = [];
  let durationS = 2;
  const { clock, call } = looping(() => {
    times.push(clock.seconds());
    clock.advance(durationS);
  });
  call.start(0.5);
  expect([times, clock.seconds()]).toEqual([[0], 2]);
  clock.advance(0);
  expect(times).toEqual([0]);
  durationS = 1;
  clock.advance(0.5);
  expect([times, clock.seconds()]).toEqual([[0, 2.5], 3.5]);
  clock.advance(0);
  durationS = 0;
  clock.advance(0.5);
  expect(times).toEqual([0, 2.5, 4]);
});

loop('test_reactorTimeSkips', 'ticks that pass while the reactor is busy are skipped', () => {
  const times: number[] = [];
  const { clock, call } = looping(() => void times.push(clock.seconds()));
  call.start(0.5);
  clock.advance(2);
  expect(times).toEqual([0, 2]);
  clock.advance(1);
  clock.advance(0);
  expect(times).toEqual([0, 2, 3]);
});

loop('test_reactorTimeCountSkips', 'withCount says how many', () => {
  const times: [number, number][] = [];
  const { clock, call } = counting((count) => void times.push([clock.seconds(), count]));
  call.start(0.5);
  expect(times).toEqual([[0, 1]]);
  clock.advance(0.51);
  clock.advance(1.51);
  expect(times.slice(1)).toEqual([
    [0.51, 1],
    [2.02, 3],
  ]);
  clock.advance(0);
  expect(times).toHaveLength(3);
});

loop('test_countLengthyIntervalCounts', 'less than two intervals count as one', () => {
  const counts: number[] = [];
  const { clock, call } = counting((count) => void counts.push(count));
  call.start(0.5);
  clock.advance(0.51);
  clock.advance(0.875);
  clock.advance(0.125);
  expect(counts).toEqual([1, 1, 1, 1]);
});

loop(
  'test_withCountFloatingPointBoundary',
  'ten tenths of a second are ten ticks, never a 0',
  () => {
    const counts: number[] = [];
    const { clock, call } = counting((count) => void counts.push(count));
    call.start(0.1, false);
    for (let i = 0; i < 10; i++) clock.advance(0.1);
    expect(counts).toEqual(new Array(10).fill(1));
  },
);

loop('test_withCountIntervalZero', 'with interval 0 the count is 1', () => {
  const counts: number[] = [];
  const { clock, call } = counting((count) => {
    counts.push(count);
    if (counts.length === 5) call.stop();
  });
  const d = call.start(0, false);
  clock.advance(0);
  successResultOf(d);
  expect(counts).toEqual([1, 1, 1, 1, 1]);
});

loop('test_withCountIntervalZeroDelay', 'also after a Deferred that took long', () => {
  const d = new Deferred<null>();
  const counts: number[] = [];
  const { clock, call } = counting((count) => {
    counts.push(count);
    if (counts.length === 5) call.stop();
    return counts.length === 2 ? d : null;
  });
  call.start(0, false);
  clock.advance(0);
  clock.advance(2);
  expect(counts).toEqual([1, 1]);
  d.callback(null);
  clock.advance(0);
  expect(counts).toEqual([1, 1, 1, 1, 1]);
});

loop(
  'test_withCountIntervalZeroDelayThenNonZeroInterval',
  'a new interval counts from then',
  () => {
    const d = new Deferred<null>();
    const counts: number[] = [];
    const { clock, call } = counting((count) => {
      counts.push(count);
      return counts.length === 2 ? d : null;
    });
    call.start(0, false);
    clock.advance(10);
    expect(counts).toEqual([1, 1]);
    call.interval = 2;
    d.callback(null);
    clock.advance(7);
    expect(counts).toEqual([1, 1, 3]);
    clock.advance(2);
    clock.advance(4);
    expect(counts).toEqual([1, 1, 3, 1, 2]);
  },
);

loop('testBasicFunction', 'it calls at each interval; stop fires its Deferred with it', () => {
  let calls = 0;
  const { clock, call } = looping(() => void calls++);
  const d = call.start(0.1);
  clock.pump([0.05, 0.1, 0.1]);
  expect(calls).toBe(3);
  call.stop();
  expect(successResultOf(d)).toBe(call);
  expect(clock.getDelayedCalls()).toEqual([]);
});

loop('testDelayedStart', 'without now the first call comes after one interval', () => {
  let calls = 0;
  const { clock, call } = looping(() => void calls++);
  const d = call.start(0.1, false);
  clock.pump([0.05, 0.1, 0.1]);
  expect(calls).toBe(2);
  call.stop();
  expect(successResultOf(d)).toBe(call);
  expect(clock.getDelayedCalls()).toEqual([]);
});

loop('testBadDelay', 'a negative interval raises; so do a second start and a stop too many', () => {
  const { call } = looping(() => null);
  expect(() => call.start(-1)).toThrow(ValueError);
  call.start(1).drop();
  expect(() => call.start(1)).toThrow(AssertionError);
  call.stop();
  expect(() => call.stop()).toThrow(AssertionError);
});

for (const [method, interval] of [
  ['testStopAtOnce', 0],
  ['testStoppingBeforeDelayedStart', 10],
] as const) {
  loop(method, `stopped before the first call (interval ${interval}), it never calls`, () => {
    let calls = 0;
    const { clock, call } = looping(() => void calls++);
    call.start(interval, false);
    call.stop();
    clock.advance(20);
    expect(calls).toBe(0);
    expect(clock.getDelayedCalls()).toEqual([]);
  });
}

loop('test_reset', 'reset begins a new interval', () => {
  let calls = 0;
  const { clock, call } = looping(() => void calls++);
  call.start(2, false);
  clock.advance(1);
  call.reset();
  clock.advance(1);
  expect(calls).toBe(0);
  clock.advance(1);
  expect(calls).toBe(1);
});

reactorLoop('testFailure', 'an error ends the loop and is its failure', () => {
  const { clock, call } = looping(() => {
    throw new GenericError('bar');
  });
  failureResultOf(call.start(0.1), GenericError);
  expect(call.running).toBe(false);
  expect(clock.getDelayedCalls()).toEqual([]);
});

reactorLoop('testFailAndStop', 'also when the function stopped it before', () => {
  const { call } = looping(() => {
    call.stop();
    throw new GenericError('bar');
  });
  failureResultOf(call.start(0.1), GenericError);
});

reactorLoop('testEveryIteration', 'interval 0 calls each time that the clock is looked at', () => {
  let calls = 0;
  const { clock, call } = looping(() => {
    calls++;
    if (calls > 5) call.stop();
  });
  const d = call.start(0);
  clock.advance(0);
  expect(successResultOf(d)).toBe(call);
  expect(calls).toBe(6);
});

reactorLoop('testStopAtOnceLater', 'stopped by a timer, it never calls', () => {
  let calls = 0;
  const { clock, call } = looping(() => void calls++);
  call.start(1, false);
  clock.callLater(0, () => call.stop());
  clock.pump([0, 1, 1]);
  expect(calls).toBe(0);
});

reactorLoop(
  'testWaitDeferred',
  'a Deferred of the function is waited for before the next call',
  () => {
    let calls = 0;
    const { clock, call } = looping(() => {
      calls++;
      const d = new Deferred<null>();
      clock.callLater(1, () => d.callback(null));
      return d.addCallback(() => call.stop());
    });
    call.start(0.2);
    clock.pump([0.2, 0.8]);
    expect(calls).toBe(1);
    expect(clock.getDelayedCalls()).toEqual([]);
  },
);

reactorLoop('testFailurePropagation', 'its failure ends the loop', () => {
  const { clock, call } = looping(() => {
    const d = new Deferred<null>();
    clock.callLater(0.3, () => d.errback(new GenericError()));
    return d;
  });
  const d = call.start(1);
  assertNoResult(d);
  clock.advance(0.3);
  failureResultOf(d, GenericError);
  expect(clock.getDelayedCalls()).toEqual([]);
});

reactorLoop('test_deferredWithCount', 'ticks that pass while it waits are counted', () => {
  const d = new Deferred<null>();
  const counts: number[] = [];
  const { clock, call } = counting((count) => {
    counts.push(count);
    return counts.length === 1 ? d : null;
  });
  call.start(0.2, false);
  clock.pump([0.2, 0.4]);
  expect(counts).toEqual([1]);
  d.callback(null);
  clock.advance(0.2);
  expect(counts).toEqual([1, 3]);
});
