import type { ReactorSpan, WorkerSpan } from '../../player/world/world.types';

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
