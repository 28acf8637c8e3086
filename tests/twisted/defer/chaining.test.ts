import { beforeEach, expect } from 'vitest';
import { Deferred, fail, gatherResults, succeed } from '../../../src/twisted/internet/defer';
import { RuntimeError, ZeroDivisionError } from '../../../src/twisted/python/exceptions';
import { collect, forgetUnhandled } from '../../../src/twisted/internet/unhandled';
import {
  assertNoResult,
  beyond,
  collectLog,
  failureResultOf,
  successResultOf,
  twisted,
} from '../helpers';

const logged = collectLog();
// Files of tests share a process: what another one dropped is not collected here.
beforeEach(forgetUnhandled);
const deferred = twisted('test_defer.DeferredTests');
const log = twisted('test_defer.LogTests');

/** A Deferred that has fired, then waits for `inner`. */
function waitingFor<T>(inner: Deferred<T>): Deferred<T> {
  return succeed(null).addCallback(() => inner) as unknown as Deferred<T>;
}

deferred('testReturnDeferred', 'a returned Deferred is waited for, also while it is paused', () => {
  const values: number[] = [];
  const inner = new Deferred<number>();
  inner.pause();
  waitingFor(inner).addCallback((value) => void values.push(value));
  inner.callback(2);
  expect(values).toEqual([]);
  inner.unpause();
  expect(values).toEqual([2]);
});

deferred('test_chainedPausedDeferredWithResult', 'a paused one with a result is waited for', () => {
  const paused = new Deferred<string>();
  paused.callback('expected');
  paused.pause();
  const chained = waitingFor(paused);
  assertNoResult(chained);
  paused.unpause();
  expect(successResultOf(chained)).toBe('expected');
});

deferred(
  'test_pausedDeferredChained',
  'that the waiting one is paused does not hold the other up',
  () => {
    const second = new Deferred<null>();
    const first = waitingFor(second);
    first.pause();
    second.callback(null);
    expect(successResultOf(second)).toBeNull();
  },
);

deferred('test_innerCallbacksPreserved', 'the callbacks of the one in the middle run first', () => {
  const steps: string[] = [];
  const inner = new Deferred<string>();
  const outer = succeed('outer').addCallback(() => {
    return succeed('middle')
      .addCallback(() => inner)
      .addCallback((value) => {
        steps.push(`middle got ${value}`);
        return value + value;
      });
  });
  inner.callback('orange');
  outer.addCallback((value) => void steps.push(`outer got ${value}`));
  expect(steps).toEqual(['middle got orange', 'outer got orangeorange']);
});

deferred(
  'test_continueCallbackNotFirst',
  'also when the inner one has other callbacks before',
  () => {
    const steps: unknown[] = [];
    const a = new Deferred<string>();
    succeed('outer').addCallback(() => {
      const d = new Deferred<null>();
      d.addCallback(() => gatherResults([a])).addCallback((value) => void steps.push(value));
      d.callback(null);
      return d;
    });
    expect(steps).toEqual([]);
    a.callback('withers');
    expect(steps).toEqual([['withers']]);
  },
);

deferred(
  'test_callbackOrderPreserved',
  'a later callback of the outer one runs after the inner ones',
  () => {
    const steps: unknown[] = [];
    const a = new Deferred<string>();
    const outer = new Deferred<string>();
    outer
      .addCallback(() => {
        const d = new Deferred<null>();
        d.addCallback(() => gatherResults([a])).addCallback((value) => void steps.push(value));
        d.callback(null);
        return d;
      })
      .addCallback(() => void steps.push('final'));
    outer.callback('outer');
    a.callback('withers');
    expect(steps).toEqual([['withers'], 'final']);
  },
);

deferred(
  'test_synchronousImplicitChain',
  'the result moves over; the inner one is left with null',
  () => {
    const result = { some: 'object' };
    const first = succeed(result);
    const second = waitingFor(first);
    expect(successResultOf(first)).toBeNull();
    expect(successResultOf(second)).toBe(result);
  },
);

deferred('test_asynchronousImplicitChain', 'also when the inner one fires later', () => {
  const result = { some: 'object' };
  const first = new Deferred<object>();
  const second = waitingFor(first);
  assertNoResult(first);
  assertNoResult(second);
  first.callback(result);
  expect(successResultOf(first)).toBeNull();
  expect(successResultOf(second)).toBe(result);
});

deferred('test_synchronousImplicitErrorChain', 'a failure moves over', () => {
  const first = fail(new RuntimeError("First Deferred's Failure"));
  const second = waitingFor(first);
  expect(successResultOf(first)).toBeNull();
  failureResultOf(second, RuntimeError);
});

deferred('test_asynchronousImplicitErrorChain', 'also a failure that comes later', () => {
  const first = new Deferred<null>();
  const second = waitingFor(first);
  first.errback(new RuntimeError("First Deferred's Failure"));
  expect(successResultOf(first)).toBeNull();
  failureResultOf(second, RuntimeError);
});

