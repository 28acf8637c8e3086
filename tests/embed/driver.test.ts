import { describe, expect, test } from 'vitest';
import { Driver } from '../../src/embed/driver.svelte';
import type { Session } from '../../src/session/session.svelte';

/** A session that counts, and one listener that acts whenever it sees a number of `again`, before one that does not. */
function setUp(again: readonly number[]): {
  driver: Driver;
  set: (to: number) => void;
  seen: Record<'drawn' | 'first' | 'second', string[]>;
} {
  const session = { at: 0 };
  const seen = { drawn: [] as string[], first: [] as string[], second: [] as string[] };
  const now = (): string => `${session.at}${driver.auto ? ' by itself' : ''}`;
  const driver = new Driver(session as unknown as Session, () => seen.drawn.push(now()));
  const set = (to: number, auto = false): void => driver.act(() => (session.at = to), auto);
  driver.onchange(() => {
    seen.first.push(now());
    if (again.includes(session.at)) set(session.at + 10, true);
  });
  driver.onchange(() => void seen.second.push(now()));
  return { driver, set, seen };
}

describe('an act of a listener, while another is told of', () => {
  test('comes after it: the picture and all listeners see both, in the same order', () => {
    const { driver, set, seen } = setUp([1, 11]);
    set(1);
    const both = ['1', '11 by itself', '21 by itself'];
    expect(seen).toEqual({ drawn: both, first: both, second: both });
    expect(driver.auto).toBe(false);
  });

  test('comes after one that another listener asked for before it', () => {
    const { driver, set, seen } = setUp([1]);
    driver.onchange(() => void (seen.second.at(-1) === '1' && set(5)));
    set(1);
    expect(seen.drawn).toEqual(['1', '11 by itself', '5']);
  });

  test('is done when `act` returns to who began', () => {
    const { driver, set } = setUp([1]);
    set(1);
    expect(driver.session).toEqual({ at: 11 });
  });
});

test('an act within a change comes after that change', () => {
  const { driver, set, seen } = setUp([]);
  driver.act(() => {
    set(2);
    set(3);
    expect(driver.session).toEqual({ at: 0 });
  });
  expect(seen.second).toEqual(['0', '2', '3']);
});

test('an error ends what follows from it, and nothing else', () => {
  const { driver, set, seen } = setUp([]);
  expect(() =>
    driver.act(() => {
      set(7);
      throw new Error('no');
    }),
  ).toThrow('no');
  set(8);
  expect(seen.drawn).toEqual(['8']);
});
