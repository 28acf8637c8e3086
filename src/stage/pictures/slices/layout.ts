import type { FocusTarget } from '../../../scenario/types';
import { ringsAround, type FocusRect } from '../../kit/rings';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';

/** Where everything of the picture stands. */
export interface SlicesLayout {
  width: number;
  height: number;
  labelPx: number;
  /** Baseline of the headings over thread and chart. */
  headY: number;
  /** Baseline of the chart’s heading, where it is below the thread. */
  chartHeadY: number;
  /** The reactor’s thread from close up. */
  lane: Rect;
  /** Baseline of the times below it. */
  timesY: number;
  /** A row for each client whose lines pass: what waits in the kernel, and below it what waits in our buffer. */
  rows: Rect;
  /** What one client has in `rows`, and each of its two bars. */
  rowPx: number;
  barPx: number;
  /** The plot of the chart; its axes are around it. */
  chart: Rect;
  /** Baseline of what the reader’s slice comes to, and what is said of the model. */
  verdictY: number;
  tagY: number;
}

const table = bySize<SlicesLayout>({
  width: [992, 644, 366, 960, 480],
  height: [352, 300, 364, 442, 178],
  labelPx: [15, 14, 14, 16, 12],
  headY: [22, 18, 16, 84, 11],
  chartHeadY: [22, 18, 206, 84, 11],
  lane: [
    rect(134, 34, 526, 70),
    rect(92, 28, 296, 60),
    rect(86, 26, 272, 40),
    rect(134, 98, 484, 84),
    rect(78, 16, 206, 34),
  ],
  timesY: [122, 106, 82, 202, 63],
  rows: [
    rect(134, 152, 526, 180),
    rect(92, 128, 296, 156),
    rect(86, 92, 272, 92),
    rect(134, 230, 484, 190),
    rect(78, 72, 206, 102),
  ],
  rowPx: [98, 84, 50, 104, 54],
  barPx: [38, 32, 18, 40, 20],
  chart: [
    rect(722, 34, 258, 214),
    rect(438, 28, 194, 166),
    rect(46, 216, 308, 62),
    rect(690, 98, 246, 206),
    rect(330, 18, 138, 80),
  ],
  verdictY: [314, 256, 334, 374, 150],
  tagY: [338, 282, 356, 400, 168],
});

export const slicesLayout = (size: PictureSize): SlicesLayout => table[size];

/** Where the two bars of row `i` begin: of what is to be read, and of what is to be sent. */
export function barsOf(
  { rows, rowPx, barPx }: SlicesLayout,
  i: number,
): { read: number; sent: number } {
  const y = rows.y + i * rowPx;
  return { read: y, sent: y + barPx + 4 };
}

const focusPadPx = 4;

/** Rings around the parts that a beat points at. */
export function slicesFocus(
  { lane, rows, chart, labelPx }: SlicesLayout,
  focus: readonly FocusTarget[],
): FocusRect[] {
  return ringsAround(
    focus,
    {
      reactor: lane,
      waits: rows,
      // With the words of its axes.
      balance: rect(
        chart.x - 2.45 * labelPx - 5,
        chart.y,
        chart.width + 2.45 * labelPx + 9,
        chart.height + labelPx + 20,
      ),
    },
    focusPadPx,
  );
}
