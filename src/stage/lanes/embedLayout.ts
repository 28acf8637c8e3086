import { ascending, greatest } from 'd3-array';
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
  timeline: TimelineLayout;
  groups: EmbedGroup[];
}

const frame = { x: 16, width: 928, top: 56, bottom: 410, gap: 10 };
/** The number that a room must be able to read from the back row. */
export const verdictPx = 34;

/**
 * The embed's picture, 960 by 442 units under a bar of 98. One run: all clients, each with its verdict. Two: aligned,
 * the reactor over those clients that tell the difference: the first, and the one that waited longest.
 */
export function embedLayout(runs: readonly TimelineRun[]): EmbedLayout {
  const timeline = timelineLayout('embed', []);
  const share =
    (frame.bottom - frame.top - frame.gap * (runs.length - 1)) / Math.max(1, runs.length);
  const places = runs.map((run, i) => {
    const place = {
      x: frame.x,
      y: frame.top + i * (share + frame.gap),
      width: frame.width,
      height: share,
    };
    return runs.length > 1 ? pairGroup(run, place, runs) : singleGroup(run, place);
  });
  return {
    width: timeline.width,
    height: timeline.height,
    titleY: 32,
    timeline: {
      ...timeline,
      plot: { ...timeline.plot, y0: frame.top + 14, y1: frame.bottom },
      groups: places.map(({ lanes }) => lanes),
    },
    groups: places.map(({ group }) => group),
  };
}

interface PlacedGroup {
  group: EmbedGroup;
  lanes: GroupLayout;
}

function singleGroup(run: TimelineRun, place: Rect): PlacedGroup {
  const hasWorkers = (run.workers?.length ?? 0) > 0;
  const reactor = { y: place.y + 16, height: 40 };
  const workers = hasWorkers ? { y: reactor.y + 50, height: 32 } : null;
  const top = reactor.y + (hasWorkers ? 92 : 50);
  const room = place.y + place.height - 8 - top;
  const fit = Math.floor(room / 44);
  const shown = Math.min(run.clients.length, fit);
  const pitch = Math.min(72, room / Math.max(1, shown));
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

function pairGroup(run: TimelineRun, place: Rect, runs: readonly TimelineRun[]): PlacedGroup {
  const reactor = { y: place.y + 40, height: 30 };
  const anyWorkers = runs.some((other) => (other.workers?.length ?? 0) > 0);
  const workers = anyWorkers ? { y: reactor.y + 40, height: 26 } : null;
  const chosen = tellingClients(runs);
  const count = anyWorkers ? 1 : Math.min(2, chosen.length);
  const top = reactor.y + (anyWorkers ? 72 : 36);
  const pitch = (place.y + place.height - 4 - top) / Math.max(1, count);
  const clients = withIndex(run).filter(({ name }) => chosen.slice(0, count).includes(name));
  const heads = [place.y + 28, place.y + 118];
  return {
    group: {
      frame: place,
      nameY: place.y + 28,
      verdicts: chosen.slice(0, 2).map((client, i) => ({
        client,
        headY: heads[i]!,
        numberY: heads[i]! + (i === 0 ? 48 : 32),
        numberPx: i === 0 ? verdictPx : 24,
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
  const longest = greatest(
    runs.flatMap((run) => run.waits.filter((wait) => wait.client !== first)),
    (a, b) => ascending(lengthNs(a), lengthNs(b)),
  );
  return [first, longest?.client ?? runs[0]?.clients[1]?.name].filter((name) => name !== undefined);
}
