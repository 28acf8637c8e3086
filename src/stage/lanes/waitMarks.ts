import { barPath, px } from './barPath';
import type { Wait } from '../../player/world/world.types';
import type { Lane } from './timeline';

export interface WaitBar {
  wait: Wait;
  /** Row inside the lane, from 0 at the top; waits that overlap have rows of their own. */
  row: number;
}

/** Rows for the waits of one client, so that none hides another. */
export function waitRows(waits: readonly Wait[]): { bars: WaitBar[]; rows: number } {
  const freeNs: number[] = [];
  const bars = waits.map((wait) => {
    let row = freeNs.findIndex((untilNs) => untilNs <= wait.sentNs);
    if (row < 0) row = freeNs.length;
    freeNs[row] = endOf(wait);
    return { wait, row };
  });
  return { bars, rows: freeNs.length };
}

/** The end of a wait: the answer, the end of its connection, or never. */
export function endOf(wait: Wait): number {
  return wait.answeredNs ?? wait.lostNs ?? Infinity;
}

/** A bar that is lower cannot be seen. */
const LOWEST_PX = 2.5;

export interface BarPlace {
  y: number;
  height: number;
}

/**
 * Where a wait's bar stands in its lane: alone in the middle, at most 20 px high; with others stacked. A bar that
 * overlaps none of its own cluster is alone even when the client had worse moments.
 */
export function barPlace(row: number, rows: number, lane: Lane): BarPlace {
  const inner = lane.height * 0.84;
  const gap = rows > 1 ? 1.5 : 0;
  const height = Math.max(LOWEST_PX, Math.min(20, (inner - gap * (rows - 1)) / rows));
  // Too many for their lane lie over each other, and not over the lanes beside it.
  const pitch = rows > 1 ? Math.min(height + gap, (inner - height) / (rows - 1)) : 0;
  const total = height + pitch * (rows - 1);
  return { y: lane.y + (lane.height - total) / 2 + row * pitch, height };
}

/** Splits waits into clusters that overlap in time; each cluster is stacked by itself. */
export function waitClusters(waits: readonly Wait[]): Wait[][] {
  const clusters: Wait[][] = [];
  let untilNs = -Infinity;
  for (const wait of [...waits].sort((a, b) => a.sentNs - b.sentNs)) {
    if (clusters.length === 0 || wait.sentNs >= untilNs) clusters.push([]);
    clusters.at(-1)!.push(wait);
    untilNs = Math.max(untilNs, endOf(wait));
  }
  return clusters;
}

export interface WaitMark {
  wait: Wait;
  x0: number;
  /** End of the bar: the answer, the playhead when the rest is hidden, or the end of the run. */
  x1: number;
  y: number;
  height: number;
  /** Too short a wait has its two marks beside each other and no bar. */
  bar: boolean;
  answered: boolean;
  /** The connection broke here, and no answer can come. */
  lost: boolean;
  sentPath: string;
  answerX: number;
  radius: number;
  /** One of more than the lane has room for beside each other: they are drawn together, as no eye tells them apart. */
  crowded: boolean;
}

const barMinPx = 14;

/** That an end of a wait is the one that is shown, and in the picture. */
function isAt(ns: number | null, shownNs: number | null, endNs: number): boolean {
  return ns !== null && ns === shownNs && ns <= endNs;
}

