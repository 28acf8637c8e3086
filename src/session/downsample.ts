import { isPart, type Work } from '../player/work';
import type { ReactorSpan, Wait } from '../player/world/world.types';
import type { VirtualNs } from '../recording/events';

/** Waits of one client that a timeline can show beside each other, and of all clients that have a lane in it. */
const MAX_WAITS = 250;
const MAX_ALL_WAITS = 1_000;
const LANES = 14;
/** Marks of the reactor's lane: several times as many as it has pixels. */
const MAX_SPANS = 4_000;

/** The time that a picture shows. */
export type Shown = readonly [fromNs: VirtualNs, toNs: VirtualNs];

/**
 * Waits for a picture of a run or of a part of it. Of a client with very many, the longest that begins in each of up to
 * 250 equal parts of that time stands for the others of the part; the longest of all is always among them. Clients that
 * have no lane in any picture have none.
 */
export function* downsampleWaits(
  waits: readonly Wait[],
  shown: Shown,
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
    else keepLonger(longest, `${partOf(wait.sentNs, shown, most)} ${wait.client}`, wait, shown[1]);
  }
  for (const wait of longest.values()) kept.add(wait);
  return [...kept].sort((a, b) => a.sentIndex - b.sentIndex);
}

const partOf = (timeNs: VirtualNs, [fromNs, toNs]: Shown, parts: number): number =>
  Math.floor(((timeNs - fromNs) / Math.max(1, toNs - fromNs)) * parts);

function keepLonger(longest: Map<string, Wait>, key: string, wait: Wait, endNs: VirtualNs): void {
  const other = longest.get(key);
  if (other === undefined || lengthOf(wait, endNs) > lengthOf(other, endNs)) {
    longest.set(key, wait);
  }
}

const lengthOf = (wait: Wait, endNs: VirtualNs): number =>
  (wait.answeredNs ?? wait.lostNs ?? endNs) - wait.sentNs;

/**
 * Spans of the reactor's thread for the same picture: of very many, those that are a 4,000th of its time or longer, and
 * of the others the first in each 4,000th.
 */
export function* downsampleSpans(
  spans: readonly ReactorSpan[],
  [fromNs, toNs]: Shown,
): Work<ReactorSpan[]> {
  if (spans.length <= MAX_SPANS) return [...spans];
  const partNs = Math.max(1, toNs - fromNs) / MAX_SPANS;
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
