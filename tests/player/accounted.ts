import { expect } from 'vitest';
import { endOfWait, waitParts } from '../../src/player/measures/waitParts';
import { waitsOf } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';

/**
 * The parts of every wait: apart, in order, without a gap, whole nanoseconds, from its send to its end.
 * @returns how many waits there are
 */
export function expectAccounted(recording: Recording): number {
  const waits = waitsOf(recording);
  for (const wait of waits) {
    let nowNs = wait.sentNs;
    for (const part of waitParts(recording, wait)) {
      if (part.fromNs !== nowNs || part.toNs <= nowNs || !Number.isInteger(part.toNs)) {
        throw new Error(`${wait.client} “${wait.text}”: ${JSON.stringify(part)} after ${nowNs}`);
      }
      nowNs = part.toNs;
    }
    expect(nowNs).toBe(endOfWait(recording, wait));
  }
  return waits.length;
}
