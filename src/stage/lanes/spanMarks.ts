import type { ReactorSpan, WorkerSpan } from '../../player/world/world.types';
import { barPath } from './barPath';
import type { Lane } from './timeline';

/** A handler takes no time unless it sleeps or computes, and must still be seen. */
export const markMinPx = 5;
const markGapPx = 1.5;
/** More marks than that in one lane are ticks in their places: as wide as others they would look like a busy thread. */
const TICKS_FROM = 60;
const TICK_PX = 1.5;
/** How far a burst of marks of one instant may spread to the right of its true place, in widths of the plot. */
const burstShareMax = 0.028;

export interface SpanMark {
  span: ReactorSpan;
  x: number;
  width: number;
  /** The playhead cuts it and its end is not to be told. */
  cut: boolean;
  /** One of too many to be as wide as others: it is drawn with the others of its kind. */
  isTick?: true;
}

/**
 * Spans of the reactor thread as bars. What takes time is to scale and in its place. What takes none is
 * `markMinPx` wide: a burst of one instant stands side by side as far as `burstShareMax` allows, the rest of it is
 * drawn with the last. Of more than `TICKS_FROM` instants in the run each is a tick in its true place. Reading, sending
 * and accepting have a bar of their own only where no code ran at that instant. None starts after `hideAfterNs`.
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
  const own = spans.filter(
    ({ kind, startNs, endNs }) => kind !== 'io' || startNs !== endNs || !busyNs.has(startNs),
  );
  const tiny = own.filter(({ startNs, endNs }) => x(endNs) - x(startNs) < markMinPx);
  // Of the whole run: the lane does not change its look while it is played.
  const asTicks = new Set(tiny.map(({ startNs }) => startNs)).size > TICKS_FROM;
  const marks = own
    .filter(({ startNs }) => hideAfterNs === null || startNs <= hideAfterNs)
    .map((span): SpanMark => {
      const cut = hideAfterNs !== null && span.endNs > hideAfterNs;
      const start = x(span.startNs);
      return { span, x: start, width: x(cut ? hideAfterNs : span.endNs) - start, cut };
    });
  return asTicks ? marks.map(asTick) : sideBySide(marks, plot);
}

function asTick(mark: SpanMark): SpanMark {
  if (mark.width >= markMinPx) return mark;
  return { ...mark, width: Math.max(TICK_PX, mark.width), isTick: true };
}

/** Marks that are wide enough to be seen, bursts side by side. */
function sideBySide(marks: readonly SpanMark[], plot: { x0: number; x1: number }): SpanMark[] {
  const burstMaxPx = burstShareMax * (plot.x1 - plot.x0);
  let right = -Infinity;
  return marks.flatMap((mark) => {
    if (mark.width >= markMinPx) {
      right = mark.x + mark.width;
      return [mark];
    }
    const start = Math.max(mark.x, right + markGapPx);
    if (start - mark.x > burstMaxPx || start + markMinPx > plot.x1 + burstMaxPx) return [];
    right = start + markMinPx;
    return [{ ...mark, x: Math.min(start, plot.x1 - markMinPx), width: markMinPx }];
  });
}

/** Share of its lane's height that a tick has: side by side they would look like a thread that is never idle. */
const TICK_HEIGHT = 0.4;

/** The ticks of a lane as one path, in the middle of it. */
export function ticksPath(marks: readonly SpanMark[], { y, height: laneHeight }: Lane): string {
  const height = laneHeight * TICK_HEIGHT;
  const top = y + (laneHeight - height) / 2;
  return marks.map(({ x, width }) => barPath({ x, y: top, width, height })).join('');
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

/** More jobs than that in one lane are a crowd: their bars lie over each other, and no eye tells them apart. */
const CROWD = 40;

/** The bars of a crowd that lie over each other, as one; other bars as they are. In the order of their beginnings. */
export function asBands(bars: readonly WorkerBar[]): readonly WorkerBar[] {
  if (bars.length <= CROWD) return bars;
  const bands: WorkerBar[] = [];
  for (const bar of bars) {
    const last = bands.at(-1);
    if (last === undefined || bar.x > last.x + last.width) bands.push({ ...bar });
    else last.width = Math.max(last.width, bar.x + bar.width - last.x);
  }
  return bands;
}
