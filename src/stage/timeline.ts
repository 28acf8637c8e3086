import { scaleLinear } from 'd3-scale';
import type { ReactorSpan, Wait, WorkerSpan } from '../player/world.types';
import { firstFit, fitText, secondsText, textWidth } from './text';

/** One run as the timeline shows it. */
export interface TimelineRun {
  id: string;
  /** Names the run where two are compared: "block 3.0 s". */
  label: string;
  /** Clients in order of first appearance, what they are there for, and their longest wait in words. */
  clients: readonly {
    name: string;
    role: string;
    worst: string;
    /** Order of first appearance where the list leaves some out; it gives the shape. */
    index?: number;
  }[];
  spans: readonly ReactorSpan[];
  waits: readonly Wait[];
  workers?: readonly WorkerSpan[];
  endNs: number;
}

export type PictureSize = 'wide' | 'medium' | 'phone' | 'embed';

export interface Lane {
  y: number;
  height: number;
}

export interface GroupLayout {
  /** Baseline of the run's name above its lanes; null where it stands at the reactor's lane, or has none. */
  nameY: number | null;
  reactor: Lane;
  workers: Lane | null;
  lanes: Lane[];
  /** Clients that have no lane because there are too many. */
  hidden: number;
  hiddenY: number;
}

export interface TimelineLayout {
  width: number;
  height: number;
  plot: { x0: number; x1: number; y0: number; y1: number };
  axisY: number;
  titleY: number | null;
  labelX: number;
  markX: number;
  roleX: number;
  /** Right end of the column of longest waits. */
  worstX: number;
  labelPx: number;
  worstPx: number;
  groups: GroupLayout[];
}

interface SizeNumbers {
  width: number;
  height: number;
  plotX0: number;
  plotX1: number;
  titleY: number | null;
  axisY: number;
  labelX: number;
  markX: number;
  roleX: number;
  worstX: number;
  labelPx: number;
  worstPx: number;
  reactorPx: number;
  pitchMax: number;
  footPx: number;
  /** Height of the line for the name of a run. */
  namePx?: number;
}

const sizes: Record<PictureSize, SizeNumbers> = {
  // prettier-ignore
  wide: { width: 992, height: 312, plotX0: 138, plotX1: 880, titleY: 25, axisY: 46, labelX: 16, markX: 33, roleX: 56, worstX: 976, labelPx: 14, worstPx: 18, reactorPx: 34, pitchMax: 48, footPx: 28 },
  // prettier-ignore
  medium: { width: 992, height: 272, plotX0: 122, plotX1: 880, titleY: 25, axisY: 44, labelX: 16, markX: 32, roleX: 54, worstX: 976, labelPx: 14, worstPx: 18, reactorPx: 32, pitchMax: 42, footPx: 28 },
  // prettier-ignore
  phone: { width: 366, height: 234, plotX0: 42, plotX1: 296, titleY: null, axisY: 18, labelX: 8, markX: 20, roleX: 0, worstX: 360, labelPx: 14, worstPx: 16, reactorPx: 28, pitchMax: 40, footPx: 28 },
  // prettier-ignore
  embed: { width: 960, height: 442, plotX0: 150, plotX1: 776, titleY: null, axisY: 432, labelX: 28, markX: 46, roleX: 72, worstX: 930, labelPx: 17, worstPx: 34, reactorPx: 30, pitchMax: 56, footPx: 30 },
};

/** Two runs need more height on a phone, and their names a line of their own. */
const pairOnPhone: SizeNumbers = { ...sizes.phone, height: 400, namePx: 20 };

const laneGapPx = 8;
const groupGapPx = 12;

