import { expect } from 'vitest';
import {
  CancelledError,
  Deferred,
  DeferredList,
  fail,
  FirstError,
  gatherResults,
  succeed,
} from '../../../src/twisted/internet/defer';
import { RuntimeError, ValueError } from '../../../src/twisted/python/exceptions';
import { Failure } from '../../../src/twisted/python/failure';
import {
  assertNoResult,
  collectLog,
  failureResultOf,
  GenericError,
  successResultOf,
  twisted,
} from '../helpers';

const logged = collectLog();
const deferred = twisted('test_defer.DeferredTests');
const firstError = twisted('test_defer.FirstErrorTests');

const callbackCanceller = (d: Deferred<string>): void => d.callback('Callback Result');
const message = (result: unknown): string => (result as Failure).getErrorMessage();
const subFailure = (failure: Failure): Failure => (failure.value as FirstError).subFailure;

deferred('testDeferredList', 'the result lists success and failure by place, not by time', () => {
  const [d1, d2, d3] = [new Deferred<string>(), new Deferred<string>(), new Deferred<string>()];
  const list = new DeferredList([d1, d2, d3]);
  d3.callback('3');
  d2.errback(new GenericError('2'));
  assertNoResult(list);
  d1.callback('1');
  const result = successResultOf(list);
  expect(result[0]).toEqual([true, '1']);
  expect(result[1]![0]).toBe(false);
  expect(message(result[1]![1])).toBe('2');
  expect(result[2]).toEqual([true, '3']);
});

deferred(
  'testEmptyDeferredList',
  'an empty list fires at once, but not when it wants one success',
  () => {
    expect(successResultOf(new DeferredList([]))).toEqual([]);
    assertNoResult(new DeferredList([], { fireOnOneCallback: true }));
  },
);

twisted('test_defer.DeferredListEmptyTests')('testDeferredListEmpty', 'a callback sees []', () => {
  const results: unknown[] = [];
  new DeferredList([]).addCallback((result) => void results.push(result));
  expect(results).toEqual([[]]);
});

deferred('testDeferredListFireOnOneError', 'it fails with the first failure and its place', () => {
  const [d1, d2, d3] = [new Deferred<string>(), new Deferred<string>(), new Deferred<string>()];
  const list = new DeferredList([d1, d2, d3], { fireOnOneErrback: true });
  d1.callback('1');
  assertNoResult(list);
  d2.errback(new GenericError('from d2'));
  const failure = failureResultOf(list, FirstError);
  expect((failure.value as FirstError).index).toBe(1);
  expect(subFailure(failure).type).toBe('GenericError');
  expect(message(subFailure(failure))).toBe('from d2');
});

deferred(
  'testDeferredListDontConsumeErrors',
  'the failure also goes on in its own Deferred',
  () => {
    const d = new Deferred<null>();
    const list = new DeferredList([d]);
    d.errback(new GenericError('Bang'));
    expect(message(failureResultOf(d))).toBe('Bang');
    expect(message(successResultOf(list)[0]![1])).toBe('Bang');
  },
);

deferred(
  'testDeferredListConsumeErrors',
  'the failure ends in the list, its Deferred gets null',
  () => {
    const d = new Deferred<null>();
    const list = new DeferredList([d], { consumeErrors: true });
    d.errback(new GenericError('Bang'));
    expect(successResultOf(d)).toBeNull();
    expect(message(successResultOf(list)[0]![1])).toBe('Bang');
  },
);

deferred(
  'testDeferredListFireOnOneErrorWithAlreadyFiredDeferreds',
  'a failure from before counts',
  () => {
    const list = new DeferredList<null>([fail(new GenericError('Bang')), new Deferred<null>()], {
      fireOnOneErrback: true,
    });
    failureResultOf(list, FirstError);
  },
);

deferred('testDeferredListWithAlreadyFiredDeferreds', 'results from before count', () => {
  const list = new DeferredList<number>([fail(new GenericError('Bang')), succeed(2)]);
  expect(successResultOf(list)).toHaveLength(2);
});

deferred('test_cancelDeferredList', 'cancelling it cancels every Deferred in it', () => {
  const [d1, d2] = [new Deferred<null>(), new Deferred<null>()];
  new DeferredList([d1, d2]).cancel();
  failureResultOf(d1, CancelledError);
  failureResultOf(d2, CancelledError);
});

deferred(
  'test_cancelDeferredListCallback',
  'cancelled, it still lists what the cancellers gave',
  () => {
    const d1 = new Deferred<string>(callbackCanceller);
    const d2 = new Deferred<string>();
    const list = new DeferredList([d1, d2]);
    list.cancel();
    failureResultOf(d2, CancelledError);
    const result = successResultOf(list);
    expect(result[0]).toEqual([true, 'Callback Result']);
    expect(result[1]![0]).toBe(false);
  },
);

deferred(
  'test_cancelDeferredListWithFireOnOneCallback',
  'one that wants one success is cancelled too',
  () => {
    const [d1, d2] = [new Deferred<string>(), new Deferred<string>()];
    new DeferredList([d1, d2], { fireOnOneCallback: true }).cancel();
    failureResultOf(d1, CancelledError);
    failureResultOf(d2, CancelledError);
  },
);

