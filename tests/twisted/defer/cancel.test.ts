import { expect } from 'vitest';
import { AlreadyCalledError, CancelledError, Deferred } from '../../../src/twisted/internet/defer';
import type { Failure } from '../../../src/twisted/python/failure';
import { failureResultOf, GenericError, successResultOf, twisted } from '../helpers';

const canceller = twisted('test_defer.DeferredCancellerTests');

/** A Deferred that notes what its callback and its errback get. */
function watched(cancel: ((d: Deferred<unknown>) => void) | null = null) {
  const values: unknown[] = [];
  const errors: string[] = [];
  const d = new Deferred<unknown>(cancel);
  d.addCallbacks(
    (value) => {
      values.push(value);
      return value;
    },
    (failure: Failure) => void errors.push(failure.type),
  );
  return { d, values, errors };
}

canceller('test_noCanceller', 'without a canceller it fails with CancelledError', () => {
  const { d, values, errors } = watched();
  d.cancel();
  expect(errors).toEqual(['CancelledError']);
  expect(values).toEqual([]);
});

canceller(
  'test_raisesAfterCancelAndCallback',
  'one callback after that is ignored, a second is not',
  () => {
    const { d } = watched();
    d.cancel();
    d.callback(null);
    expect(() => d.callback(null)).toThrow(AlreadyCalledError);
    expect(() => d.errback(new GenericError())).toThrow(AlreadyCalledError);
  },
);

canceller(
  'test_raisesAfterCancelAndErrback',
  'one errback after that is ignored, a second is not',
  () => {
    const { d } = watched();
    d.cancel();
    d.errback(new GenericError());
    expect(() => d.callback(null)).toThrow(AlreadyCalledError);
    expect(() => d.errback(new GenericError())).toThrow(AlreadyCalledError);
  },
);

canceller(
  'test_noCancellerMultipleCancelsAfterCancelAndCallback',
  'later cancels do nothing',
  () => {
    const { d, errors } = watched();
    d.cancel();
    d.callback(null);
    d.cancel();
    expect(errors).toEqual(['CancelledError']);
  },
);

canceller('test_noCancellerMultipleCancelsAfterCancelAndErrback', 'also after an errback', () => {
  const { d, errors } = watched();
  d.cancel();
  d.errback(new GenericError());
  d.cancel();
  expect(errors).toEqual(['CancelledError']);
});

canceller('test_noCancellerMultipleCancel', 'cancelling twice fails once', () => {
  const { d, errors } = watched();
  d.cancel();
  d.cancel();
  expect(errors).toEqual(['CancelledError']);
});

canceller('test_cancellerMultipleCancel', 'a canceller is called once', () => {
  let calls = 0;
  const { d, errors } = watched(() => void calls++);
  d.cancel();
  d.cancel();
  expect(calls).toBe(1);
  expect(errors).toEqual(['CancelledError']);
});

canceller('test_simpleCanceller', 'with a canceller, a result that still comes is an error', () => {
  let calls = 0;
  const { d, errors } = watched(() => void calls++);
  d.cancel();
  expect([calls, errors]).toEqual([1, ['CancelledError']]);
  expect(() => d.callback(null)).toThrow(AlreadyCalledError);
  expect(() => d.errback(new GenericError())).toThrow(AlreadyCalledError);
});

canceller('test_cancellerArg', 'the canceller gets the Deferred', () => {
  let got: unknown = null;
  const { d } = watched((cancelled) => void (got = cancelled));
  d.cancel();
  expect(got === d).toBe(true);
});

canceller('test_cancelAfterCallback', 'a result that is there stays', () => {
  let calls = 0;
  const { d, values, errors } = watched(() => void calls++);
  d.callback('biff!');
  d.cancel();
  expect([calls, values, errors]).toEqual([0, ['biff!'], []]);
});

canceller('test_cancelAfterErrback', 'a failure that is there stays', () => {
  let calls = 0;
  const { d, errors } = watched(() => void calls++);
  d.errback(new GenericError());
  d.cancel();
  expect([calls, errors]).toEqual([0, ['GenericError']]);
});

canceller('test_cancellerThatErrbacks', 'a canceller may say how it failed', () => {
  const { d, errors } = watched((cancelled) => cancelled.errback(new GenericError()));
  d.cancel();
  expect(errors).toEqual(['GenericError']);
});

canceller('test_cancellerThatCallbacks', 'a canceller may give a result', () => {
  const { d, values, errors } = watched((cancelled) => cancelled.callback('hello!'));
  d.cancel();
  expect([values, errors]).toEqual([['hello!'], []]);
});

canceller('test_cancelNestedDeferred', 'a Deferred that waits has the inner one cancelled', () => {
  const calls: string[] = [];
  const inner = new Deferred<null>(() => void calls.push('inner'));
  const outer = new Deferred<null>(() => void calls.push('outer'));
  outer.callback(null);
  const waiting = outer.addCallback(() => inner);
  waiting.cancel();
  failureResultOf(waiting, CancelledError);
  expect(calls).toEqual(['inner']);
  expect(successResultOf(inner)).toBeNull();
});
