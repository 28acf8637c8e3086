import { expect } from 'vitest';
import { CancelledError, Deferred, TimeoutError } from '../../../src/twisted/internet/defer';
import { ValueError } from '../../../src/twisted/python/exceptions';
import type { Failure } from '../../../src/twisted/python/failure';
import { Clock } from '../../../src/twisted/internet/task';
import { assertNoResult, failureResultOf, successResultOf, twisted } from '../helpers';

const timeout = twisted('test_defer.DeferredAddTimeoutTests');
const override = (): string => 'OVERRIDDEN';

timeout('test_timeoutChainable', 'it returns the Deferred', () => {
  const d = new Deferred<null>();
  const done = d.addTimeout(5, new Clock()).addCallback(() => 'done');
  d.callback(null);
  expect(successResultOf(done)).toBe('done');
});

const variants: [suffix: string, custom: (() => string) | undefined][] = [
  ['', undefined],
  ['Custom', override],
];

for (const [suffix, custom] of variants) {
  const words = custom === undefined ? '' : ', with a function of its own';

  timeout(`test_successResultBeforeTimeout${suffix}`, `a result in time stays${words}`, () => {
    const clock = new Clock();
    const inner = new Deferred<null>();
    const seen: string[] = [];
    const d = new Deferred<string>();
    d.addTimeout(10, clock, custom).addCallback((value) => {
      seen.push(value);
      return inner;
    });
    d.callback('results');
    clock.advance(15);
    expect(seen).toEqual(['results']);
    assertNoResult(inner);
  });

  timeout(`test_failureBeforeTimeout${suffix}`, `a failure in time stays${words}`, () => {
    const clock = new Clock();
    const error = new ValueError('fail');
    const inner = new Deferred<null>();
    const seen: Error[] = [];
    const d = new Deferred<string>();
    d.addTimeout(10, clock, custom).addErrback((failure) => {
      seen.push(failure.value);
      return inner;
    });
    d.errback(error);
    clock.advance(15);
    expect(seen).toEqual([error]);
    assertNoResult(inner);
  });

  timeout(
    `test_cancelBeforeTimeout${suffix}`,
    `cancelled before, it is a cancellation${words}`,
    () => {
      const clock = new Clock();
      const inner = new Deferred<null>();
      const seen: string[] = [];
      const d = new Deferred<string>();
      d.addTimeout(10, clock, custom).addErrback((failure) => {
        seen.push(failure.type);
        return inner;
      });
      d.cancel();
      clock.advance(15);
      expect(seen).toEqual(['CancelledError']);
      assertNoResult(inner);
    },
  );
}

timeout('test_timedOut', 'without a result in time it fails with TimeoutError', () => {
  const clock = new Clock();
  const d = new Deferred<string>().addTimeout(10, clock);
  assertNoResult(d);
  clock.advance(15);
  failureResultOf(d, TimeoutError);
});

timeout(
  'test_timedOutCustom',
  'or has what the function gives, which sees the cancellation',
  () => {
    const clock = new Clock();
    const seen: unknown[] = [];
    const d = new Deferred<string>().addTimeout(10, clock, (result, seconds) => {
      seen.push((result as Failure).type, seconds);
      return 'OVERRIDDEN';
    });
    clock.advance(15);
    expect(successResultOf(d)).toBe('OVERRIDDEN');
    expect(seen).toEqual(['CancelledError', 10]);
  },
);

timeout('test_timedOutProvidedCancelSuccess', 'a canceller may give a result instead', () => {
  const clock = new Clock();
  const d = new Deferred<string>((c) => c.callback('I was cancelled!')).addTimeout(10, clock);
  clock.advance(15);
  expect(successResultOf(d)).toBe('I was cancelled!');
});

timeout('test_timedOutProvidedCancelFailure', 'or another failure, which is kept', () => {
  const clock = new Clock();
  const error = new ValueError('what!');
  const d = new Deferred<string>((c) => c.errback(error)).addTimeout(10, clock);
  clock.advance(15);
  expect(failureResultOf(d, ValueError).value).toBe(error);
});

timeout('test_providedCancelCalledBeforeTimeoutCustom', 'which the function may replace', () => {
  const clock = new Clock();
  const d = new Deferred<string>((c) => c.errback(new ValueError('what!')));
  const timed = d.addTimeout(10, clock, override);
  clock.advance(15);
  expect(successResultOf(timed)).toBe('OVERRIDDEN');
});

for (const [suffix, custom] of variants) {
  timeout(
    `test_errbackAddedBeforeTimeout${suffix}`,
    `an earlier errback sees CancelledError; passed on, it becomes the timeout's result`,
    () => {
      const clock = new Clock();
      const seen: string[] = [];
      const d = new Deferred<string>();
      d.addErrback((failure) => {
        seen.push(failure.type);
        return failure;
      });
      const timed = d.addTimeout(10, clock, custom);
      clock.advance(15);
      expect(seen).toEqual(['CancelledError']);
      if (custom === undefined) failureResultOf(timed, TimeoutError);
      else expect(successResultOf(timed)).toBe('OVERRIDDEN');
    },
  );

  timeout(
    `test_errbackAddedBeforeTimeoutSuppressesCancellation${suffix}`,
    'an earlier errback may swallow the cancellation',
    () => {
      const clock = new Clock();
      const d = new Deferred<string>().addErrback((failure) => {
        failure.trap(CancelledError);
        return 'swallowed';
      });
      const timed = d.addTimeout(10, clock, custom);
      clock.advance(15);
      expect(successResultOf(timed)).toBe(custom === undefined ? 'swallowed' : 'OVERRIDDEN');
    },
  );

  timeout(
    `test_callbackAddedToCancelerBeforeTimeout${suffix}`,
    'an earlier callback sees what the canceller gives',
    () => {
      const clock = new Clock();
      const seen: string[] = [];
      const d = new Deferred<string>((c) => c.callback('success'));
      d.addCallback((value) => {
        seen.push(value);
        return value;
      });
      const timed = d.addTimeout(10, clock, custom);
      clock.advance(15);
      expect(seen).toEqual(['success']);
      expect(successResultOf(timed)).toBe(custom === undefined ? 'success' : 'OVERRIDDEN');
    },
  );
}
