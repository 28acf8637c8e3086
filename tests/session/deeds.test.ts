import { describe, expect, test } from 'vitest';
import { Deeds } from '../../src/session/deeds';

/** Somebody with values, at a place of the run. */
function reader() {
  const doer = {
    values: { pool: 10 } as Record<string, number>,
    timeNs: 5,
    setValue(id: string, value: number): void {
      doer.values = { ...doer.values, [id]: value };
      // The beat comes later where there are more.
      doer.timeNs += 1;
    },
    seekTime(timeNs: number): void {
      doer.timeNs = timeNs;
    },
  };
  return { doer, deeds: new Deeds(doer) };
}

describe('what the reader set by hand', () => {
  test('is undone one by one, the latest first, where it was done', () => {
    const { doer, deeds } = reader();
    deeds.set('pool', 12, false);
    deeds.set('pool', 20, false);
    expect(deeds.undo()).toBe(true);
    expect(doer.values['pool']).toBe(12);
    doer.timeNs = 60;
    expect(deeds.undo()).toBe(false);
    doer.timeNs = 6;
    expect(deeds.undo()).toBe(true);
    expect(doer.values['pool']).toBe(10);
    expect(deeds.undo()).toBe(false);
  });

  test('by one gesture is one deed', () => {
    const { doer, deeds } = reader();
    deeds.set('pool', 11, false);
    deeds.set('pool', 14, true);
    expect(deeds.undo()).toBe(true);
    expect(doer.values['pool']).toBe(10);
  });

  test('and then changed by its slider is not undone', () => {
    const { doer, deeds } = reader();
    deeds.set('pool', 12, false);
    doer.setValue('pool', 30);
    expect(deeds.undo()).toBe(false);
    expect(doer.values['pool']).toBe(30);
  });
});
