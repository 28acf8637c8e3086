import type { VirtualNs } from '../../../recording/events';
import type { Rect } from '../../kit/sizes';
import type { Flow, Steps } from './model';

/** Points of one curve that a picture can tell apart. */
const MOST_POINTS = 240;

export interface FlowPaths {
  /** Jobs that wait: between given and begun. */
  waiting: string;
  /** Jobs that threads are at: between begun and done. */
  served: string;
}

/**
 * The two areas up to `nowNs`. Each job is a row: to the right goes the time, upwards the jobs' number; a row is dotted
 * while its job waits and filled while a thread is at it.
 */
export function flowPaths(flow: Flow, box: Rect, endNs: VirtualNs, nowNs: VirtualNs): FlowPaths {
  const most = Math.max(1, flow.taken.length);
  const x = (ns: VirtualNs): number => box.x + (ns / Math.max(1, endNs)) * box.width;
  const y = (n: number): number => box.y + box.height - (n / most) * box.height;
  const curve = (steps: Steps): [number, number][] => {
    const n = countAt(steps, nowNs);
    const stride = Math.max(1, Math.ceil(n / MOST_POINTS));
    const points: [number, number][] = [[x(0), y(0)]];
    for (let i = 0; i < n; i += stride) points.push([x(steps[i]!), y(i)]);
    points.push([x(nowNs), y(n)]);
    return points;
  };
  const [taken, begun, ended] = [curve(flow.taken), curve(flow.begun), curve(flow.ended)];
  return { waiting: area(taken, begun), served: area(begun, ended) };
}

/** How many of the times are not later than `nowNs`. */
export function countAt(steps: Steps, nowNs: VirtualNs): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= nowNs) low = middle + 1;
    else high = middle;
  }
  return low;
}

const tenth = (n: number): number => Math.round(n * 10) / 10;

function area(upper: readonly [number, number][], lower: readonly [number, number][]): string {
  const text = ([px, py]: [number, number]): string => `${tenth(px)},${tenth(py)}`;
  return `M${[...upper, ...[...lower].reverse()].map(text).join('L')}Z`;
}
