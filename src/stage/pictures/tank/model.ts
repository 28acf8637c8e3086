import {
  buffersOf,
  fillAt,
  totalAt,
  type Fill,
  type Total,
} from '../../../player/measures/buffers';
import type { VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import type { Rect } from '../../kit/sizes';

/**
 * Who could shut the tap between a file and our buffer: nobody (`none`), or a producer, which goes on (`open`), has been
 * paused or not been asked yet (`shut`), or is done (`over`). `idle`: nothing has been written yet.
 */
export type Tap = 'idle' | 'none' | 'open' | 'shut' | 'over';

export interface TankModel {
  fill: Fill;
  /** Bytes that have left the file. */
  taken: number;
  tap: Tap;
  /** The producer is asked for each piece; it is not paused. */
  pulls: boolean;
  /** The connection is over. */
  isOver: boolean;
  /** Our kernel’s buffer has no room worth speaking of: select() does not call it writable. */
  kernelIsFull: boolean;
  /** There is more in the client's kernel than its program reads at a time. */
  clientIsSlow: boolean;
  /** Shares of each tank, from 0 to 1. */
  levels: readonly [number, number, number];
  /** All of our buffers, bytes: now, and at most up to now or in all of the run. */
  total: number;
  most: number;
}

interface Life {
  registers: number;
  streaming: boolean;
  ends: number;
  lost: number;
}

const lives = new WeakMap<Recording, Map<string, Life>>();

/** When a client's connection has a producer, by the indexes of events. */
function lifeOf(recording: Recording, client: string): Life {
  const known = lives.get(recording) ?? new Map<string, Life>();
  lives.set(recording, known);
  let life = known.get(client);
  if (life !== undefined) return life;
  life = { registers: Infinity, streaming: false, ends: Infinity, lost: Infinity };
  for (const [index, event] of recording.events.entries()) {
    if ((event as { conn?: string | null }).conn !== client) continue;
    if (event.kind === 'registerProducer') {
      Object.assign(life, { registers: index, streaming: event.streaming });
    } else if (event.kind === 'unregisterProducer') life.ends = index;
    else if (event.kind === 'connectionLost') life.lost = index;
  }
  known.set(client, life);
  return life;
}

/** @param fileBytes size of the file, which our buffer is drawn to hold */
export function tankModel(
  recording: Recording,
  index: number,
  client: string,
  fileBytes: number,
  showsAll: boolean,
): TankModel {
  const fill = fillAt(recording, client, index);
  const { registers, streaming, ends, lost } = lifeOf(recording, client);
  const { ours, kernel, theirs, read } = fill;
  const taken = ours + kernel + theirs + read;
  const tap = (): Tap => {
    if (index >= ends || index >= lost) return 'over';
    if (registers <= index) return ours > 0 ? 'shut' : 'open';
    return taken > 0 ? 'none' : 'idle';
  };
  const { serverSendBuffer = 1, clientRecvBuffer = 1 } = recording.net ?? {};
  const free = serverSendBuffer - kernel;
  return {
    fill,
    taken,
    tap: tap(),
    pulls: registers <= index && !streaming,
    isOver: index >= lost,
    kernelIsFull: free < Math.floor(kernel / 2),
    clientIsSlow: theirs > clientRecvBuffer / 3,
    levels: [ours / fileBytes, kernel / serverSendBuffer, theirs / clientRecvBuffer].map((level) =>
      Math.min(1, level),
    ) as [number, number, number],
    total: totalAt(recording, index),
    most: showsAll ? buffersOf(recording).peak.bytes : mostUpTo(recording, index),
  };
}

function mostUpTo(recording: Recording, index: number): number {
  const { peak, totals } = buffersOf(recording);
  if (peak.index <= index) return peak.bytes;
  let most = 0;
  for (const total of totals) {
    if (total.index > index) break;
    most = Math.max(most, total.bytes);
  }
  return most;
}

/** Scales of the chart of our memory: the run’s time, and bytes from 0. */
export interface MemoryScales {
  x(timeNs: VirtualNs): number;
  y(bytes: number): number;
}

export function memoryScales(box: Rect, endNs: VirtualNs, mostBytes: number): MemoryScales {
  return {
    x: (ns) => box.x + (ns / Math.max(1, endNs)) * box.width,
    y: (bytes) => box.y + box.height * (1 - bytes / Math.max(1, mostBytes * 1.12)),
  };
}

/**
 * Our memory over time as the outline of an area, up to `untilNs`: of each half pixel the most, so that it has no more
 * points than are to be seen.
 */
export function memoryPath(
  recording: Recording,
  { x, y }: MemoryScales,
  untilNs: VirtualNs,
): string {
  const points: string[] = [];
  const round = (n: number): number => Math.round(n * 10) / 10;
  let column = -1;
  let most: Total | null = null;
  let level = y(0);
  const put = (): void => {
    if (most === null) return;
    points.push(`H${round(x(most.timeNs))}V${round(y(most.bytes))}`);
    level = y(most.bytes);
  };
  let last = 0;
  for (const total of buffersOf(recording).totals) {
    if (total.timeNs > untilNs) break;
    const at = Math.floor(x(total.timeNs) * 2);
    if (at !== column) {
      put();
      column = at;
      most = total;
    } else if (most === null || total.bytes > most.bytes) most = total;
    last = total.bytes;
  }
  put();
  if (round(level) !== round(y(last))) points.push(`V${round(y(last))}`);
  return `M${round(x(0))},${round(y(0))}${points.join('')}H${round(x(untilNs))}V${round(y(0))}Z`;
}
