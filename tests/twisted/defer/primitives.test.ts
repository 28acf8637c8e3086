import { expect } from 'vitest';
import {
  CancelledError,
  Deferred,
  DeferredLock,
  DeferredQueue,
  DeferredSemaphore,
  QueueOverflow,
  QueueUnderflow,
} from '../../../src/twisted/internet/defer';
import { AssertionError, ValueError } from '../../../src/twisted/python/exceptions';
import { assertNoResult, beyond, failureResultOf, successResultOf, twisted } from '../helpers';

const primitives = twisted('test_defer.OtherPrimitivesTests');

primitives('testLock', 'one holder at a time, the next is served by release; run holds it', () => {
  const order: string[] = [];
  const lock = new DeferredLock();
  lock.acquire().addCallback(() => void order.push('first'));
  lock.acquire().addCallback(() => void order.push('second'));
  expect([order, lock.locked]).toEqual([['first'], true]);
  lock.release();
  expect([order, lock.locked]).toEqual([['first', 'second'], true]);
  lock.release();
  expect(lock.locked).toBe(false);
  expect(() => lock.release()).toThrow(AssertionError);

  const control = new Deferred<string>();
  const done = lock.run((word: string) => {
    order.push(word);
    return control;
  }, 'run');
  lock.acquire().addCallback(() => void order.push('after run'));
  expect(order.slice(2)).toEqual(['run']);
  control.callback('result');
  expect(successResultOf(done)).toBe('result');
  expect(order.slice(2)).toEqual(['run', 'after run']);
});

primitives('test_cancelLockAfterAcquired', 'a lock that one has cannot be cancelled away', () => {
  const lock = new DeferredLock();
  const d = lock.acquire();
  d.cancel();
  expect(successResultOf(d) === lock).toBe(true);
});

primitives('test_cancelLockBeforeAcquired', 'a wait that is cancelled is passed over', () => {
  const lock = new DeferredLock();
  lock.acquire().drop();
  const cancelled = lock.acquire();
  const next = lock.acquire();
  cancelled.cancel();
  failureResultOf(cancelled, CancelledError);
  lock.release();
  expect(successResultOf(next) === lock).toBe(true);
});

primitives('testSemaphore', 'as many holders as tokens; run gives its token back', () => {
  const semaphore = new DeferredSemaphore(3);
  const control = new Deferred<null>();
  const done = semaphore.run(() => control);
  expect(semaphore.tokens).toBe(2);
  assertNoResult(done);
  control.callback(null);
  expect(semaphore.tokens).toBe(3);

  let holders = 0;
  for (let i = 0; i < 3; i++) semaphore.acquire().addCallback(() => void holders++);
  const cancelled = semaphore.acquire();
  cancelled.cancel();
  failureResultOf(cancelled, CancelledError);
  semaphore.acquire().addCallback(() => void holders++);
  expect(holders).toBe(3);
  semaphore.release();
  expect(holders).toBe(4);
  for (let i = 0; i < 3; i++) semaphore.release();
  expect([holders, semaphore.tokens]).toEqual([4, 3]);
  expect(() => semaphore.release()).toThrow(AssertionError);
});

primitives('test_semaphoreInvalidTokens', 'there is at least one token', () => {
  expect(() => new DeferredSemaphore(0)).toThrow(ValueError);
  expect(() => new DeferredSemaphore(-1)).toThrow(ValueError);
});

primitives('test_cancelSemaphoreAfterAcquired', 'a token that one has stays', () => {
  const semaphore = new DeferredSemaphore(1);
  const d = semaphore.acquire();
  d.cancel();
  expect(successResultOf(d) === semaphore).toBe(true);
});

primitives('test_cancelSemaphoreBeforeAcquired', 'a cancelled wait fails', () => {
  const semaphore = new DeferredSemaphore(1);
  semaphore.acquire().drop();
  const d = semaphore.acquire();
  d.cancel();
  failureResultOf(d, CancelledError);
});

primitives('testQueue', 'gets and items meet in order; both sides have a limit', () => {
  const queue = new DeferredQueue<number>(2, 2);
  const got: number[] = [];
  const take = (): void => void queue.get().addCallback((item) => void got.push(item));
  take();
  take();
  expect(() => queue.get()).toThrow(QueueUnderflow);
  queue.put(0);
  expect(got).toEqual([0]);
  queue.put(1);
  queue.put(2);
  queue.put(3);
  expect(got).toEqual([0, 1]);
  expect(() => queue.put(4)).toThrow(QueueOverflow);
  take();
  take();
  expect(got).toEqual([0, 1, 2, 3]);

  expect(() => new DeferredQueue(0).put(1)).toThrow(QueueOverflow);
  expect(() => new DeferredQueue(null, 0).get()).toThrow(QueueUnderflow);
});

primitives('test_cancelQueueAfterSynchronousGet', 'an item that came stays', () => {
  const queue = new DeferredQueue<string>();
  const d = queue.get();
  queue.put('item');
  d.cancel();
  expect(successResultOf(d)).toBe('item');
});

primitives('test_cancelQueueAfterGet', 'a cancelled get takes no item', () => {
  const queue = new DeferredQueue<string>();
  const d = queue.get();
  d.cancel();
  failureResultOf(d, CancelledError);
  queue.put('item');
  expect(successResultOf(queue.get())).toBe('item');
});

beyond('whoever waits first is served first: by lock, semaphore and queue', () => {
  const order: string[] = [];
  const note = (name: string) => (): void => void order.push(name);
  const lock = new DeferredLock();
  const semaphore = new DeferredSemaphore(1);
  const queue = new DeferredQueue<null>();
  for (const n of [0, 1, 2]) {
    lock.acquire().addCallback(note(`lock ${n}`));
    semaphore.acquire().addCallback(note(`semaphore ${n}`));
    queue.get().addCallback(note(`queue ${n}`));
  }
  for (let i = 0; i < 2; i++) {
    lock.release();
    semaphore.release();
    queue.put(null);
  }
  queue.put(null);
  for (const name of ['lock', 'semaphore', 'queue']) {
    const served = order.filter((entry) => entry.startsWith(name));
    expect(served).toEqual([`${name} 0`, `${name} 1`, `${name} 2`]);
  }
});
