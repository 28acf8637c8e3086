import { expect } from 'vitest';
import { AlreadyCalled, AlreadyCancelled } from '../../../src/twisted/internet/error';
import type { IDelayedCall, IReactorTime } from '../../../src/twisted/internet/reactorInterfaces';
import { Clock } from '../../../src/twisted/internet/task';
import { twisted } from '../helpers';

const clockTests = twisted('test_task.ClockTests');
const nothing = (): void => undefined;

/** A clock, and a way to note when something was called. */
function recording() {
  const clock = new Clock();
  const calls: [name: string, seconds: number][] = [];
  return { clock, calls, note: (name: string) => void calls.push([name, clock.seconds()]) };
}

clockTests('testSeconds', 'time begins at 0', () => {
  expect(new Clock().seconds()).toBe(0);
});

clockTests('testCallLater', 'a call knows its time and waits', () => {
  const call = new Clock().callLater(1, nothing);
  expect(call.getTime()).toBe(1);
  expect(call.active()).toBe(true);
});

clockTests('testCallLaterCancelled', 'a cancelled call does not wait, and is never made', () => {
  const { clock, calls, note } = recording();
  const call = clock.callLater(1, note, 'cancelled');
  call.cancel();
  expect(call.active()).toBe(false);
  clock.advance(2);
  expect(calls).toEqual([]);
  expect(() => call.cancel()).toThrow(AlreadyCancelled);
});

clockTests('test_callLaterOrdering', 'each call is a new one', () => {
  const clock = new Clock();
  expect(clock.callLater(10, nothing)).not.toBe(clock.callLater(1, nothing));
});

clockTests('testAdvance', 'a call is made when its time has come', () => {
  const { clock, calls, note } = recording();
  const call = clock.callLater(2, note, 'a');
  clock.advance(1);
  expect(calls).toEqual([]);
  clock.advance(1);
  expect(calls).toEqual([['a', 2]]);
  expect(call.active()).toBe(false);
});

clockTests('testAdvanceCancel', 'a call cannot be cancelled while it is made', () => {
  const clock = new Clock();
  let raised: unknown = null;
  const call: IDelayedCall = clock.callLater(1, () => {
    try {
      call.cancel();
    } catch (error) {
      raised = error;
    }
  });
  clock.advance(1);
  expect(raised).toBeInstanceOf(AlreadyCalled);
});

clockTests('testCallLaterDelayed', 'delay moves a call by so much', () => {
  const { clock, calls, note } = recording();
  const call = clock.callLater(1, note, 'a');
  call.delay(1);
  expect(call.getTime()).toBe(2);
  clock.advance(1.5);
  expect(calls).toEqual([]);
  clock.advance(1);
  expect(calls).toEqual([['a', 2.5]]);
});

clockTests('testCallLaterResetLater', 'reset counts from now: to a later time', () => {
  const { clock, calls, note } = recording();
  const call = clock.callLater(2, note, 'a');
  clock.advance(1);
  call.reset(3);
  expect(call.getTime()).toBe(4);
  clock.advance(2);
  expect(calls).toEqual([]);
  clock.advance(1);
  expect(calls).toEqual([['a', 4]]);
});

clockTests('testCallLaterResetSooner', 'or to an earlier one', () => {
  const { clock, calls, note } = recording();
  const call = clock.callLater(4, note, 'a');
  call.reset(3);
  expect(call.getTime()).toBe(3);
  clock.advance(3);
  expect(calls).toEqual([['a', 3]]);
});

clockTests('test_getDelayedCalls', 'the calls that wait can be listed', () => {
  const clock = new Clock();
  const [a, b] = [clock.callLater(2, nothing), clock.callLater(1, nothing)];
  expect(new Set(clock.getDelayedCalls())).toEqual(new Set([a, b]));
});

clockTests('test_getDelayedCallsEmpty', 'at first there are none', () => {
  expect(new Clock().getDelayedCalls()).toEqual([]);
});

clockTests('test_providesIReactorTime', 'it stands in for a reactor', () => {
  const clock: IReactorTime = new Clock();
  clock.callLater(0, nothing);
  expect(clock.seconds()).toBe(0);
});

clockTests(
  'test_callLaterKeepsCallsOrdered',
  'a reset call comes after one that is due before',
  () => {
    const { clock, calls, note } = recording();
    clock.callLater(1, note, 'a').reset(3);
    clock.callLater(2, note, 'b');
    clock.pump([1, 1, 1]);
    expect(calls).toEqual([
      ['b', 2],
      ['a', 3],
    ]);
  },
);

clockTests('test_callLaterResetKeepsCallsOrdered', 'also when it is reset afterwards', () => {
  const { clock, calls, note } = recording();
  const a = clock.callLater(1, note, 'a');
  clock.callLater(2, note, 'b');
  a.reset(3);
  clock.pump([1, 1, 1]);
  expect(calls).toEqual([
    ['b', 2],
    ['a', 3],
  ]);
});

clockTests('test_callLaterResetInsideCallKeepsCallsOrdered', 'also from within a call', () => {
  const { clock, calls, note } = recording();
  const b = clock.callLater(2, note, 'b');
  clock.callLater(1, () => b.reset(3));
  clock.callLater(3, note, 'c');
  clock.pump(new Array<number>(10).fill(0.5));
  expect(calls).toEqual([
    ['c', 3],
    ['b', 4],
  ]);
});
