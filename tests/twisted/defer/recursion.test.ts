import { describe, expect, it } from 'vitest';
import { Deferred, DeferredLock, succeed } from '../../../src/twisted/internet/defer';
import { here, inFrame, standsFor } from '../../../src/twisted/internet/pyStack';
import { RecursionError, RuntimeError } from '../../../src/twisted/python/exceptions';
import { Failure } from '../../../src/twisted/python/failure';
import { REACTORS, runReactor } from '../reactorFixture';

/** `n` wait for a lock, and each releases it as soon as it has it: one release runs them all, within each other. */
function release(n: number, reactorName: 'select' | 'epoll'): { served: number; locked: boolean } {
  let served = 0;
  const lock = new DeferredLock();
  runReactor(
    (reactor) => {
      lock.acquire();
      for (let i = 0; i < n; i++) {
        lock.acquire().addCallback(() => {
          served++;
          lock.release();
        });
      }
      reactor.callLater(0.1, () => standsFor(() => lock.release()));
    },
    { reactor: reactorName },
  );
  return { served, locked: lock.locked };
}

// Numbers of plain Twisted 26.4.0 with CPython 3.11, without the oracle: `reactor.callLater(0.1, lock.release)`.
describe.each(REACTORS)('Python’s recursion limit, on %s', (reactor) => {
  it.each([100, 199])('lets %i waiters of a lock be served', (n) => {
    expect(release(n, reactor)).toEqual({ served: n, locked: false });
  });

  it('serves 199 and leaves the lock locked, however many more there are', () => {
    for (const n of [200, 400, 20000]) {
      expect(release(n, reactor)).toEqual({ served: 199, locked: true });
    }
  });
});

/** What `errback(failure)` throws with so many of the 1000 levels left. */
function errbackWith(left: number): unknown {
  if (here() < 1000 - left) return inFrame(() => errbackWith(left));
  const d = new Deferred<never>();
  try {
    d.errback(new Failure(new RuntimeError('failed')));
    d.addErrback(() => null);
    return null;
  } catch (error) {
    return error;
  }
}

// What plain Twisted 26.4.0 says with CPython 3.11: three functions of Python, and the class DebugInfo, which C calls.
it.each([
  [0, ''],
  [1, ''],
  [2, ''],
  [3, ' while calling a Python object'],
])('tells the call that did not fit, with %i levels left', (left, where) => {
  expect(errbackWith(left)).toEqual(new RecursionError(where));
});

it('lets a Deferred fail with 4 levels left', () => {
  expect(errbackWith(4)).toBeNull();
});

it('leaves a callback that does not nest alone', () => {
  let d = succeed(0);
  for (let i = 0; i < 5000; i++) d = d.addCallback((n) => n + 1);
  let seen = -1;
  d.addCallback((n) => void (seen = n));
  expect(seen).toBe(5000);
});

it('says in `end` that the count is close where the program does not count its functions', () => {
  const nest = (left: number): void => {
    if (left > 0) succeed(null).addCallback(() => nest(left - 1));
  };
  const ends = [100, 100000].map(
    (levels) => runReactor((reactor) => void reactor.callLater(0, nest, levels)).end,
  );
  expect(ends).toEqual(['idle', 'recursionLimit']);
});
