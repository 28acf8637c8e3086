import { durationText, pythonSeconds, waitText } from '../../player/measures/durations';
import type { SpanMark, WorkerBar } from './spanMarks';
import { firstFit, fitText, textWidth } from '../kit/text';
import type { Lane } from './timeline';
import { endOf, type WaitMark } from './waitMarks';

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
      const length = durationText(mark.span.endNs - mark.span.startNs);
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

/** What each worker does, where its bar has room. A sleep is named as code names it, once its length may be told. */
export function workerLabels(
  bars: readonly WorkerBar[],
  lane: Lane,
  sizePx: number,
  hideAfterNs: number | null,
): BarLabel[] {
  return bars.flatMap(({ span, x, width }, i) => {
    // Several threads at work share the lane: words over each other say nothing.
    const overlaps = (bar: WorkerBar | undefined): boolean =>
      bar !== undefined && bar.x < x + width && x < bar.x + bar.width;
    if (overlaps(bars[i - 1]) || overlaps(bars[i + 1])) return [];
    const told = hideAfterNs === null || span.endNs <= hideAfterNs;
    const sleep = told ? `time.sleep(${pythonSeconds(span.endNs - span.startNs)})` : 'time.sleep';
    const words = span.label === 'block' ? sleep : span.label;
    const text = fitText(words, width - 2 * platePadPx - 8, sizePx, { mono: true });
    if (text === '') return [];
    const id = `job-${span.thread}-${span.startIndex}`;
    const size = { width: textWidth(text, sizePx, { mono: true }) + 2 * platePadPx };
    const place = { x: x + 4, y: lane.y + 3, height: lane.height - 6 };
    return [{ id, text, ...place, ...size, blocked: false, mono: true }];
  });
}

/** The length of each wait whose bar has room for it, or, if all is told, that no answer came. */
export function waitLabels(
  marks: readonly WaitMark[],
  sizePx: number,
  hideAfterNs: number | null,
): BarLabel[] {
  return marks.flatMap((mark) => {
    const { wait, answered } = mark;
    const text = answered ? waitText(wait.answeredNs! - wait.sentNs) : 'no answer';
    const isTold = answered || (hideAfterNs === null && endOf(wait) === Infinity);
    const width = textWidth(text, sizePx, { bold: true }) + 2 * platePadPx;
    const fits = mark.height >= sizePx + 1 && width + 30 < mark.x1 - mark.x0;
    if (!isTold || !fits) return [];
    const id = `length-${wait.client}-${wait.sentIndex}`;
    const x = (mark.x0 + mark.x1 - width) / 2;
    return [{ id, text, x, y: mark.y + 1, width, height: mark.height - 2, blocked: false }];
  });
}
