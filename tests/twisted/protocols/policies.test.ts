import { expect } from 'vitest';
import { TimeoutMixin } from '../../../src/twisted/protocols/policies';
import { Protocol } from '../../../src/twisted/internet/protocol';
import { Clock } from '../../../src/twisted/internet/task';
import { twisted } from '../helpers';
import { connect } from './stringTransport';

const timeouts = twisted('test_policies.TimeoutMixinTests');

class TimeoutTester extends TimeoutMixin(Protocol) {
  override timeOut: number | null = 3;
  timedOut = false;
  readonly clock = new Clock();

  override connectionMade(): void {
    this.setTimeout(this.timeOut);
  }

  override dataReceived(): void {
    this.resetTimeout();
  }

  override timeoutConnection(): void {
    this.timedOut = true;
  }

  override callLater(period: number, func: () => void) {
    return this.clock.callLater(period, func);
  }
}

timeouts('test_overriddenCallLater', 'it waits on the clock that callLater uses', () => {
  const p = new TimeoutTester();
  p.setTimeout(10);
  expect(p.clock.getDelayedCalls()).toHaveLength(1);
});

timeouts('test_timeout', 'it times out after the time that was set', () => {
  const p = new TimeoutTester();
  connect(p);
  p.clock.pump([0.5, 1, 1]);
  expect(p.timedOut).toBe(false);
  p.clock.advance(1);
  expect(p.timedOut).toBe(true);
});

timeouts('test_noTimeout', 'data that comes begins the time anew', () => {
  const p = new TimeoutTester();
  connect(p);
  p.clock.pump([0.5, 1, 1]);
  p.dataReceived();
  p.clock.pump([1, 1, 0.5]);
  expect(p.timedOut).toBe(false);
  p.clock.advance(1);
  expect(p.timedOut).toBe(true);
});

timeouts('test_resetTimeout', 'a new time replaces the old one', () => {
  const p = new TimeoutTester();
  p.timeOut = null;
  connect(p);
  p.setTimeout(1);
  expect(p.timeOut).toBe(1);
  p.clock.advance(0.9);
  expect(p.timedOut).toBe(false);
  p.clock.advance(0.2);
  expect(p.timedOut).toBe(true);
});

timeouts('test_cancelTimeout', 'null takes it back', () => {
  const p = new TimeoutTester();
  p.timeOut = 5;
  connect(p);
  p.setTimeout(null);
  expect(p.timeOut).toBeNull();
  p.clock.pump([5, 5, 5]);
  expect(p.timedOut).toBe(false);
});

timeouts('test_setTimeoutReturn', 'setTimeout gives the time from before', () => {
  const p = new TimeoutTester();
  p.timeOut = 5;
  expect(p.setTimeout(10)).toBe(5);
  expect(p.setTimeout(null)).toBe(10);
  expect(p.setTimeout(1)).toBeNull();
  expect(p.timeOut).toBe(1);
});

timeouts(
  'test_setTimeoutCancleAlreadyCancelled',
  'a call that was cancelled elsewhere is no error',
  () => {
    const p = new TimeoutTester();
    p.setTimeout(3);
    p.clock.getDelayedCalls()[0]!.cancel();
    p.setTimeout(null);
    expect(p.timeOut).toBeNull();
  },
);
