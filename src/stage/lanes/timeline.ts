import { ticks, tickStep } from 'd3-array';
import { tickText } from '../../player/measures/durations';
import { longestName } from '../kit/names';
import { linearScale } from '../kit/timeScales';
import type { Program } from '../../player/world/program';
import type { ReactorSpan, Wait, WorkerSpan } from '../../player/world/world.types';
import type { PictureSize } from '../kit/sizes';

/** Half a slide has lanes of its own (`embedLayout.ts`). */
export type TimelineSize = Exclude<PictureSize, 'half'>;

/** One run as the timeline shows it. */
export interface TimelineRun {
  id: string;
  /** Names the run where two are compared: "block 3.0 s". */
  label: string;
  /** What the first lane is of: the reactor's thread (also when left out), or a program's without one. */
  program?: Program;
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

/** The waits of one client. */
export const waitsOf = ({ waits }: TimelineRun, name: string): readonly Wait[] =>
  waits.filter(({ client }) => client === name);

/** Names of the clients that asked for anything. */
export function askersOf({ waits }: TimelineRun): ReadonlySet<string> {
  return new Set(waits.map(({ client }) => client));
}

/** No picture has more lanes. */
const lanesMax = 20;

/** The run with those clients that may have a lane, each with the shape that it has anyway: first those that asked. */
export function askedFirst(run: TimelineRun): TimelineRun {
  const askers = askersOf(run);
  const clients: TimelineRun['clients'][number][] = [];
  for (const asks of [true, false]) {
    // There may be tens of thousands.
    for (let i = 0; i < run.clients.length && clients.length < lanesMax; i++) {
      const client = run.clients[i]!;
      if (askers.has(client.name) === asks) clients.push({ index: i, ...client });
    }
  }
  return { ...run, clients };
}

/** So many lanes are there for whoever asked, however high that makes the picture. */
const neededMax = 12;

/** Where everything of runs stands, and each run with its clients in the order of their lanes. */
export function laidOut(
  size: TimelineSize,
  runs: readonly TimelineRun[],
): { layout: TimelineLayout; shown: TimelineRun[] } {
  const ordered = runs.map(askedFirst);
  const layout = timelineLayout(
    size,
    runs.map((run) => ({
      clients: run.clients.length,
      needed: Math.min(askersOf(run).size, neededMax),
      workers: (run.workers?.length ?? 0) > 0,
    })),
    ordered.flatMap(({ clients }) => clients.map(({ name }) => name)),
  );
  const shown = runs.map((run, i) => (layout.groups[i]!.hidden > 0 ? ordered[i]! : run));
  return { layout, shown };
}

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

const sizes: Record<TimelineSize, SizeNumbers> = {
  // prettier-ignore
  wide: { width: 992, height: 312, plotX0: 138, plotX1: 874, titleY: 25, axisY: 46, labelX: 16, markX: 33, roleX: 56, worstX: 984, labelPx: 14, worstPx: 18, reactorPx: 34, pitchMax: 48, footPx: 28 },
  // prettier-ignore
  medium: { width: 992, height: 272, plotX0: 122, plotX1: 874, titleY: 25, axisY: 44, labelX: 16, markX: 32, roleX: 54, worstX: 984, labelPx: 14, worstPx: 18, reactorPx: 32, pitchMax: 42, footPx: 28 },
  // prettier-ignore
  phone: { width: 366, height: 234, plotX0: 42, plotX1: 278, titleY: null, axisY: 18, labelX: 8, markX: 20, roleX: 0, worstX: 363, labelPx: 14, worstPx: 14, reactorPx: 28, pitchMax: 40, footPx: 28 },
  // prettier-ignore
  embed: { width: 960, height: 442, plotX0: 150, plotX1: 776, titleY: null, axisY: 432, labelX: 28, markX: 46, roleX: 72, worstX: 930, labelPx: 17, worstPx: 34, reactorPx: 30, pitchMax: 56, footPx: 30 },
};

/** Two runs need more height on a phone, and their names a line of their own. */
const pairOnPhone: SizeNumbers = { ...sizes.phone, height: 400, namePx: 20 };

const laneGapPx = 8;
const groupGapPx = 12;

/**
 * Where everything of a timeline stands, for one run or several that share the axis.
 *
 * @param names of the clients that may have a lane
 */
export function timelineLayout(
  size: TimelineSize,
  runs: readonly RunRows[],
  names: readonly string[] = [],
): TimelineLayout {
  const named = runs.length > 1;
  const n = withNames(named && size === 'phone' ? pairOnPhone : sizes[size], names);
  const top = n.axisY + 8;
  const neededPx = Math.max(0, ...runs.map((run) => neededOf(run, n, named)));
  const roomPx = neededPx * runs.length + groupGapPx * (runs.length - 1);
  const height = neededPx === 0 ? n.height : Math.max(n.height, Math.ceil(top + roomPx + n.footPx));
  const bottom = height - n.footPx;
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
    height,
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

/** A mark has room for so much. */
const lettersMaxPx = 20;
/** Names take no more than this share of the picture. */
const namesShare = 0.22;

/** Where names are too long for their marks they stand beside them, and the plot begins after the longest. */
function withNames(n: SizeNumbers, names: readonly string[]): SizeNumbers {
  const maxPx = n.width * namesShare;
  const longest = longestName(names, maxPx, n.labelPx);
  if (longest <= lettersMaxPx) return n;
  const textX = n.roleX > 0 ? n.roleX : n.markX + n.labelPx + 2;
  return { ...n, plotX0: Math.max(n.plotX0, Math.min(textX + longest + 6, n.labelX + maxPx)) };
}

const lanePitchMin = 16;

/** What a run has lanes for. */
export interface RunRows {
  clients: number;
  /** How many of them must have one, whatever the height: those that asked for anything. */
  needed?: number;
  workers: boolean;
}

/** Heights of what is above the lanes of the clients. */
function headOf(run: RunRows, n: SizeNumbers, named: boolean): { reactor: number; head: number } {
  const reactor = Math.min(n.reactorPx, named ? 22 : n.reactorPx);
  const workers = run.workers ? reactor * 0.8 + laneGapPx / 2 : 0;
  return {
    reactor,
    head: (n.namePx ?? 0) + reactor + (named ? laneGapPx / 2 : laneGapPx) + workers,
  };
}

/** Height with which everyone who must has a lane, and a line says how many have none. */
function neededOf(run: RunRows, n: SizeNumbers, named: boolean): number {
  const { needed = 0 } = run;
  const rows = needed < run.clients ? needed + 1 : needed;
  return needed === 0 ? 0 : headOf(run, n, named).head + rows * lanePitchMin;
}

function groupLayout(
  top: number,
  room: number,
  run: RunRows,
  n: SizeNumbers,
  named: boolean,
): GroupLayout {
  const namePx = n.namePx ?? 0;
  const { reactor: height, head } = headOf(run, n, named);
  const reactor = { y: top + namePx, height };
  const y = top + head;
  const workersPx = height * 0.8;
  const workers = run.workers ? { y: y - laneGapPx / 2 - workersPx, height: workersPx } : null;
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
  const scale = linearScale(domainNs, plot);
  const [from, to] = [domainNs[0] / 1e9, domainNs[1] / 1e9];
  const width = plot.x1 - plot.x0;
  const count = Math.floor(width / Math.min(tickRoomMaxPx, width / 4));
  const decimals = decimalsOf(tickStep(from, to, count));
  return ticks(from, to, count).map((value) => ({
    timeNs: value * 1e9,
    x: scale(value * 1e9),
    label: tickText(value, decimals),
  }));
}

/** How many decimals tell numbers apart that are `step` apart, a power of ten or twice or five times one. */
function decimalsOf(step: number): number {
  return Math.max(0, -Number(step.toExponential().split('e')[1]));
}