deferred('test_doubleAsynchronousImplicitChaining', 'waiting goes over several steps', () => {
  const first = new Deferred<string>();
  const second = new Deferred<null>();
  const third = new Deferred<null>();
  const secondDone = second.addCallback(() => first);
  const thirdDone = third.addCallback(() => secondDone);
  second.callback(null);
  third.callback(null);
  assertNoResult(thirdDone);
  first.callback('result');
  expect(successResultOf(thirdDone)).toBe('result');
});

deferred(
  'test_nestedAsynchronousChainedDeferreds',
  'a chain within a chain goes on where it waited',
  () => {
    const steps: string[] = [];
    const inner = new Deferred<string>();
    succeed('outer')
      .addCallback(() => {
        steps.push('outer begins');
        return succeed('middle')
          .addCallback(() => inner)
          .addCallback((value) => `${value}!`);
      })
      .addCallback((value) => void steps.push(value));
    expect(steps).toEqual(['outer begins']);
    inner.callback('orange');
    expect(steps).toEqual(['outer begins', 'orange!']);
  },
);

deferred(
  'test_nestedAsynchronousChainedDeferredsWithExtraCallbacks',
  'callbacks that the inner one had before it was returned change its result',
  () => {
    const results: string[][] = [];
    const inner = new Deferred<string>();
    succeed('outer')
      .addCallback(() => {
        return succeed('middle')
          .addCallback(() => inner.addCallback((value) => [value]))
          .addCallback((values) => [...values, ...values]);
      })
      .addCallback((values) => void results.push(values));
    inner.callback('withers');
    expect(results).toEqual([['withers', 'withers']]);
  },
);

deferred('test_chainDeferredRecordsExplicitChain', 'chainDeferred says who is waited for', () => {
  const [a, b] = [new Deferred<null>(), new Deferred<null>()];
  b.chainDeferred(a);
  expect(a.chainedTo === b).toBe(true);
});

deferred('test_explicitChainClearedWhenResolved', 'until the result is there', () => {
  const [a, b] = [new Deferred<null>(), new Deferred<null>()];
  b.chainDeferred(a);
  b.callback(null);
  expect(a.chainedTo).toBeNull();
  expect(successResultOf(a)).toBeNull();
});

deferred(
  'test_chainDeferredRecordsImplicitChain',
  'a returned Deferred is said to be waited for',
  () => {
    const b = new Deferred<null>();
    const a = waitingFor(b);
    expect(a.chainedTo === b).toBe(true);
  },
);

deferred('test_boundedStackDepth', 'a long chain needs no deep stack', () => {
  let inner = new Deferred<string>();
  const last = inner;
  const waiting: Deferred<string>[] = [];
  for (let i = 0; i < 20_000; i++) {
    inner = waitingFor(inner);
    waiting.push(inner);
  }
  last.callback('through');
  expect(successResultOf(waiting.at(-1)!)).toBe('through');
});

deferred(
  'test_resultOfDeferredResultOfDeferredOfFiredDeferredCalled',
  'callbacks added in the middle of a chain run, with null',
  () => {
    const third = new Deferred<string>();
    const second = waitingFor(third);
    const first = waitingFor(second);
    third.callback('result');
    expect(successResultOf(second)).toBeNull();
    expect(successResultOf(first)).toBe('result');
  },
);

const divide = (): never => {
  throw new ZeroDivisionError('division by zero');
};

beyond(
  'what a callback raised is logged by Python’s garbage collector, not when it is dropped',
  () => {
    const raised = succeed(1).addCallback(divide);
    raised.drop();
    expect(logged).toEqual([]);
    fail(new RuntimeError('not raised')).drop();
    expect(logged).toHaveLength(2);
    collect();
    expect(logged).toHaveLength(4);
  },
);

log('test_errorLog', 'a dropped Deferred that failed is logged in two lines', () => {
  succeed(1).addCallback(divide).drop();
  collect();
  expect(logged.map((line) => [line.text, line.failure?.type])).toEqual([
    ['Unhandled error in Deferred:', undefined],
    ['', 'ZeroDivisionError'],
  ]);
});

log('test_errorLogNoRepr', 'the line of the failure has no text of its own', () => {
  fail(new RuntimeError('no repr')).drop();
  expect(logged[1]!.text).toBe('');
});

log('test_chainedErrorCleanup', 'a failure that moved to another Deferred is not logged', () => {
  const inner = fail(new RuntimeError('zoop'));
  const outer = waitingFor(inner);
  failureResultOf(outer, RuntimeError);
  inner.drop();
  outer.drop();
  collect();
  expect(logged).toEqual([]);
});

log('test_errorClearedByChaining', 'nor one whose errback waits for something else', () => {
  const bad = fail(new RuntimeError('oh no')).addErrback(() => new Deferred<null>());
  bad.drop();
  collect();
  expect(logged).toEqual([]);
});
