import type { FocusTarget } from '../../../scenario/types';
import { ringsAround, type FocusRect } from '../../kit/rings';
import { bySize, isInEmbed, rect, type PictureSize, type Rect } from '../../kit/sizes';

/** Where everything of the picture stands. */
export interface CureLayout {
  width: number;
  height: number;
  labelPx: number;
  /** Baseline of the columns' names; null where each cell has its own. */
  headY: number | null;
  /** A row for each ticket; null for those that half a slide has no room for: all but the present one. */
  rows: readonly (CureRow | null)[];
  /** Where the columns of what comes of it end, from the left; those that have no room are null. */
  ends: Readonly<Record<Column, number | null>>;
  /** Left end of the line below the rows, and its baselines: what the ticket comes to, what all of them do, and the link to the lesson. */
  left: number;
  verdictY: number;
  scoreY: number;
  /** Null in an embed, which leads nowhere. */
  lesson: Rect | null;
}

export interface CureRow extends Rect {
  /** The ticket's name: its left end, its baseline, and its room. */
  name: { x: number; y: number; width: number };
  /** Baseline of what comes of it. */
  resultY: number;
  /** A cell for each cure. */
  cells: readonly Rect[];
}

export const columns = ['p50', 'p99', 'worst', 'memory', 'waits'] as const;
export type Column = (typeof columns)[number];

interface Numbers {
  width: number;
  height: number;
  labelPx: number;
  top: number;
  rowPx: number;
  nameX: number;
  nameWidth: number;
  cells: { x: number; width: number; height: number; dy: number };
  ends: CureLayout['ends'];
  /** Where what the ticket comes to stands; on a phone and in half a slide it is under its row. */
  footY: number;
  footPx: number;
}

const table = bySize<Numbers>({
  width: [992, 644, 366, 960, 480],
  height: [352, 300, 734, 442, 178],
  labelPx: [14, 13, 14, 16, 14],
  top: [30, 26, 6, 84, 8],
  rowPx: [33, 28, 78, 37, 100],
  nameX: [14, 10, 10, 24, 10],
  nameWidth: [188, 136, 200, 200, 300],
  cells: [
    { x: 204, width: 62, height: 29, dy: 2 },
    { x: 148, width: 46, height: 24, dy: 1 },
    { x: 7, width: 44, height: 44, dy: 26 },
    { x: 226, width: 58, height: 31, dy: 3 },
    { x: 8, width: 58, height: 60, dy: 30 },
  ],
  ends: [
    { p50: 746, p99: 798, worst: 862, memory: 932, waits: 984 },
    { p50: null, p99: null, worst: 572, memory: 636, waits: null },
    { p50: null, p99: null, worst: 274, memory: 356, waits: null },
    { p50: null, p99: null, worst: 776, memory: 868, waits: 936 },
    { p50: null, p99: null, worst: 388, memory: 470, waits: null },
  ],
  footY: [316, 268, 0, 406, 0],
  footPx: [24, 22, 24, 22, 24],
});

/** Between a row and what it comes to, and all that this takes of the height, where it stands under the row. */
const FOOT = { gap: 17, lesson: 46, height: 96 };

/** @param tickets how many rows, @param cures how many cells in each, @param at the row of the present ticket. */
export function cureLayout(
  size: PictureSize,
  tickets: number,
  cures: number,
  at: number,
): CureLayout {
  const n = table[size];
  const isAlone = size === 'half';
  const isTall = size === 'phone' || isAlone;
  const rows = Array.from({ length: tickets }, (_, i): CureRow | null => {
    if (isAlone && i !== at) return null;
    const above = isAlone ? 0 : i * n.rowPx + (isTall && i > at ? FOOT.height : 0);
    const y = n.top + above;
    const middle = y + n.cells.dy + n.cells.height / 2 + n.labelPx * 0.36;
    const baseline = isTall ? y + 19 : middle;
    return {
      ...rect(n.nameX - 6, y, n.width - 2 * n.nameX + 12, n.rowPx - 2),
      name: { x: n.nameX, y: baseline, width: n.nameWidth },
      resultY: baseline,
      cells: Array.from({ length: cures }, (_, c) =>
        rect(
          n.cells.x + c * n.cells.width,
          y + n.cells.dy,
          n.cells.width - (isTall ? 2 : 4),
          n.cells.height,
        ),
      ),
    };
  });
  const rowEnd = n.top + (isAlone ? 1 : at + 1) * n.rowPx;
  const footY = isTall ? rowEnd + FOOT.gap : n.footY;
  const lesson = isInEmbed(size)
    ? null
    : isTall
      ? rect(n.nameX - 6, rowEnd + FOOT.lesson, n.width - 2 * n.nameX + 12, 44)
      : rect(n.width - 300, n.footY + n.footPx - n.labelPx - 6, 288, n.labelPx + 14);
  return {
    width: n.width,
    height: n.height,
    labelPx: n.labelPx,
    headY: isTall ? null : n.top - 6,
    rows,
    ends: n.ends,
    left: n.nameX,
    verdictY: footY,
    scoreY: footY + n.footPx,
    lesson,
  };
}

/** Rings around the parts that a beat points at: the row that is looked at, and what it comes to. */
export function cureFocus(
  { rows, left, width, verdictY, labelPx }: CureLayout,
  at: number,
  focus: readonly FocusTarget[],
): FocusRect[] {
  const row = rows[at];
  const verdict = rect(left - 4, verdictY - labelPx, width - 2 * left + 8, labelPx + 6);
  return ringsAround(
    focus,
    { ...(row && { workers: row, reactor: row }), waits: verdict, balance: verdict },
    2,
  );
}
