import type { Wait } from '../../player/world/world.types';
import {
  timelineLayout,
  type GroupLayout,
  type TimelineLayout,
  type TimelineRun,
} from './timeline';
import type { Rect } from '../kit/sizes';

/** A run in the embed: its frame, and where its name and its verdicts stand. */
export interface EmbedGroup {
  frame: Rect;
  /** Baseline of the run's name, null when there is but one run. */
  nameY: number | null;
  /** Clients whose longest wait is told in big numbers, most important first. */
  verdicts: { client: string; headY: number; numberY: number; numberPx: number }[];
  /** The run with those clients that have a lane. */
  run: TimelineRun;
}

export interface EmbedLayout {
  width: number;
  height: number;
  titleY: number;
  titlePx: number;
  /** Of the names of runs, and of the words over the verdicts. */
  namePx: number;
  headPx: number;
  /** Drawn in a small frame: names are short. */
  isSmall: boolean;
  timeline: TimelineLayout;
  groups: EmbedGroup[];
}

/** What a layout is made from; offsets are from the top of a run's frame. */
interface Numbers {
  /** Round the frames: at the sides, above, below, and between two of them. */
  frame: { side: number; top: number; foot: number; gap: number };
  titleY: number;
  titlePx: number;
  namePx: number;
  headPx: number;
  /** One run. */
  one: { reactorY: number; reactorPx: number; workersPx: number; gap: number; footPx: number };
  /** Height of a lane. */
  laneMin: number;
  laneMax: number;
  /** Two runs. */
  two: { nameY: number; reactorY: number; reactorPx: number; workersPx: number; gap: number };
  /** From the first verdict's words to the second's, and from each to its number. */
  heads: { apart: number; first: number; second: number };
  /** The number that a room must be able to read from the back row, and that of the second client. */
  verdictPx: number;
  secondPx: number;
}

const large: Numbers = {
  frame: { side: 16, top: 56, foot: 32, gap: 10 },
  titleY: 32,
  titlePx: 24,
  namePx: 20,
  headPx: 16,
  one: { reactorY: 16, reactorPx: 40, workersPx: 32, gap: 10, footPx: 8 },
  laneMin: 44,
  laneMax: 72,
  two: { nameY: 28, reactorY: 40, reactorPx: 30, workersPx: 26, gap: 6 },
  heads: { apart: 90, first: 48, second: 32 },
  verdictPx: 34,
  secondPx: 24,
};
const small: Numbers = {
  frame: { side: 6, top: 50, foot: 26, gap: 6 },
  titleY: 20,
  titlePx: 17,
  namePx: 16,
  headPx: 16,
  one: { reactorY: 6, reactorPx: 26, workersPx: 20, gap: 6, footPx: 4 },
  laneMin: 22,
  laneMax: 56,
  two: { nameY: 16, reactorY: 20, reactorPx: 18, workersPx: 14, gap: 3 },
  heads: { apart: 40, first: 21, second: 19 },
  verdictPx: 22,
  secondPx: 18,
};

/** The lanes in a small frame: marks without roles, and a plot that has the width. */
function smallTimeline({ width, height }: Size): TimelineLayout {
  const timeline = timelineLayout('embed', []);
  return {
    ...timeline,
    width,
    height,
    plot: { ...timeline.plot, x0: 68, x1: width - 108 },
    axisY: height - 8,
    labelX: 16,
    markX: 42,
    roleX: 0,
    worstX: width - 10,
    labelPx: 16,
  };
}

export interface Size {
  width: number;
  height: number;
}

/**
 * The embed's picture, 960 by 442 units under a bar of 98. One run: all clients, each with its verdict. Two: aligned,
 * the reactor over those clients that tell the difference: the first, and the one that waited longest.
 *
 * @param frame units that a small frame has for it; its picture is laid out in them
 */
export function embedLayout(runs: readonly TimelineRun[], frame: Size | null = null): EmbedLayout {
  const timeline = frame === null ? timelineLayout('embed', []) : smallTimeline(frame);
  const numbers = frame === null ? large : small;
  const { side, top, foot, gap } = numbers.frame;
  const bottom = timeline.height - foot;
  const share = (bottom - top - gap * (runs.length - 1)) / Math.max(1, runs.length);
  const places = runs.map((run, i) => {
    const place = {
      x: side,
      y: top + i * (share + gap),
      width: timeline.width - 2 * side,
      height: share,
    };
    return runs.length > 1
      ? pairGroup(run, place, runs, numbers)
      : singleGroup(run, place, numbers);
  });
  const { titleY, titlePx, namePx, headPx } = numbers;
  return {
    width: timeline.width,
    height: timeline.height,
    titleY,
    titlePx,
    namePx,
    headPx,
    isSmall: frame !== null,
    timeline: {
      ...timeline,
      plot: { ...timeline.plot, y0: top + (frame === null ? 14 : 4), y1: bottom },
      groups: places.map(({ lanes }) => lanes),
    },
    groups: places.map(({ group }) => group),
  };
}