/** The marks of one client's waits. With `hideAfterNs`, as they looked at that time, and the sends of the future. */
export function waitMarks(
  waits: readonly Wait[],
  x: (timeNs: number) => number,
  lane: Lane,
  options: { hideAfterNs: number | null; endNs: number },
): WaitMark[] {
  const { hideAfterNs, endNs } = options;
  const seen = waits.map((wait) => ({ wait, shown: asSeen(wait, hideAfterNs) }));
  const waitOf = new Map(seen.map(({ wait, shown }) => [shown, wait]));
  return waitClusters(seen.map(({ shown }) => shown)).flatMap((cluster) => {
    const { bars, rows } = waitRows(cluster);
    const crowded = rows * LOWEST_PX > lane.height * 0.84;
    return bars.map(({ wait: shown, row }) => {
      const wait = waitOf.get(shown)!;
      const { y, height } = barPlace(row, rows, lane);
      const x0 = x(wait.sentNs);
      const x1 = x(Math.min(endNs, endOf(shown)));
      const half = Math.max(3.5, Math.min(7, height * 0.62));
      const middle = y + height / 2;
      // The tip is the moment of the send; the answer stands beside it, not on it.
      const back = half * 1.8;
      return {
        wait,
        x0,
        x1,
        y,
        height,
        bar: x1 - x0 >= barMinPx,
        // What comes after the end of a part of the run is not drawn: there it still waits.
        answered: isAt(wait.answeredNs, shown.answeredNs, endNs),
        lost: isAt(wait.lostNs, shown.lostNs, endNs),
        sentPath: `M${x0 - back},${middle - half}L${x0},${middle}L${x0 - back},${middle + half}Z`,
        answerX: Math.max(x1, x0 + half * 0.9),
        radius: half * 0.9,
        crowded,
      };
    });
  });
}

/** More waits than that in a crowd: those that have a bar, from send to answer, have no marks besides, which would hide it. */
const BARS_ONLY = 60;

/** Marks that are drawn together, as three paths: the bars, the sends and the answers. */
export function crowdPaths(marks: readonly WaitMark[]): {
  bars: string;
  sent: string;
  answered: string;
} {
  const bars = marks.filter(({ bar }) => bar);
  const marked = bars.length > BARS_ONLY ? marks.filter(({ bar }) => !bar) : marks;
  return {
    bars: bars
      .map(({ x0, x1, y, height }) => barPath({ x: x0, y, width: x1 - x0, height }))
      .join(''),
    sent: marked
      .map(({ x0, y, height }) => `M${px(x0 - 5)},${px(y + height / 2 - 3)}l5,3l-5,3z`)
      .join(''),
    answered: marked
      .filter(({ answered }) => answered)
      .map(
        ({ answerX, y, height }) =>
          `M${px(answerX - 3)},${px(y + height / 2)}a3,3 0 1 0 6,0a3,3 0 1 0 -6,0`,
      )
      .join(''),
  };
}

/** A wait as far as it may be seen: it ends at `hideAfterNs` at the latest, or is only a send. */
function asSeen(wait: Wait, hideAfterNs: number | null): Wait {
  if (hideAfterNs === null || (wait.answeredNs !== null && wait.answeredNs <= hideAfterNs)) {
    return { ...wait };
  }
  if (wait.lostNs !== null && wait.lostNs <= hideAfterNs) return { ...wait };
  return { ...wait, answeredNs: Math.max(wait.sentNs, hideAfterNs), lostNs: null };
}

/** The wait whose bar or marks are at a point of the picture, or null. `lanes` are those of the run's clients. */
export function waitAt(
  point: { x: number; y: number },
  run: { clients: readonly { name: string }[]; waits: readonly Wait[]; endNs: number },
  lanes: readonly Lane[],
  x: (timeNs: number) => number,
): Wait | null {
  const place = lanes.findIndex(({ y, height }) => point.y >= y && point.y < y + height);
  const client = run.clients[place];
  if (client === undefined) return null;
  const own = run.waits.filter((wait) => wait.client === client.name);
  const marks = waitMarks(own, x, lanes[place]!, { hideAfterNs: null, endNs: run.endNs });
  const near = marks.filter((mark) => point.x >= mark.x0 - 14 && point.x <= mark.x1 + 10);
  const away = (mark: WaitMark): number => Math.abs(mark.y + mark.height / 2 - point.y);
  near.sort((a, b) => away(a) - away(b));
  return near[0]?.wait ?? null;
}