deferred(
  'test_cancelDeferredListWithFireOnOneCallbackAndDeferredCallback',
  'a canceller that gives a result fires it',
  () => {
    const d1 = new Deferred<string>(callbackCanceller);
    const d2 = new Deferred<string>();
    const list = new DeferredList([d1, d2], { fireOnOneCallback: true });
    list.cancel();
    failureResultOf(d2, CancelledError);
    expect(successResultOf(list)).toEqual(['Callback Result', 0]);
  },
);

deferred(
  'test_cancelDeferredListWithFireOnOneErrback',
  'it fails with the first CancelledError',
  () => {
    const [d1, d2] = [new Deferred<null>(), new Deferred<null>()];
    const list = new DeferredList([d1, d2], { fireOnOneErrback: true });
    list.cancel();
    failureResultOf(d1, CancelledError);
    failureResultOf(d2, CancelledError);
    expect(subFailure(failureResultOf(list, FirstError)).check(CancelledError)).toBe(
      CancelledError,
    );
  },
);

deferred(
  'test_cancelDeferredListWithFireOnOneErrbackAllDeferredsCallback',
  'when all cancellers give results, it lists them',
  () => {
    const d1 = new Deferred<string>(callbackCanceller);
    const d2 = new Deferred<string>(callbackCanceller);
    const list = new DeferredList([d1, d2], { fireOnOneErrback: true });
    list.cancel();
    expect(successResultOf(list)).toEqual([
      [true, 'Callback Result'],
      [true, 'Callback Result'],
    ]);
  },
);

deferred('test_cancelDeferredListWithOriginalDeferreds', 'only those of when it was made', () => {
  const originals = [new Deferred<null>(), new Deferred<null>()];
  const list = new DeferredList(originals);
  const later = new Deferred<null>();
  originals.push(later);
  list.cancel();
  failureResultOf(originals[0]!, CancelledError);
  failureResultOf(originals[1]!, CancelledError);
  assertNoResult(later);
});

deferred(
  'test_cancelDeferredListWithException',
  'a canceller that raises is logged, the rest cancelled',
  () => {
    const bad = new Deferred<null>(() => {
      throw new RuntimeError('test');
    });
    const good = new Deferred<null>();
    new DeferredList([bad, good]).cancel();
    failureResultOf(good, CancelledError);
    expect(logged.map((line) => line.failure?.type)).toEqual(['RuntimeError']);
  },
);

deferred(
  'test_cancelFiredOnOneCallbackDeferredList',
  'after its one success, cancel does nothing',
  () => {
    const [d1, d2] = [new Deferred<null>(), new Deferred<null>()];
    const list = new DeferredList([d1, d2], { fireOnOneCallback: true });
    d1.callback(null);
    list.cancel();
    assertNoResult(d2);
  },
);

deferred(
  'test_cancelFiredOnOneErrbackDeferredList',
  'after its one failure, cancel does nothing',
  () => {
    const [d1, d2] = [new Deferred<null>(), new Deferred<null>()];
    const list = new DeferredList([d1, d2], { fireOnOneErrback: true });
    d1.errback(new GenericError('test'));
    list.cancel();
    assertNoResult(d2);
    failureResultOf(d1, GenericError);
    failureResultOf(list, FirstError);
  },
);

deferred('test_gatherResults', 'the values in order, or the first failure', () => {
  expect(successResultOf(gatherResults([succeed(1), succeed('two')]))).toEqual([1, 'two']);
  const failure = failureResultOf(gatherResults([succeed(1), fail(new ValueError())]), FirstError);
  expect(subFailure(failure).check(ValueError)).toBe(ValueError);
});

deferred('test_gatherResultsWithConsumeErrors', 'failures end here', () => {
  const bad = fail(new RuntimeError('oh noes'));
  const gathered = gatherResults([succeed(1), bad], { consumeErrors: true });
  expect(successResultOf(bad)).toBeNull();
  expect(subFailure(failureResultOf(gathered, FirstError)).type).toBe('RuntimeError');
});

deferred('test_cancelGatherResults', 'cancelling it cancels them all', () => {
  const [d1, d2] = [new Deferred<null>(), new Deferred<null>()];
  const gathered = gatherResults([d1, d2]);
  gathered.cancel();
  failureResultOf(d1, CancelledError);
  failureResultOf(d2, CancelledError);
  expect(subFailure(failureResultOf(gathered, FirstError)).type).toBe('CancelledError');
});

deferred(
  'test_cancelGatherResultsWithAllDeferredsCallback',
  'cancellers may still give results',
  () => {
    const gathered = gatherResults([
      new Deferred<string>(callbackCanceller),
      new Deferred<string>(callbackCanceller),
    ]);
    gathered.cancel();
    expect(successResultOf(gathered)).toEqual(['Callback Result', 'Callback Result']);
  },
);

firstError('test_str', 'its text has the place and the failure', () => {
  const failure = new Failure(new ValueError('some text'));
  expect(new FirstError(failure, 5).message).toBe(`FirstError[#5, ${failure.toString()}]`);
});
