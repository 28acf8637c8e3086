import { expect } from 'vitest';
import {
  AlreadyCalledError,
  Deferred,
  ensureDeferred,
  execute,
  fail,
  logError,
  maybeDeferred,
  NotACoroutineError,
  succeed,
} from '../../../src/twisted/internet/defer';
import { RuntimeError, ZeroDivisionError } from '../../../src/twisted/python/exceptions';
import { Failure } from '../../../src/twisted/python/failure';
import {
  beyond,
  collectLog,
  failureResultOf,
  GenericError,
  successResultOf,
  twisted,
} from '../helpers';

const logged = collectLog();
const deferred = twisted('test_defer.DeferredTests');
const alreadyCalled = twisted('test_defer.AlreadyCalledTests');
const util = twisted('test_defer.UtilTests');
const ensure = twisted('test_defer.EnsureDeferredTests');

const divide = (): never => {
  throw new ZeroDivisionError('division by zero');
};

deferred('testCallbackWithoutArgs', 'a callback gets the value, and no errback runs', () => {
  const values: unknown[] = [];
  const errors: unknown[] = [];
  const d = new Deferred<string>();
  d.addCallbacks(
    (...args) => void values.push(args),
    (...args) => void errors.push(args),
  );
  d.callback('hello');
  expect(values).toEqual([['hello']]);
  expect(errors).toEqual([]);
});

deferred('testCallbackWithArgs', 'further arguments come after the value', () => {
  const values: string[] = [];
  const d = new Deferred<string>();
  d.addCallback((value, other: string) => void values.push(value, other), 'world');
  d.callback('hello');
  expect(values).toEqual(['hello', 'world']);
});

deferred('testTwoCallbacks', 'the second callback gets what the first returned', () => {
  const values: string[] = [];
  const d = new Deferred<string>();
  d.addCallback((value) => {
    values.push(value);
    return `${value} again`;
  }).addCallback((value) => void values.push(value));
  d.callback('hello');
  expect(values).toEqual(['hello', 'hello again']);
});

deferred('test_addCallbacksNoneErrback', 'without an errback a failure passes by', () => {
  const error = new GenericError('oopsie');
  const values: unknown[] = [];
  const d = new Deferred<string>();
  const passed = d.addCallbacks((value) => void values.push(value), null);
  d.errback(error);
  expect(failureResultOf(passed).value).toBe(error);
  expect(values).toEqual([]);
});

deferred('test_addCallbacksNoneCallbackArgs', 'no callback arguments means none', () => {
  const values: unknown[] = [];
  const d = new Deferred<string>();
  d.addCallbacks((...args) => void values.push(...args), null, null, []);
  d.callback('hello');
  expect(values).toEqual(['hello']);
});

deferred('test_addCallbacksNoneErrbackArgs', 'no errback arguments means none', () => {
  const errors: unknown[] = [];
  const d = new Deferred<string>();
  d.addCallbacks(
    () => null,
    (...args) => void errors.push(...args),
    [],
    null,
  );
  d.errback(new GenericError('oopsie'));
  expect(errors).toHaveLength(1);
});

deferred('testImmediateSuccess', 'succeed() has its result when it is made', () => {
  const values: string[] = [];
  succeed('success').addCallback((value) => void values.push(value));
  expect(values).toEqual(['success']);
});

deferred('testImmediateFailure', 'fail() has its failure when it is made', () => {
  expect(failureResultOf(fail(new GenericError('fail'))).getErrorMessage()).toBe('fail');
});

deferred('testPausedFailure', 'a failure waits while the Deferred is paused', () => {
  const errors: Failure[] = [];
  const d = fail(new GenericError('fail'));
  d.pause();
  d.addErrback((failure) => void errors.push(failure));
  expect(errors).toEqual([]);
  d.unpause();
  expect(errors.map((failure) => failure.getErrorMessage())).toEqual(['fail']);
});

deferred(
  'testCallbackErrors',
  'an error in a callback, or a Failure it returns, goes to the errback',
  () => {
    const raised = new Deferred<number>();
    raised.callback(1);
    failureResultOf(raised.addCallback(divide), ZeroDivisionError);
    const returned = new Deferred<number>();
    returned.callback(1);
    failureResultOf(
      returned.addCallback(() => new Failure(new ZeroDivisionError())),
      ZeroDivisionError,
    );
  },
);

deferred(
  'testUnpauseBeforeCallback',
  'a pause that ended before the result changes nothing',
  () => {
    const values: string[] = [];
    const d = new Deferred<string>();
    d.pause();
    d.addCallback((value) => void values.push(value));
    d.unpause();
    expect(values).toEqual([]);
    d.callback('now');
    expect(values).toEqual(['now']);
  },
);

deferred(
  'test_reentrantRunCallbacks',
  'a callback added by a callback runs after those before it',
  () => {
    const called: number[] = [];
    const d = new Deferred<null>();
    d.addCallback(() => {
      called.push(1);
      d.addCallback(() => void called.push(3));
    });
    d.addCallback(() => void called.push(2));
    d.callback(null);
    expect(called).toEqual([1, 2, 3]);
  },
);

