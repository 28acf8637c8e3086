import { expect } from 'vitest';
import {
  CancelledError,
  Deferred,
  fail,
  inlineCallbacks,
  succeed,
} from '../../../src/twisted/internet/defer';
import { ZeroDivisionError } from '../../../src/twisted/python/exceptions';
import {
  assertNoResult,
  failureResultOf,
  GenericError,
  successResultOf,
  twisted,
} from '../helpers';

const base = twisted('test_defgen.BaseDefgenTests');
const inline = twisted('test_defgen.InlineCallbacksTests');
const cancellation = twisted('test_inlinecb.CancellationTests');

base('testBasics', 'a yield gives a result or throws the error; return is the result', () => {
  const steps: string[] = [];
  const run = inlineCallbacks(function* () {
    steps.push(yield* succeed('hi'));
    try {
      yield fail(new ZeroDivisionError('OMG'));
    } catch (error) {
      steps.push((error as Error).message);
    }
    return 'WOOSH';
  });
  expect(successResultOf(run())).toBe('WOOSH');
  expect(steps).toEqual(['hi', 'OMG']);
});

base('testBuggy', 'an error of the generator is the failure of its Deferred', () => {
  const run = inlineCallbacks(function* () {
    yield succeed(1);
    throw new ZeroDivisionError();
  });
  failureResultOf(run(), ZeroDivisionError);
});

base('testNothing', 'a generator that never yields gives nothing', () => {
  const run = inlineCallbacks(function* () {
    // no yield
  });
  expect(successResultOf(run())).toBeUndefined();
});

base('testHandledTerminalFailure', 'an error that the generator catches is gone', () => {
  const run = inlineCallbacks(function* () {
    try {
      yield fail(new GenericError('Handled Terminal Failure'));
    } catch {
      return 'handled';
    }
    return 'not raised';
  });
  expect(successResultOf(run())).toBe('handled');
});

base('testHandledTerminalAsyncFailure', 'also when it comes later', () => {
  const d = new Deferred<null>();
  const run = inlineCallbacks(function* () {
    try {
      yield d;
    } catch {
      return 'handled';
    }
    return 'not raised';
  });
  const result = run();
  assertNoResult(result);
  d.errback(new GenericError('Handled Terminal Failure'));
  expect(successResultOf(result)).toBe('handled');
});

base('testStackUsage', 'many Deferreds with results need no deep stack', () => {
  const run = inlineCallbacks(function* () {
    for (let i = 0; i < 20_000; i++) yield succeed(1);
    return 0;
  });
  expect(successResultOf(run())).toBe(0);
});

base('testStackUsage2', 'many plain values need no deep stack', () => {
  const run = inlineCallbacks(function* () {
    for (let i = 0; i < 20_000; i++) yield 1;
    return 0;
  });
  expect(successResultOf(run())).toBe(0);
});

inline('testYieldNonDeferred', 'a plain value is given straight back', () => {
  const run = inlineCallbacks(function* (): Generator<number, number, number> {
    return yield 5;
  });
  expect(successResultOf(run())).toBe(5);
});

inline('testReturnNoValue', 'a bare return gives nothing', () => {
  const run = inlineCallbacks(function* () {
    yield 5;
    return;
  });
  expect(successResultOf(run())).toBeUndefined();
});

inline('testReturnValue', 'the returned value is the result', () => {
  const run = inlineCallbacks(function* () {
    yield 5;
    return 6;
  });
  expect(successResultOf(run())).toBe(6);
});

inline('test_nonGeneratorReturn', 'a plain function raises TypeError, and says why', () => {
  const run = inlineCallbacks((() => 5) as never);
  expect(run).toThrow(TypeError);
  expect(run).toThrow('inlineCallbacks');
});

twisted('test_inlinecb.StopIterationReturnTests')(
  'test_returnWithValue',
  'a return after a wait is the result',
  () => {
    const d = new Deferred<null>();
    const result = inlineCallbacks(function* () {
      yield d;
      return 14;
    })();
    d.callback(null);
    expect(successResultOf(result)).toBe(14);
  },
);

class UntranslatedError extends GenericError {}
class TranslatedError extends GenericError {}
class DontFail extends GenericError {
  actualValue = 4321;
}

/** Waits for `child`, translates one error and survives another. */
const sample = inlineCallbacks(function* (child: Deferred<number>) {
  let x: number;
  try {
    x = yield* child;
  } catch (error) {
    if (error instanceof UntranslatedError) throw new TranslatedError();
    if (!(error instanceof DontFail)) throw error;
    x = error.actualValue - 2;
  }
  return x + 1;
});

cancellation('test_cascadeCancellingOnCancel', 'cancelling it cancels what it waits for', () => {
  const seen: string[] = [];
  const child = new Deferred<number>();
  child.addErrback((failure) => {
    seen.push(failure.type);
    return failure;
  });
  const d = sample(child);
  d.cancel();
  expect(seen).toEqual(['CancelledError']);
  failureResultOf(d);
});

cancellation('test_errbackCancelledErrorOnCancel', 'the CancelledError comes out', () => {
  const d = sample(new Deferred<number>());
  d.cancel();
  failureResultOf(d, CancelledError);
});

cancellation(
  'test_errorToErrorTranslation',
  'the generator may raise another error instead',
  () => {
    const d = sample(new Deferred<number>((it) => it.errback(new UntranslatedError())));
    d.cancel();
    failureResultOf(d, TranslatedError);
  },
);

cancellation('test_errorToSuccessTranslation', 'or return a result', () => {
  const d = sample(new Deferred<number>((it) => it.errback(new DontFail())));
  const results: number[] = [];
  d.addCallback((value) => void results.push(value));
  d.cancel();
  expect(results).toEqual([4320]);
});

cancellation('test_asynchronousCancellation', 'it ends when what it waits for has ended', () => {
  const more = new Deferred<number>();
  const child = new Deferred<number>().addErrback((failure) => {
    failure.trap(CancelledError);
    return more;
  });
  const d = sample(child);
  d.cancel();
  assertNoResult(d);
  more.callback(6543);
  expect(successResultOf(d)).toBe(6544);
});
