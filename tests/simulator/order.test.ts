import { describe, expect, test } from 'vitest';
import { EventQueue } from '../../src/simulator/clock';
import { FileTable } from '../../src/simulator/kernel/fileTable';
import type { KernelFile } from '../../src/simulator/kernel/file';
import { preview } from '../../src/simulator/bytes';
import { msToNs, roundHalfEven, secondsToNs } from '../../src/simulator/units';
import { heapify, heappop, heappush } from '../../src/twisted/python/heapq';

describe('the event queue', () => {
  test('runs by time, then in the order in which jobs were put in', () => {
    const queue = new EventQueue();
    const ran: string[] = [];
    const job = (name: string) => (): void => void ran.push(`${name}@${queue.nowNs}`);
    queue.at(20, job('c'));
    queue.at(10, job('a'));
    queue.at(20, job('d'));
    queue.at(10, job('b'));
    queue.advanceTo(20);
    expect(ran).toEqual(['a@10', 'b@10', 'c@20', 'd@20']);
  });

  test('a job of the past runs as soon as the queue is looked at, and time does not go back', () => {
    const queue = new EventQueue();
    queue.advanceTo(100);
    let at = -1;
    queue.at(50, () => (at = queue.nowNs));
    queue.runDue();
    expect(at).toBe(100);
  });

  test('a job that was taken back does not run, and is not the next', () => {
    const queue = new EventQueue();
    const job = queue.at(10, () => expect.unreachable());
    queue.at(30, () => undefined);
    queue.cancel(job);
    expect(queue.nextNs()).toBe(30);
    queue.advanceTo(100);
    expect(queue.nowNs).toBe(100);
  });

  test('jobs that a due job adds for now run in the same go', () => {
    const queue = new EventQueue();
    let count = 0;
    queue.after(0, () => queue.after(0, () => count++));
    queue.runDue();
    expect(count).toBe(1);
  });
});

describe("CPython's heapq, with keys that are all equal", () => {
  interface Item {
    key: number;
    name: number;
  }
  const less = (a: Item, b: Item): boolean => a.key < b.key;
  const items = (n: number): Item[] =>
    Array.from({ length: n }, (_, i) => ({ key: 0, name: i + 1 }));
  const drain = (heap: Item[]): number[] => {
    const order: number[] = [];
    while (heap.length > 0) order.push(heappop(heap, less).name);
    return order;
  };

  test.each([
    [5, [1, 3, 5, 2, 4]],
    [8, [1, 3, 7, 6, 8, 5, 2, 4]],
  ])('%s pushed come out as in Python', (n, order) => {
    const heap: Item[] = [];
    for (const item of items(n)) heappush(heap, item, less);
    expect(drain(heap)).toEqual(order);
  });

  test('heapify: a heap by key', () => {
    const heap = [5, 3, 8, 1, 9, 2].map((key) => ({ key, name: key }));
    heapify(heap, less);
    expect(drain(heap)).toEqual([1, 2, 3, 5, 8, 9]);
  });
});

test('the file table gives the lowest free descriptor, from 3', () => {
  const table = new FileTable();
  const file = {} as KernelFile;
  expect([table.open(file), table.open(file), table.open(file)]).toEqual([3, 4, 5]);
  table.close(3);
  table.close(4);
  expect([table.open(file), table.open(file), table.open(file)]).toEqual([3, 4, 6]);
  table.close(5);
  expect(() => table.get(5)).toThrow('bad file descriptor 5');
});

test.each([
  [0.5, 0],
  [1.5, 2],
  [2.5, 2],
  [2.4999, 2],
  [-0.5, 0],
  [-1.5, -2],
])('rounding halves to even: %s is %s', (given, rounded) => {
  expect(roundHalfEven(given) + 0).toBe(rounded);
});

test('seconds and milliseconds are whole nanoseconds', () => {
  expect(secondsToNs(0.1)).toBe(100_000_000);
  expect(secondsToNs(1e-8)).toBe(10);
  expect(msToNs(2.5)).toBe(2_500_000);
  expect(msToNs(33.333333)).toBe(33_333_333);
});

test('a preview is 40 bytes and says when there is more', () => {
  expect(preview('x'.repeat(40))).toBe('x'.repeat(40));
  expect(preview('x'.repeat(41))).toBe(`${'x'.repeat(40)}...`);
});