/** Where everything of a timeline stands, for one run or several that share the axis. */
export function timelineLayout(
  size: PictureSize,
  runs: readonly { clients: number; workers: boolean }[],
): TimelineLayout {
  const named = runs.length > 1;
  const n = named && size === 'phone' ? pairOnPhone : sizes[size];
  const top = n.axisY + 8;
  const bottom = n.height - n.footPx;
  const share = (bottom - top - groupGapPx * (runs.length - 1)) / Math.max(1, runs.length);
  const groups = runs.map((run, i) =>
    groupLayout(top + i * (share + groupGapPx), share, run, n, named),
  );
  const pitchMin = Math.min(
    ...groups.flatMap((group) => group.lanes.map((lane) => lane.height)),
    n.worstPx * 2,
  );
  return {
    width: n.width,
    height: n.height,
    plot: { x0: n.plotX0, x1: n.plotX1, y0: top, y1: bottom },
    axisY: n.axisY,
    titleY: n.titleY,
    labelX: n.labelX,
    markX: n.markX,
    roleX: n.roleX,
    worstX: n.worstX,
    labelPx: n.labelPx,
    worstPx: Math.max(13, Math.min(n.worstPx, pitchMin * 0.8)),
    groups,
  };
}

const lanePitchMin = 16;

function groupLayout(
  top: number,
  room: number,
  run: { clients: number; workers: boolean },
  n: SizeNumbers,
  named: boolean,
): GroupLayout {
  const reactorHeight = Math.min(n.reactorPx, named ? 22 : n.reactorPx);
  const namePx = n.namePx ?? 0;
  const reactor = { y: top + namePx, height: reactorHeight };
  let y = reactor.y + reactorHeight + (named ? laneGapPx / 2 : laneGapPx);
  let workers: Lane | null = null;
  if (run.workers) {
    workers = { y, height: reactorHeight * 0.8 };
    y += reactorHeight * 0.8 + laneGapPx / 2;
  }
  const left = top + room - y;
  const fit = Math.max(1, Math.floor(left / lanePitchMin));
  const shown = run.clients <= fit ? run.clients : fit - 1;
  const rows = run.clients <= fit ? run.clients : fit;
  const pitch = Math.min(n.pitchMax, left / Math.max(1, rows));
  const lanes = Array.from({ length: shown }, (_, i) => ({ y: y + i * pitch, height: pitch }));
  return {
    nameY: namePx > 0 ? top + 15 : null,
    reactor,
    workers,
    lanes,
    hidden: run.clients - shown,
    hiddenY: y + shown * pitch + pitch / 2,
  };
}

const tickRoomMaxPx = 100;

/** Ticks of the time axis: whole seconds, or every second one, on the usual scales. */
export function timeTicks(
  domainNs: readonly [number, number],
  plot: { x0: number; x1: number },
): { timeNs: number; x: number; label: string }[] {
  const scale = timeScale(domainNs, plot);
  const seconds = scaleLinear().domain([domainNs[0] / 1e9, domainNs[1] / 1e9]);
  const width = plot.x1 - plot.x0;
  const count = Math.floor(width / Math.min(tickRoomMaxPx, width / 4));
  const ticks = seconds.ticks(count);
  const format = seconds.tickFormat(count);
  return ticks.map((value) => ({
    timeNs: value * 1e9,
    x: scale(value * 1e9),
    label: `${format(value)} s`,
  }));
}

/** Time to x, and back with `invert`; clamped to the plot. */
export function timeScale(domainNs: readonly [number, number], plot: { x0: number; x1: number }) {
  return scaleLinear()
    .domain([domainNs[0], Math.max(domainNs[1], domainNs[0] + 1)])
    .range([plot.x0, plot.x1])
    .interpolate(tenths)
    .clamp(true);
}

/** Tenths of a pixel are enough, and keep the page that is sent ahead small. */
function tenths(from: number, to: number): (share: number) => number {
  return (share) => Math.round((from + (to - from) * share) * 10) / 10;
}

/** A handler takes no time unless it sleeps or computes, and must still be seen. */
export const markMinPx = 5;
const markGapPx = 1.5;
/** How far a burst of marks of one instant may spread to the right of its true place, in widths of the plot. */
const burstShareMax = 0.028;

