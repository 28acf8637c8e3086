import { isPart, type Work } from '../player/work';
import type { ReactorSpan, Wait } from '../player/world/world.types';
import type { VirtualNs } from '../recording/events';

/** Waits of one client that a timeline can show beside each other, and of all clients that have a lane in it. */
const MAX_WAITS = 250;
const MAX_ALL_WAITS = 1_000;
const LANES = 14;
/** Marks of the reactor's lane: several times as many as it has pixels. */
const MAX_SPANS = 4_000;

/**
 * Waits for a picture of the whole run. Of a client with very many, the longest that begins in each of up to 250
 * equal parts of the run stands for the others of that part; the longest of all is always among them. Clients that
 * have no lane in any picture have none.
 */
export function* downsampleWaits(
  waits: readonly Wait[],
  endNs: VirtualNs,
  clients: readonly string[],
): Work<Wait[]> {
  const lanes = Math.max(1, Math.min(clients.length, LANES));
  const most = Math.min(MAX_WAITS, Math.floor(MAX_ALL_WAITS / lanes));
  const counts = new Map<string, number>();
  for (const [i, { client }] of waits.entries()) {
    if (isPart(i)) yield;
    counts.set(client, (counts.get(client) ?? 0) + 1);
  }
  const withLane = new Set(clients);
  const longest = new Map<string, Wait>();
  const kept = new Set<Wait>();
  for (const [i, wait] of waits.entries()) {
    if (isPart(i)) yield;
    if (!withLane.has(wait.client)) continue;
    if (counts.get(wait.client)! <= most) kept.add(wait);
    else keepLonger(longest, `${partOf(wait.sentNs, endNs, most)} ${wait.client}`, wait, endNs);
  }
  for (const wait of longest.values()) kept.add(wait);
  return [...kept].sort((a, b) => a.sentIndex - b.sentIndex);
}

const partOf = (timeNs: VirtualNs, endNs: VirtualNs, parts: number): number =>
  Math.floor((timeNs / Math.max(1, endNs)) * parts);

function keepLonger(longest: Map<string, Wait>, key: string, wait: Wait, endNs: VirtualNs): void {
  const other = longest.get(key);
  if (other === undefined || lengthOf(wait, endNs) > lengthOf(other, endNs)) {
    longest.set(key, wait);
  }
}

const lengthOf = (wait: Wait, endNs: VirtualNs): number =>
  (wait.answeredNs ?? wait.lostNs ?? endNs) - wait.sentNs;

/**
 * Spans of the reactor's thread for the same picture: of very many, those that are a 4,000th of the run or longer, and
 * of the others the first in each 4,000th.
 */
export function* downsampleSpans(
  spans: readonly ReactorSpan[],
  endNs: VirtualNs,
): Work<ReactorSpan[]> {
  if (spans.length <= MAX_SPANS) return [...spans];
  const partNs = Math.max(1, endNs) / MAX_SPANS;
  const kept: ReactorSpan[] = [];
  let lastPart = -1;
  for (const [i, span] of spans.entries()) {
    if (isPart(i)) yield;
    const part = Math.floor(span.startNs / partNs);
    if (span.endNs - span.startNs < partNs && part === lastPart) continue;
    kept.push(span);
    lastPart = part;
  }
  return kept;
}