interface PlacedGroup {
  group: EmbedGroup;
  lanes: GroupLayout;
}

function singleGroup(run: TimelineRun, place: Rect, numbers: Numbers): PlacedGroup {
  const { one, laneMin, laneMax, verdictPx } = numbers;
  const hasWorkers = (run.workers?.length ?? 0) > 0;
  const reactor = { y: place.y + one.reactorY, height: one.reactorPx };
  const under = reactor.y + one.reactorPx + one.gap;
  const workers = hasWorkers ? { y: under, height: one.workersPx } : null;
  const top = hasWorkers ? under + one.workersPx + one.gap : under;
  const room = place.y + place.height - one.footPx - top;
  const fit = Math.floor(room / laneMin);
  const shown = Math.min(run.clients.length, fit);
  const pitch = Math.min(laneMax, room / Math.max(1, shown));
  const lanes = Array.from({ length: shown }, (_, i) => ({ y: top + i * pitch, height: pitch }));
  const clients = withIndex(run).slice(0, shown);
  return {
    group: {
      frame: place,
      nameY: null,
      verdicts: clients.map((client, i) => ({
        client: client.name,
        headY: 0,
        numberY: top + (i + 0.5) * pitch + verdictPx * 0.36,
        numberPx: verdictPx,
      })),
      run: { ...run, clients },
    },
    lanes: { nameY: null, reactor, workers, lanes, hidden: 0, hiddenY: 0 },
  };
}

function pairGroup(
  run: TimelineRun,
  place: Rect,
  runs: readonly TimelineRun[],
  { two, heads, verdictPx, secondPx }: Numbers,
): PlacedGroup {
  const reactor = { y: place.y + two.reactorY, height: two.reactorPx };
  const anyWorkers = runs.some((other) => (other.workers?.length ?? 0) > 0);
  const under = reactor.y + two.reactorPx + two.gap;
  const workers = anyWorkers ? { y: under + 4, height: two.workersPx } : null;
  const chosen = tellingClients(runs);
  const count = anyWorkers ? 1 : Math.min(2, chosen.length);
  const top = anyWorkers ? under + two.workersPx + two.gap + 4 : under;
  const pitch = (place.y + place.height - 4 - top) / Math.max(1, count);
  const clients = withIndex(run).filter(({ name }) => chosen.slice(0, count).includes(name));
  const nameY = place.y + two.nameY;
  return {
    group: {
      frame: place,
      nameY,
      verdicts: chosen.slice(0, 2).map((client, i) => ({
        client,
        headY: nameY + i * heads.apart,
        numberY: nameY + i * heads.apart + (i === 0 ? heads.first : heads.second),
        numberPx: i === 0 ? verdictPx : secondPx,
      })),
      run: { ...run, clients: withIndex(run).filter(({ name }) => chosen.includes(name)) },
    },
    lanes: {
      nameY: null,
      reactor,
      workers,
      lanes: clients.map((_, i) => ({ y: top + i * pitch, height: pitch })),
      hidden: 0,
      hiddenY: 0,
    },
  };
}

function withIndex(run: TimelineRun): TimelineRun['clients'] {
  return run.clients.map((client, index) => ({ ...client, index }));
}

/** The first client, and of the others the one that waited longest in any of the runs. */
function tellingClients(runs: readonly TimelineRun[]): string[] {
  const first = runs[0]?.clients[0]?.name;
  const lengthNs = (wait: Wait): number => (wait.answeredNs ?? Infinity) - wait.sentNs;
  const others = runs.flatMap((run) => run.waits.filter((wait) => wait.client !== first));
  const longestNs = Math.max(...others.map(lengthNs));
  const longest = others.find((wait) => lengthNs(wait) === longestNs);
  return [first, longest?.client ?? runs[0]?.clients[1]?.name].filter((name) => name !== undefined);
}
