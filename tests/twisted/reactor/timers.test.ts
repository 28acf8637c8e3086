import { expect } from 'vitest';
import type { EventOf } from '../../../src/recording/events';
import { Simulation } from '../../../src/scenario/simulation';
import type { DelayedCall, Reactor } from '../../../src/twisted/internet/base';
import { AlreadyCalled, AlreadyCancelled } from '../../../src/twisted/internet/error';
import { Factory, Protocol } from '../../../src/twisted/internet/protocol';
import { twisted } from '../helpers';
import { runReactor } from '../reactorFixture';

const time = twisted('test_internet.TimeTests');
const delayed = twisted('test_internet.DelayedTests');
const iteration = twisted('test_posixbase.IterationTimeoutTests');
const fromThread = twisted('test_internet.CallFromThreadTests');
const wakeUp = twisted('test_internet.CallFromThreadStopsAndWakeUpTests');
const nothing = (): void => undefined;

/** A reactor that stands still at 100 s. */
function at100(): Simulation {
  const simulation = new Simulation({ reactor: 'select' });
  simulation.queue.advanceTo(100e9);
  return simulation;
}

time('test_seconds', 'the time is a number of seconds', () => {
  expect(at100().reactor.seconds()).toBe(100);
});

time('test_callLaterUsesReactorSecondsInDelayedCall', 'a call is due that much after now', () => {
  expect(at100().reactor.callLater(5, nothing).getTime()).toBe(105);
});

time(
  'test_callLaterUsesReactorSecondsAsDelayedCallSecondsFactory',
  'reset counts from now, too',
  () => {
    const { reactor, queue } = at100();
    const call = reactor.callLater(5, nothing);
    queue.advanceTo(102e9);
    call.reset(5);
    expect(call.getTime()).toBe(107);
  },
);

time('test_callLater', 'it calls the function with its arguments', () => {
  const calls: string[] = [];
  runReactor((reactor) => {
    reactor.callLater(0, (a: string, b: string) => void calls.push(a + b), 'x', 'y');
  });
  expect(calls).toEqual(['xy']);
});

time('test_callLaterReset', 'a call that was reset is due at its new time', () => {
  const times: number[] = [];
  runReactor((reactor) => {
    reactor.callLater(2, () => void times.push(reactor.seconds())).reset(1);
  });
  expect(times).toEqual([1]);
});

time('test_cancelDelayedCall', 'a cancelled call is not made', () => {
  const calls: string[] = [];
  runReactor((reactor) => {
    reactor.callLater(0, () => void calls.push('cancelled')).cancel();
    reactor.callLater(1, () => void calls.push('made'));
  });
  expect(calls).toEqual(['made']);
});

time('test_cancelCancelledDelayedCall', 'it cannot be cancelled twice', () => {
  const call = at100().reactor.callLater(0, nothing);
  call.cancel();
  expect(() => call.cancel()).toThrow(AlreadyCancelled);
  expect(() => call.reset(1)).toThrow(AlreadyCancelled);
  expect(() => call.delay(1)).toThrow(AlreadyCancelled);
});

/** What is raised when a call is cancelled `when`. */
function cancelled(when: 'within' | 'after'): unknown {
  let raised: unknown = null;
  runReactor((reactor) => {
    const cancel = (): void => {
      try {
        call.cancel();
      } catch (error) {
        raised = error;
      }
    };
    const call: DelayedCall = reactor.callLater(0, () => {
      if (when === 'within') cancel();
      else reactor.callLater(0, cancel);
    });
  });
  return raised;
}

time('test_cancelCalledDelayedCallSynchronous', 'nor while it is made', () => {
  expect(cancelled('within')).toBeInstanceOf(AlreadyCalled);
});

time('test_cancelCalledDelayedCallAsynchronous', 'nor after it was', () => {
  expect(cancelled('after')).toBeInstanceOf(AlreadyCalled);
});

time('testCallLaterTime', 'getTime says when', () => {
  const { reactor } = at100();
  expect(reactor.callLater(10, nothing).getTime() - reactor.seconds()).toBe(10);
});

delayed('testGetDelayedCalls', 'the calls that wait, and no others', () => {
  const seen: number[] = [];
  runReactor((reactor) => {
    const note = (): void => void seen.push(reactor.getDelayedCalls().length);
    note();
    for (const ms of [35, 20, 30, 25]) reactor.callLater(ms / 1000, note);
    reactor.callLater(0.029, note).cancel();
    note();
  });
  expect(seen).toEqual([0, 4, 3, 2, 1, 0]);
});