export interface SpanMark {
  span: ReactorSpan;
  x: number;
  width: number;
  /** The playhead cuts it and its end is not to be told. */
  cut: boolean;
}

/**
 * Spans of the reactor thread as bars. What takes time is to scale and in its place. What takes none is
 * `markMinPx` wide: a burst of one instant stands side by side as far as `burstShareMax` allows, the rest of it is
 * drawn with the last. Reading, sending and accepting have a bar of their own only where no code ran at that instant.
 * None starts after `hideAfterNs`.
 */
export function spanMarks(
  spans: readonly ReactorSpan[],
  x: (timeNs: number) => number,
  plot: { x0: number; x1: number },
  hideAfterNs: number | null,
): SpanMark[] {
  const busyNs = new Set(
    spans.filter((span) => span.kind !== 'io').flatMap((span) => [span.startNs, span.endNs]),
  );
  const burstMaxPx = burstShareMax * (plot.x1 - plot.x0);
  const marks: SpanMark[] = [];
  let right = -Infinity;
  for (const span of spans) {
    if (hideAfterNs !== null && span.startNs > hideAfterNs) continue;
    const instant = span.endNs === span.startNs;
    if (span.kind === 'io' && instant && busyNs.has(span.startNs)) continue;
    const cut = hideAfterNs !== null && span.endNs > hideAfterNs;
    const trueX = x(span.startNs);
    const trueWidth = x(cut ? hideAfterNs : span.endNs) - trueX;
    if (trueWidth >= markMinPx) {
      marks.push({ span, x: trueX, width: trueWidth, cut });
      right = trueX + trueWidth;
      continue;
    }
    const start = Math.max(trueX, right + markGapPx);
    if (start - trueX > burstMaxPx || start + markMinPx > plot.x1 + burstMaxPx) continue;
    marks.push({ span, x: Math.min(start, plot.x1 - markMinPx), width: markMinPx, cut });
    right = start + markMinPx;
  }
  return marks;
}

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
    freeNs[row] = wait.answeredNs ?? Infinity;
    return { wait, row };
  });
  return { bars, rows: freeNs.length };
}

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
  const height = Math.max(2.5, Math.min(20, (inner - gap * (rows - 1)) / rows));
  const total = height * rows + gap * (rows - 1);
  return { y: lane.y + (lane.height - total) / 2 + row * (height + gap), height };
}

/** Splits waits into clusters that overlap in time; each cluster is stacked by itself. */
export function waitClusters(waits: readonly Wait[]): Wait[][] {
  const clusters: Wait[][] = [];
  let untilNs = -Infinity;
  for (const wait of [...waits].sort((a, b) => a.sentNs - b.sentNs)) {
    if (clusters.length === 0 || wait.sentNs >= untilNs) clusters.push([]);
    clusters.at(-1)!.push(wait);
    untilNs = Math.max(untilNs, wait.answeredNs ?? Infinity);
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
  sentPath: string;
  answerX: number;
  radius: number;
}

const barMinPx = 14;

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
    return bars.map(({ wait: shown, row }) => {
      const wait = waitOf.get(shown)!;
      const { y, height } = barPlace(row, rows, lane);
      const x0 = x(wait.sentNs);
      const x1 = x(shown.answeredNs ?? endNs);
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
        answered: wait.answeredNs !== null && wait.answeredNs === shown.answeredNs,
        sentPath: `M${x0 - back},${middle - half}L${x0},${middle}L${x0 - back},${middle + half}Z`,
        answerX: Math.max(x1, x0 + half * 0.9),
        radius: half * 0.9,
      };
    });
  });
}

/** A wait as far as it may be seen: it ends at `hideAfterNs` at the latest, or is only a send. */
function asSeen(wait: Wait, hideAfterNs: number | null): Wait {
  if (hideAfterNs === null || (wait.answeredNs !== null && wait.answeredNs <= hideAfterNs)) {
    return { ...wait };
  }
  return { ...wait, answeredNs: Math.max(wait.sentNs, hideAfterNs) };
}

