import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Deferred } from '../../src/twisted/internet/defer';
import { Exception } from '../../src/twisted/python/exceptions';
import { Failure, type ErrorClass } from '../../src/twisted/python/failure';
import { setLogObserver } from '../../src/twisted/python/log';
import { TWISTED_CLASSES } from './behaviours';

/** Where the names go while test files are loaded for these alone. */
let names: Set<string> | null = null;

/**
 * Loads test files, none of which was loaded before, for the names of the behaviours that they hold:
 * `test_defer.DeferredTests.test_cancelGatherResults`. No test of theirs comes to be.
 */
export async function namesIn(load: () => Promise<unknown>): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  names = found;
  try {
    await load();
  } finally {
    names = null;
  }
  return found;
}

/**
 * Names tests by the Twisted test whose behaviour they hold: `twisted('test_defer.DeferredTests')`
 * gives a function that takes the method's name, the behaviour in words, and the test. Throws for a test
 * that Twisted does not have.
 */
export function twisted(testClass: string) {
  const known = TWISTED_CLASSES.find((c) => c.name === testClass);
  return (method: string, behaviour: string, run: () => void): void => {
    if (known?.methods.includes(method) !== true) {
      throw new Error(`Twisted has no ${testClass}.${method}`);
    }
    if (names) names.add(`${testClass}.${method}`);
    else test(`${testClass}.${method}: ${behaviour}`, run);
  };
}

/** A behaviour that Twisted's tests leave open. */
export function beyond(behaviour: string, run: () => void): void {
  if (!names) test(behaviour, run);
}

/** An error that nothing in Twisted raises. */
export class GenericError extends Exception {
  override readonly name = 'GenericError';
}

/** The result that `d` has now; fails when it has none or a Failure. The result stays. */
export function successResultOf<T>(d: Deferred<T>): T {
  const got = outcomesOf(d);
  expect(got, 'the Deferred has no result').toHaveLength(1);
  const result = got[0];
  if (result instanceof Failure) expect.unreachable(`failed: ${result.toString()}`);
  return result as T;
}

/** The Failure that `d` has now, which must be one of `types`. It is consumed. */
export function failureResultOf(d: Deferred<unknown>, ...types: ErrorClass[]): Failure {
  const failures: Failure[] = [];
  d.addErrback((failure) => void failures.push(failure));
  expect(failures, 'the Deferred has not failed').toHaveLength(1);
  const failure = failures[0]!;
  if (types.length > 0) expect(failure.check(...types), failure.toString()).not.toBeNull();
  return failure;
}

/** `d` has no result yet. */
export function assertNoResult(d: Deferred<unknown>): void {
  expect(outcomesOf(d)).toHaveLength(0);
}

function outcomesOf<T>(d: Deferred<T>): (T | Failure)[] {
  const got: (T | Failure)[] = [];
  d.addBoth((result) => {
    got.push(result);
    return result;
  });
  return got;
}

/** A line of Twisted's log: the text, and the error that came with it. */
export interface LogLine {
  text: string;
  failure: Failure | null;
}

/** Collects what is logged during each test of the file. */
export function collectLog(): LogLine[] {
  const lines: LogLine[] = [];
  if (names) return lines;
  let before: ReturnType<typeof setLogObserver> = null;
  beforeEach(() => {
    lines.length = 0;
    before = setLogObserver((failure, text) => lines.push({ text, failure }));
  });
  afterEach(() => {
    setLogObserver(before);
  });
  return lines;
}
