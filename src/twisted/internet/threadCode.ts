import type { ThreadCode } from '../../simulator/threads';

/**
 * What runs in a thread: a generator function that may sleep, compute and wait (`yield* sleep(ns)`), or
 * a plain function, which takes no virtual time.
 */
export type ThreadFunction<A extends unknown[], R> = (...args: A) => ThreadCode<R> | R;

/** A value, or the thread code that gives it. */
export type MaybeThreadCode<T> = T | ThreadCode<T>;

/** Calls `f` in the thread that runs this, and gives its result. */
export function* callInThisThread<A extends unknown[], R>(
  f: ThreadFunction<A, R>,
  ...args: A
): ThreadCode<R> {
  return yield* threadResult(f(...args));
}

/** The result of a call that may have been thread code: `yield* threadResult(cursor.execute(sql))`. */
export function* threadResult<R>(result: MaybeThreadCode<R>): ThreadCode<R> {
  return isThreadCode(result) ? yield* result : result;
}

/** Runs thread code that asks for nothing, outside any thread. Throws when it wants to wait. */
export function runWithoutThread<R>(code: ThreadCode<R>): R {
  const step = code.next();
  if (step.done !== true) throw new Error(`${step.value.kind} outside a thread`);
  return step.value;
}

function isThreadCode<R>(value: MaybeThreadCode<R>): value is ThreadCode<R> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { next?: unknown }).next === 'function' &&
    typeof (value as { throw?: unknown }).throw === 'function'
  );
}