delayed('test_active', 'a call is active until it was made', () => {
  const states: boolean[] = [];
  runReactor((reactor) => {
    const call = reactor.callLater(0.01, nothing);
    states.push(call.active());
    reactor.callLater(0.02, () => void states.push(call.active()));
  });
  expect(states).toEqual([true, false]);
});

/** The timeout of the first wait, in seconds, with these calls. */
function firstTimeout(program: (reactor: Reactor, simulation: Simulation) => void): number | null {
  const { events } = runReactor(program);
  const enter = events.find((e): e is EventOf<'selectEnter'> => e.kind === 'selectEnter')!;
  return enter.timeoutNs === null ? null : enter.timeoutNs / 1e9;
}

iteration('test_noCalls', 'without calls the reactor waits for ever', () => {
  expect(firstTimeout(nothing)).toBeNull();
});

iteration('test_delayedCall', 'with one, until that is due', () => {
  expect(firstTimeout((reactor) => reactor.callLater(100, nothing))).toBe(100);
});

iteration('test_timePasses', 'less the time that has passed', () => {
  const timeout = firstTimeout((reactor, simulation) => {
    reactor.callLater(100, nothing);
    simulation.block(25e9);
  });
  expect(timeout).toBe(75);
});

iteration('test_multipleDelayedCalls', 'with several, until the first', () => {
  const timeout = firstTimeout((reactor) => {
    for (const seconds of [50, 10, 100]) reactor.callLater(seconds, nothing);
  });
  expect(timeout).toBe(10);
});

iteration('test_resetDelayedCall', 'a reset call counts from its reset', () => {
  const timeout = firstTimeout((reactor, simulation) => {
    const call = reactor.callLater(50, nothing);
    simulation.block(25e9);
    call.reset(15);
  });
  expect(timeout).toBe(15);
});

iteration('test_delayDelayedCall', 'a delayed call counts with its delay', () => {
  const timeout = firstTimeout((reactor, simulation) => {
    const call = reactor.callLater(50, nothing);
    simulation.block(10e9);
    call.delay(20);
  });
  expect(timeout).toBe(60);
});

iteration('test_cancelDelayedCall', 'a cancelled call does not count', () => {
  expect(firstTimeout((reactor) => reactor.callLater(50, nothing).cancel())).toBeNull();
});

fromThread('test_lotsOfThreadsAreScheduledCorrectly', 'a hundred calls are made', () => {
  let calls = 0;
  runReactor((reactor) => {
    for (let i = 0; i < 100; i++) reactor.callFromThread(() => void calls++);
  });
  expect(calls).toBe(100);
});

fromThread('test_threadsAreRunInScheduledOrder', 'in the order in which they came', () => {
  const order: number[] = [];
  runReactor((reactor) => {
    for (const n of [1, 2, 3]) reactor.callFromThread((x: number) => void order.push(x), n);
  });
  expect(order).toEqual([1, 2, 3]);
});

fromThread('test_scheduledThreadsNotRunUntilReactorRuns', 'not before the reactor runs', () => {
  const calls: string[] = [];
  runReactor((reactor) => {
    reactor.callFromThread(() => void calls.push('called'));
    expect(calls).toEqual([]);
  });
  expect(calls).toEqual(['called']);
});

wakeUp('testWakeUp', 'a call from a thread ends the wait at once', () => {
  let seconds: number | null = null;
  runReactor((reactor) => {
    reactor.callLater(2, nothing);
    reactor.callInThread(function* () {
      yield { kind: 'sleep', durationNs: 100e6 };
      reactor.callFromThread(() => void (seconds = reactor.seconds()));
    });
  });
  expect(seconds).toBe(0.1);
});

wakeUp(
  'testCallFromThreadStops',
  'a call that comes while calls are made waits for the next turn',
  () => {
    const order: string[] = [];
    runReactor((reactor) => {
      reactor.callFromThread(() => {
        reactor.callFromThread(() => void order.push('from the call'));
        reactor.callLater(0, () => void order.push('timer'));
      });
    });
    expect(order).toEqual(['timer', 'from the call']);
  },
);

twisted('test_internet.ProtocolTests')('testFactory', 'a factory builds its protocol', () => {
  class Mine extends Protocol {}
  const factory = Factory.forProtocol(Mine);
  const protocol = factory.buildProtocol({ type: 'TCP', host: '', port: 0 });
  expect(protocol).toBeInstanceOf(Mine);
  expect(protocol!.factory).toBe(factory);
});
