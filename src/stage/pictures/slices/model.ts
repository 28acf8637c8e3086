import { passagesOf, piecesOf, type Passage } from '../../../player/measures/pieces';
import { waitsOf } from '../../../player/measures/waits';
import type { VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import type { Picture } from '../../../scenario/picture';
import type { Values } from '../../../scenario/types';
import type { Span } from '../../kit/sizes';

/** More than this holds the thread for too long. */
const BLOCKED_NS = 100e6;
const WAY_NS = 40e6;
/** So many turns of work are in the close-up, and at least so long a time. */
const TURNS = 8;
const LEAST_NS = 150e6;

/** A stretch of the close-up. Times in ns. */
export interface Stretch {
  startNs: VirtualNs;
  endNs: VirtualNs;
  /** How many pieces are one to look at. */
  count: number;
  /** Whose work it is; null where several are one. */
  owner: string | null;
  /** The turn that it is in holds the thread for too long. */
  blocked: boolean;
}

/** What the close-up shows of the run, from when to when. */
export function closeUp(recording: Recording, timeNs: VirtualNs): [VirtualNs, VirtualNs] {
  const [firstNs, lastNs] = workOf(recording);
  const { holds } = piecesOf(recording);
  const hold = holds[Math.floor(holds.length / 2)];
  const whole = lastNs - firstNs + 2 * WAY_NS;
  const length = Math.min(
    whole,
    hold ? Math.max(LEAST_NS, TURNS * (hold.endNs - hold.startNs)) : whole,
  );
  const latest = lastNs + WAY_NS - length;
  const startNs = Math.min(latest, Math.max(firstNs - WAY_NS, timeNs - 0.45 * length));
  return [startNs, startNs + length];
}

const works = new WeakMap<Recording, [VirtualNs, VirtualNs]>();

/** When the work begins and ends, on whatever thread. */
function workOf(recording: Recording): [VirtualNs, VirtualNs] {
  let found = works.get(recording);
  if (found !== undefined) return found;
  found = [0, 1];
  let isFirst = true;
  for (const event of recording.events) {
    if (event.kind !== 'block') continue;
    if (isFirst) found = [event.timeNs, event.timeNs];
    isFirst = false;
    found[1] = Math.max(found[1], event.timeNs + event.durationNs);
  }
  works.set(recording, found);
  return found;
}

/** The pieces between two times, those together that are less than `leastNs` long and apart. */
export function stretchesOf(
  recording: Recording,
  [fromNs, toNs]: readonly [VirtualNs, VirtualNs],
  leastNs: VirtualNs,
): Stretch[] {
  const { pieces, holds } = piecesOf(recording);
  const tooLong = new Set(
    holds.filter(({ startNs, endNs }) => endNs - startNs > BLOCKED_NS).map(({ turn }) => turn),
  );
  const stretches: Stretch[] = [];
  for (const { startNs, endNs, turn, owner } of pieces) {
    if (endNs < fromNs || startNs > toNs) continue;
    const last = stretches.at(-1);
    if (last && endNs - startNs < leastNs && startNs - last.endNs < leastNs) {
      last.endNs = endNs;
      last.count++;
      if (last.owner !== owner) last.owner = null;
    } else {
      stretches.push({ startNs, endNs, count: 1, owner, blocked: tooLong.has(turn) });
    }
  }
  return stretches;
}

/** What threads of a pool work between two times. */
export function threadWork(
  { events }: Recording,
  [fromNs, toNs]: readonly [VirtualNs, VirtualNs],
): { startNs: VirtualNs; endNs: VirtualNs }[] {
  return events.flatMap((event) => {
    if (event.kind !== 'block' || event.thread === undefined) return [];
    const { timeNs: startNs, durationNs } = event;
    const endNs = startNs + durationNs;
    return endNs < fromNs || startNs > toNs ? [] : [{ startNs, endNs }];
  });
}

/** The lines of a client that are on their way between two times. */
export function linesOf(
  recording: Recording,
  client: string,
  [fromNs, toNs]: readonly [VirtualNs, VirtualNs],
): Passage[] {
  return passagesOf(recording).filter(
    (line) =>
      line.client === client && line.arrivedNs <= toNs && (line.sentNs ?? Infinity) >= fromNs,
  );
}

/** What the reader’s slice has come to up to a time: the longest waits so far, ns, null before the first. */
export interface Outcome {
  slice: number;
  waitsNs: (VirtualNs | null)[];
}

export function outcomeOf(
  recording: Recording,
  { slice, waits, works: worker }: Picture<'slices'>,
  values: Values,
  timeNs = Infinity,
): Outcome {
  const longest = (name: string): VirtualNs | null => {
    const own = waitsOf(recording).flatMap(({ client, sentNs, answeredNs }) =>
      client === name && answeredNs !== null && answeredNs <= timeNs ? [answeredNs - sentNs] : [],
    );
    return own.length === 0 ? null : Math.max(...own);
  };
  return {
    slice: values[slice]!,
    waitsNs: [longest(waits), longest(worker)],
  };
}

/** Scales of the chart: the slice on a logarithmic axis, waits on one from 0. */
export interface ChartScales {
  x(sliceMs: number): number;
  y(waitNs: VirtualNs): number;
  /** The value whose place is nearest to `x`. */
  nearest(x: number): number;
  ticksNs: readonly VirtualNs[];
}

export function chartScales(
  box: { x: number; y: number; width: number; height: number },
  values: readonly number[],
  mostNs: VirtualNs,
): ChartScales {
  const [low, high] = [Math.log10(values[0]!), Math.log10(values.at(-1)!)];
  const topNs = mostNs * 1.2;
  const stepNs = topNs < 2e9 ? 5e8 : 1e9;
  const x = (ms: number): number => box.x + ((Math.log10(ms) - low) / (high - low)) * box.width;
  const away = (at: number, value: number): number => Math.abs(x(value) - at);
  return {
    x,
    y: (ns) => box.y + box.height * (1 - ns / topNs),
    nearest: (at) => values.reduce((best, one) => (away(at, one) < away(at, best) ? one : best)),
    ticksNs: Array.from({ length: Math.floor(topNs / stepNs) + 1 }, (_, i) => i * stepNs),
  };
}

/** Of a stretch of time, the part between two others; null when nothing is left of it. */
export function within(
  startNs: VirtualNs,
  endNs: VirtualNs,
  [fromNs, toNs]: readonly [VirtualNs, VirtualNs],
  scale: (ns: VirtualNs) => number,
): Span | null {
  const [a, b] = [Math.max(startNs, fromNs), Math.min(endNs, toNs)];
  return b < a ? null : { x0: scale(a), x1: scale(b) };
}
