import type { Wait } from '../../player/world/world.types';
import type { Shown } from '../../session/downsample';

/** Steps of the picture of who waits: about one for each three pixels. */
const BINS = 320;

/** How many clients waited at once, at most, in each of equal parts of the run. A client with several waits is one. */
export function waitingOver(waits: readonly Wait[], endNs: number): number[] {
  const binOf = (timeNs: number): number =>
    Math.min(BINS - 1, Math.max(0, Math.floor((timeNs / Math.max(1, endNs)) * BINS)));
  const { starts, ends } = stretches(waits, endNs);
  const most = new Array<number>(BINS).fill(0);
  let now = 0;
  let bin = 0;
  let over = 0;
  /** Goes on to a part: who waits now waits in each part on the way. */
  const goTo = (to: number): void => {
    while (bin < to) most[++bin] = now;
  };
  for (const startNs of starts) {
    for (; ends[over]! <= startNs; over++, now--) goTo(binOf(ends[over]!));
    goTo(binOf(startNs));
    most[bin] = Math.max(most[bin]!, ++now);
  }
  for (; over < ends.length; over++, now--) goTo(binOf(ends[over]!));
  return most;
}

/** When some client begins to wait and when one stops, each in order: waits of one client that overlap are one. */
function stretches(
  waits: readonly Wait[],
  endNs: number,
): { starts: Float64Array; ends: Float64Array } {
  const starts: number[] = [];
  const ends: number[] = [];
  /** By client, the place of its last one. */
  const places = new Map<string, number>();
  for (const { client, sentNs, answeredNs, lostNs } of waits) {
    const untilNs = answeredNs ?? lostNs ?? endNs;
    const place = places.get(client);
    if (place !== undefined && sentNs <= ends[place]!) {
      ends[place] = Math.max(ends[place]!, untilNs);
    } else {
      places.set(client, starts.length);
      starts.push(sentNs);
      ends.push(untilNs);
    }
  }
  return { starts: Float64Array.from(starts).sort(), ends: Float64Array.from(ends).sort() };
}

/** The steps as the outline of an area that stands on `y1`. */
export function areaPath(
  counts: readonly number[],
  box: { x0: number; x1: number; y0: number; y1: number },
): string {
  const most = Math.max(1, ...counts);
  const width = (box.x1 - box.x0) / counts.length;
  const steps = counts.map((count, i) => {
    const y = box.y1 - (count / most) * (box.y1 - box.y0);
    return `L${round(box.x0 + i * width)},${round(y)}h${round(width)}`;
  });
  return `M${box.x0},${box.y1}${steps.join('')}L${box.x1},${box.y1}Z`;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** What a press takes hold of: an end of the part, the part as a whole, or nothing, which begins a new part. */
export type Grip = 'from' | 'to' | 'part' | 'new';

const NEAR_PX = 10;

/** @param ends of the part, in units of the picture; null where the whole run is shown. */
export function gripAt(x: number, ends: readonly [number, number] | null): Grip {
  if (ends === null) return 'new';
  if (Math.abs(x - ends[0]) <= NEAR_PX) return 'from';
  if (Math.abs(x - ends[1]) <= NEAR_PX) return 'to';
  return x > ends[0] && x < ends[1] ? 'part' : 'new';
}

/** The part after the pointer went from `startNs` to `atNs` with a grip on it. */
export function dragged(grip: Grip, part: Shown, startNs: number, atNs: number): Shown {
  if (grip === 'part') return [part[0] + atNs - startNs, part[1] + atNs - startNs];
  const other = grip === 'from' ? part[1] : grip === 'to' ? part[0] : startNs;
  return [Math.min(other, atNs), Math.max(other, atNs)];
}

/** An end of the part, moved by a key; null for a key that moves nothing. */
export function movedByKey(key: string, timeNs: number, endNs: number): number | null {
  const step = endNs / 100;
  const moves: Record<string, number> = {
    ArrowLeft: timeNs - step,
    ArrowDown: timeNs - step,
    ArrowRight: timeNs + step,
    ArrowUp: timeNs + step,
    PageDown: timeNs - 10 * step,
    PageUp: timeNs + 10 * step,
    Home: 0,
    End: endNs,
  };
  const to = Object.hasOwn(moves, key) ? moves[key]! : null;
  return to === null ? null : Math.min(endNs, Math.max(0, to));
}