/** A label on a plate, so that it reads over hatch, dots and the playhead. */
export interface BarLabel {
  id: string;
  text: string;
  /** Left end of the plate. */
  x: number;
  y: number;
  width: number;
  height: number;
  blocked: boolean;
  mono?: boolean;
}

const platePadPx = 4;

/** BLOCKED on each long block, with its length where that fits. */
export function blockedLabels(marks: readonly SpanMark[], lane: Lane, sizePx: number): BarLabel[] {
  return marks
    .filter((mark) => mark.span.blocked)
    .map((mark) => {
      const length = `${secondsText(mark.span.endNs - mark.span.startNs)} s`;
      const words = mark.cut ? ['BLOCKED'] : [`BLOCKED ${length}`, 'BLOCKED', length];
      const room = mark.width - 2 * platePadPx - 2;
      const style = { bold: true };
      const text = firstFit(words, room, sizePx, style);
      const height = Math.min(lane.height - 4, sizePx + 8);
      return {
        id: `blocked-${mark.span.startIndex}`,
        text,
        x: mark.x + Math.min(7, (mark.width - textWidth(text, sizePx, style)) / 2 - platePadPx),
        y: lane.y + (lane.height - height) / 2,
        width: textWidth(text, sizePx, style) + 2 * platePadPx,
        height,
        blocked: true,
      };
    })
    .filter((label) => label.text !== '');
}

export interface WorkerBar {
  span: WorkerSpan;
  x: number;
  width: number;
}

/** Jobs of the worker threads as bars to scale. None starts after `hideAfterNs`, and none goes beyond it. */
export function workerBars(
  spans: readonly WorkerSpan[],
  x: (timeNs: number) => number,
  hideAfterNs: number | null,
): WorkerBar[] {
  return spans
    .filter((span) => hideAfterNs === null || span.startNs <= hideAfterNs)
    .map((span) => {
      const endNs = hideAfterNs === null ? span.endNs : Math.min(span.endNs, hideAfterNs);
      const start = x(span.startNs);
      return { span, x: start, width: Math.max(markMinPx, x(endNs) - start) };
    });
}

/** What each worker does, where its bar has room. A sleep is named as code names it, once its length may be told. */
export function workerLabels(
  bars: readonly WorkerBar[],
  lane: Lane,
  sizePx: number,
  hideAfterNs: number | null,
): BarLabel[] {
  return bars.flatMap(({ span, x, width }) => {
    const told = hideAfterNs === null || span.endNs <= hideAfterNs;
    const sleep = told ? `time.sleep(${(span.endNs - span.startNs) / 1e9})` : 'time.sleep';
    const words = span.label === 'block' ? sleep : span.label;
    const text = fitText(words, width - 2 * platePadPx - 8, sizePx, { mono: true });
    if (text === '') return [];
    const id = `job-${span.thread}-${span.startIndex}`;
    const size = { width: textWidth(text, sizePx, { mono: true }) + 2 * platePadPx };
    const place = { x: x + 4, y: lane.y + 3, height: lane.height - 6 };
    return [{ id, text, ...place, ...size, blocked: false, mono: true }];
  });
}

/** The length of each wait whose bar has room for it. */
export function waitLabels(marks: readonly WaitMark[], sizePx: number): BarLabel[] {
  return marks.flatMap((mark) => {
    const text = `${secondsText((mark.wait.answeredNs ?? 0) - mark.wait.sentNs)} s`;
    const width = textWidth(text, sizePx, { bold: true }) + 2 * platePadPx;
    const fits = mark.height >= sizePx + 1 && width + 30 < mark.x1 - mark.x0;
    if (!mark.answered || !fits) return [];
    const id = `length-${mark.wait.client}-${mark.wait.sentIndex}`;
    const x = (mark.x0 + mark.x1 - width) / 2;
    return [{ id, text, x, y: mark.y + 1, width, height: mark.height - 2, blocked: false }];
  });
}
