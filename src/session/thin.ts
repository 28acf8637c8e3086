import type { Wait } from '../player/world.types';
import type { VirtualNs } from '../recording/events';

/** Waits of one client that a timeline can show beside each other. */
const MAX_WAITS = 250;

/**
 * Waits for a picture of the whole run. Of a client with very many, the longest that begins in each of 250 equal
 * parts of the run stands for the others of that part; the longest of all is always among them.
 */
export function fewEnough(waits: readonly Wait[], endNs: VirtualNs): Wait[] {
  const counts = new Map<string, number>();
  for (const { client } of waits) counts.set(client, (counts.get(client) ?? 0) + 1);
  const longest = new Map<string, Wait>();
  const kept = new Set<Wait>();
  for (const wait of waits) {
    if (counts.get(wait.client)! <= MAX_WAITS) {
      kept.add(wait);
      continue;
    }
    const part = Math.floor((wait.sentNs / Math.max(1, endNs)) * MAX_WAITS);
    const key = `${part} ${wait.client}`;
    const other = longest.get(key);
    if (other === undefined || lengthOf(wait, endNs) > lengthOf(other, endNs)) {
      longest.set(key, wait);
    }
  }
  for (const wait of longest.values()) kept.add(wait);
  return waits.filter((wait) => kept.has(wait));
}

const lengthOf = (wait: Wait, endNs: VirtualNs): number =>
  (wait.answeredNs ?? wait.lostNs ?? endNs) - wait.sentNs;
