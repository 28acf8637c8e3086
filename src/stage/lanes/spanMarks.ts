import type { ReactorSpan, WorkerSpan } from '../../player/world/world.types';
import type { Lane } from './timeline';

/** A handler takes no time unless it sleeps or computes, and must still be seen. */
export const markMinPx = 5;
const markGapPx = 1.5;
/** More marks than that in one lane are ticks in their places: as wide as others they would look like a busy thread. */
const TICKS_FROM = 60;
export const TICK_PX = 1.5;
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
 * drawn with the last; more than `TICKS_FROM` in one lane are ticks, each in its true place. Reading, sending and accepting have a bar of their own only where no code ran at that instant.
 * None starts after `hideAfterNs`.
 */
export function spanMarks(
  spans: readonly ReactorSpan[],
  x: (timeNs: number) => number,
  plot: { x0: number; x1: number },
  hideAfterNs: number | null,
): SpanMark[] {
  const marks = wideMarks(spans, x, plot, hideAfterNs);
  return marks.filter(isTiny).length > TICKS_FROM ? marks.map((mark) => asTick(mark, x)) : marks;
}

function isTiny({ width }: SpanMark): boolean {
  return width <= markMinPx;
}

function asTick(mark: SpanMark, x: (timeNs: number) => number): SpanMark {
  return isTiny(mark) ? { ...mark, x: x(mark.span.startNs), width: TICK_PX } : mark;
}

/** The ticks of a lane as one path. */
export function ticksPath(marks: readonly SpanMark[], { y, height }: Lane): string {
  const px = (n: number): string => String(Math.round(n * 10) / 10);
  return marks
    .map(({ x, width }) => `M${px(x)},${y}h${px(width)}v${height}h-${px(width)}z`)
    .join('');
}

function wideMarks(
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
