import { expect, test } from 'vitest';
import { Inbox } from '../../src/embed/inbox';
import type { Command } from '../../src/embed/protocol';

/** A clock that stands until it is moved, and an embed to which each command costs so many ms. */
function make(costMs: number) {
  let nowMs = 0;
  let due: { atMs: number; what: () => void } | null = null;
  const batches: string[][] = [];
  const inbox = new Inbox(
    (next) => {
      const batch: string[] = [];
      for (let command = next(); command; command = next()) {
        batch.push(`${command.method} ${String(command.value)}`);
        nowMs += costMs;
      }
      batches.push(batch);
    },
    {
      now: () => nowMs,
      later: (what, delayMs) => (due = { atMs: nowMs + delayMs, what }),
    },
  );
  return {
    inbox,
    batches,
    push: (method: Command['method'], value?: unknown) =>
      inbox.push({ method, value, listener: undefined }),
    /** Lets the time go by until nothing is left. */
    rest(): number {
      while (due !== null) {
        const { atMs, what } = due;
        nowMs = Math.max(nowMs, atMs);
        due = null;
        what();
      }
      return nowMs;
    },
  };
}

test('one alone is obeyed at once, those after it together', () => {
  const { push, batches, rest } = make(1);
  push('next');
  expect(batches).toEqual([['next undefined']]);
  push('next');
  push('prev');
  push('slide:start');
  expect(batches).toHaveLength(1);
  rest();
  expect(batches.slice(1)).toEqual([['next undefined', 'prev undefined', 'slide:start undefined']]);
});

test('of the same right after another the last counts, and the order stays', () => {
  const { push, batches, rest } = make(0);
  push('play');
  for (const value of [1, 2, 3]) push('goToStep', value);
  push('next');
  push('next');
  push('goToStep', 4);
  rest();
  expect(batches[1]).toEqual(['goToStep 3', 'next undefined', 'next undefined', 'goToStep 4']);
});

test('a flood leaves at least half of the time to others, and is done in the end', () => {
  const { push, batches, rest } = make(5);
  for (let i = 0; i < 100; i++) push(i % 2 ? 'setState' : 'next', i);
  const tookMs = rest();
  expect(batches.flat()).toHaveLength(100);
  for (const batch of batches) expect(batch.length).toBeLessThanOrEqual(2);
  expect(tookMs).toBeGreaterThan(2 * 100 * 5);
});

test('what there is no room for is refused', () => {
  const { push } = make(0);
  push('play');
  const taken = Array.from({ length: 700 }, (_, i) => push(i % 2 ? 'next' : 'prev'));
  expect(taken.filter(Boolean)).toHaveLength(500);
  expect(taken.slice(0, 500).every(Boolean)).toBe(true);
});
