import { expectTypeOf, test } from 'vitest';
import type { ConnectionPool } from '../../src/twisted/enterprise/adbapi';
import {
  Deferred,
  DeferredList,
  DeferredQueue,
  gatherResults,
  inlineCallbacks,
  maybeDeferred,
  succeed,
  type DeferredLock,
  type ListItem,
} from '../../src/twisted/internet/defer';
import { Failure } from '../../src/twisted/python/failure';
import type { deferLater } from '../../src/twisted/internet/task';
import type { deferToThread } from '../../src/twisted/internet/threads';
import type { ThreadCode } from '../../src/simulator/threads';

// Checked by the compiler (npm run check); at run time nothing is left to do.

test('a Deferred knows its result after each step', () => {
  const d = new Deferred<number>();
  expectTypeOf(d.addCallback(String)).toEqualTypeOf<Deferred<string>>();
  expectTypeOf(d.addCallback(() => succeed('x'))).toEqualTypeOf<Deferred<string>>();
  expectTypeOf(d.addErrback(() => 'x')).toEqualTypeOf<Deferred<number | string>>();
  expectTypeOf(d.addErrback((f) => f)).toEqualTypeOf<Deferred<number>>();
  expectTypeOf(d.addBoth(() => null)).toEqualTypeOf<Deferred<null>>();
  const both = d.addCallbacks(
    (n) => n > 0,
    () => 'failed',
  );
  expectTypeOf(both).toEqualTypeOf<Deferred<boolean | string>>();
  d.addErrback(() => 0);
  // @ts-expect-error the result is a number
  d.addCallback((text: string) => text);
  // @ts-expect-error the argument is missing
  d.addCallback((n: number, more: string) => more + n);
  // @ts-expect-error the result is a number
  const fire = (): void => d.callback('x');
  expectTypeOf(fire).toBeFunction();
});

test('what is built on it, too', () => {
  const both = gatherResults([succeed(1), succeed('two')]);
  expectTypeOf(both).toEqualTypeOf<Deferred<[number, string]>>();
  const list = new DeferredList([succeed(1)]);
  list.addCallback((items) => expectTypeOf(items).toEqualTypeOf<ListItem<number>[]>());
  const first = new DeferredList([succeed(1)], { fireOnOneCallback: true });
  first.addCallback((one) => expectTypeOf(one).toEqualTypeOf<[value: number, index: number]>());
  expectTypeOf(maybeDeferred((x: number) => x, 1)).toEqualTypeOf<Deferred<number>>();
  expectTypeOf(maybeDeferred(() => succeed('x'))).toEqualTypeOf<Deferred<string>>();
  expectTypeOf(maybeDeferred(() => new Failure('x'))).toEqualTypeOf<Deferred<never>>();
  expectTypeOf(new DeferredQueue<string>().get()).toEqualTypeOf<Deferred<string>>();
  expectTypeOf<DeferredLock['acquire']>().returns.toEqualTypeOf<Deferred<DeferredLock>>();
});

test('a generator knows what it waits for, and its result', () => {
  const run = inlineCallbacks(function* (ms: number) {
    const text = yield* succeed('x');
    expectTypeOf(text).toEqualTypeOf<string>();
    return text.length + ms;
  });
  expectTypeOf(run).toEqualTypeOf<(this: unknown, ms: number) => Deferred<number>>();
});

test('threads give what their code returns', () => {
  const call = (defer: typeof deferToThread): Deferred<string> =>
    defer(function* (n: number): ThreadCode<string> {
      return String(n);
    }, 1);
  expectTypeOf(call).returns.toEqualTypeOf<Deferred<string>>();
  const query = (pool: ConnectionPool<[number]>): Deferred<[number][]> => pool.runQuery('select');
  expectTypeOf(query).returns.toEqualTypeOf<Deferred<[number][]>>();
  const later = (wait: typeof deferLater, clock: Parameters<typeof deferLater>[0]) =>
    wait(clock, 1, (x: number) => succeed(x), 1);
  expectTypeOf(later).returns.toEqualTypeOf<Deferred<number>>();
});