deferred(
  'test_nonReentrantCallbacks',
  'a callback added by a callback waits until that returned',
  () => {
    const called: string[] = [];
    const d = new Deferred<null>();
    d.addCallback(() => {
      d.addCallback(() => void called.push('added'));
      called.push('returns');
    });
    d.callback(null);
    expect(called).toEqual(['returns', 'added']);
  },
);

deferred('test_reentrantRunCallbacksWithFailure', 'its error goes to the errback after it', () => {
  const d = new Deferred<null>();
  d.addCallback(() => {
    d.addCallback(() => {
      throw new GenericError('callback raised exception');
    });
  });
  d.callback(null);
  expect(failureResultOf(d).getErrorMessage()).toBe('callback raised exception');
});

deferred('test_maybeDeferredSync', 'a value comes in a Deferred that has fired', () => {
  const result = { some: 'object' };
  expect(successResultOf(maybeDeferred(() => result))).toBe(result);
});

deferred('test_maybeDeferredSyncWithArgs', 'the function gets the arguments', () => {
  expect(successResultOf(maybeDeferred((x: number) => x + 5, 10))).toBe(15);
});

deferred(
  'test_maybeDeferredSyncException',
  'an exception comes in a Deferred that has failed',
  () => {
    failureResultOf(maybeDeferred(divide), ZeroDivisionError);
  },
);

deferred(
  'test_maybeDeferredSyncFailure',
  'a returned Failure comes in a Deferred that has failed',
  () => {
    const expected = new Failure(new GenericError('x'));
    expect(failureResultOf(maybeDeferred(() => expected))).toBe(expected);
  },
);

deferred('test_maybeDeferredAsync', 'a Deferred is passed on', () => {
  const d1 = new Deferred<string>();
  const d2 = maybeDeferred(() => d1);
  d1.callback('Success');
  expect(d2).toBe(d1);
  expect(successResultOf(d2)).toBe('Success');
});

deferred('test_maybeDeferredAsyncError', 'and so is its failure', () => {
  const d1 = new Deferred<string>();
  const d2 = maybeDeferred(() => d1);
  d1.errback(new Failure(new RuntimeError()));
  failureResultOf(d2, RuntimeError);
});

deferred('test_fromCoroutineRequiresCoroutine', 'only a generator can be run', () => {
  for (const thing of [(x: unknown) => x, 1, true, null]) {
    expect(() => ensureDeferred(thing as never)).toThrow(NotACoroutineError);
  }
});

const fire = {
  C: (d: Deferred<unknown>) => d.callback('hello'),
  E: (d: Deferred<unknown>) => d.errback(new Failure(new RuntimeError())),
};
for (const [first, second] of ['CC', 'CE', 'EE', 'EC'] as const) {
  const words = { C: 'callback', E: 'errback' };
  alreadyCalled(
    `testAlreadyCalled_${first}${second}`,
    `${words[second as 'C']} after ${words[first as 'C']} raises`,
    () => {
      const d = new Deferred<unknown>();
      d.addCallbacks(
        () => null,
        () => null,
      );
      fire[first as 'C'](d);
      expect(() => fire[second as 'C'](d)).toThrow(AlreadyCalledError);
    },
  );
}

alreadyCalled('testNoDebugging', 'the error has no text', () => {
  const d = succeed('hello');
  expect(() => d.callback('twice')).toThrow(new AlreadyCalledError());
});

util('test_logErrorReturnsError', 'logError passes the failure on', () => {
  const failure = new Failure(new RuntimeError());
  expect(logError(failure)).toBe(failure);
});

util('test_logErrorLogsError', 'logError logs the failure', () => {
  const failure = new Failure(new RuntimeError());
  logError(failure);
  expect(logged).toEqual([{ text: '', failure }]);
});

util('test_logErrorLogsErrorNoRepr', 'what is logged has no text besides the failure', () => {
  logError(new Failure(new RuntimeError()));
  expect(logged.map((line) => line.text)).toEqual(['']);
});

ensure('test_passesThroughDeferreds', 'a Deferred is returned as it is', () => {
  const d = new Deferred<string>();
  expect(ensureDeferred(d)).toBe(d);
});

ensure('test_willNotAllowNonDeferredOrCoroutine', 'anything else raises', () => {
  expect(() => ensureDeferred('something' as never)).toThrow(NotACoroutineError);
});

ensure('test_ensureDeferredGenerator', 'a generator becomes a Deferred with its result', () => {
  const run = function* () {
    return yield* succeed('foo');
  };
  expect(successResultOf(ensureDeferred(run()))).toBe('foo');
});

beyond('execute gives a result or an error in a fired Deferred', () => {
  expect(successResultOf(execute((x: number) => x * 2, 4))).toBe(8);
  failureResultOf(execute(divide), ZeroDivisionError);
});
