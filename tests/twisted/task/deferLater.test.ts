import { expect } from 'vitest';
import { CancelledError } from '../../../src/twisted/internet/defer';
import { Clock, deferLater } from '../../../src/twisted/internet/task';
import {
  assertNoResult,
  failureResultOf,
  GenericError,
  successResultOf,
  twisted,
} from '../helpers';

const later = twisted('test_task.DeferLaterTests');

later('test_callback', 'after the delay it calls the function and has its result', () => {
  const clock = new Clock();
  const d = deferLater(clock, 3, (foo: string, bar: number) => `${foo}${bar}`, 'foo', 1);
  clock.advance(2);
  assertNoResult(d);
  clock.advance(1);
  expect(successResultOf(d)).toBe('foo1');
});

later('test_errback', "the function's error is its failure", () => {
  const clock = new Clock();
  const d = deferLater(clock, 1, () => {
    throw new GenericError();
  });
  clock.advance(1);
  failureResultOf(d, GenericError);
});

later('test_cancel', 'cancelled, it takes the call back', () => {
  const clock = new Clock();
  let called = false;
  const d = deferLater(clock, 1, () => void (called = true));
  d.cancel();
  failureResultOf(d, CancelledError);
  expect(clock.getDelayedCalls()).toEqual([]);
  expect(called).toBe(false);
});

later('test_noCallback', 'without a function it is a wait', () => {
  const clock = new Clock();
  const d = deferLater(clock, 2);
  assertNoResult(d);
  clock.advance(2);
  expect(successResultOf(d)).toBeNull();
});
