import { ringsAround, type FocusRect } from '../../kit/rings';
import type { FocusTarget } from '../../../scenario/types';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';

/** Where everything of the picture stands. */
export interface CountersLayout {
  width: number;
  height: number;
  labelPx: number;
  /** Baselines of the headings over the queue and the counters, and of the two lower parts. */
  headY: number;
  lowerY: number;
  /** Tickets stand in rows, the first in line at the right of the upper row, beside the counters. */
  queue: Rect;
  ticket: { width: number; height: number; px: number };
  counters: Rect;
  perRow: number;
  /** Baseline of what is said of the other pools. */
  othersY: number;
  balance: Rect;
  /** Room for the words over the first of its bars. */
  demandPx: number;
  barPx: number;
  flow: Rect;
}

const table = bySize<CountersLayout>({
  width: [992, 644, 366, 960, 480],
  height: [352, 316, 346, 442, 178],
  labelPx: [15, 14, 14, 16, 13],
  headY: [24, 18, 15, 76, 14],
  lowerY: [216, 188, 223, 276, 126],
  queue: [
    rect(16, 34, 340, 130),
    rect(10, 26, 208, 116),
    rect(6, 22, 354, 54),
    rect(24, 86, 330, 136),
    rect(4, 24, 124, 52),
  ],
  ticket: [
    { width: 34, height: 26, px: 14 },
    { width: 30, height: 24, px: 13 },
    { width: 32, height: 24, px: 14 },
    { width: 36, height: 28, px: 16 },
    { width: 28, height: 24, px: 12 },
  ],
  counters: [
    rect(376, 34, 600, 138),
    rect(232, 26, 404, 120),
    rect(6, 104, 354, 80),
    rect(374, 86, 562, 150),
    rect(144, 24, 331, 72),
  ],
  perRow: [10, 10, 10, 10, 10],
  othersY: [190, 164, 200, 250, 110],
  balance: [
    rect(16, 226, 380, 112),
    rect(10, 196, 256, 108),
    rect(6, 214, 172, 122),
    rect(24, 288, 380, 136),
    rect(4, 82, 176, 92),
  ],
  demandPx: [380, 256, 172, 380, 135],
  barPx: [24, 17, 20, 26, 12],
  flow: [
    rect(420, 226, 556, 104),
    rect(290, 196, 346, 84),
    rect(196, 230, 164, 100),
    rect(436, 288, 500, 122),
    rect(200, 131, 276, 43),
  ],
});

export const countersLayout = (size: PictureSize): CountersLayout => table[size];

const GAP = 4;

/** Where ticket number `i` of the line stands, from the first, and how many there is room for. */
export function ticketRoom({ queue, ticket }: CountersLayout): { columns: number; rows: number } {
  return {
    columns: Math.floor((queue.width + GAP) / (ticket.width + GAP)),
    rows: Math.floor((queue.height + GAP) / (ticket.height + GAP)),
  };
}

export function ticketPlace(layout: CountersLayout, i: number): Rect {
  const { queue, ticket } = layout;
  const { columns } = ticketRoom(layout);
  const row = Math.floor(i / columns);
  const column = i % columns;
  return rect(
    queue.x + queue.width - (column + 1) * ticket.width - column * GAP,
    queue.y + row * (ticket.height + GAP),
    ticket.width,
    ticket.height,
  );
}

/** Rows of counters: as many as the picture has places for. */
export const COUNTER_ROWS = 3;

export function counterPlace({ counters, perRow }: CountersLayout, i: number): Rect {
  const width = (counters.width + GAP) / perRow;
  const height = (counters.height + GAP) / COUNTER_ROWS;
  return rect(
    counters.x + (i % perRow) * width,
    counters.y + Math.floor(i / perRow) * height,
    width - GAP,
    height - GAP,
  );
}

/** The counter at a point, from 0; null beside them. */
export function counterAt(
  { counters, perRow }: CountersLayout,
  x: number,
  y: number,
): number | null {
  const column = Math.floor(((x - counters.x) / counters.width) * perRow);
  const row = Math.floor(((y - counters.y) / counters.height) * COUNTER_ROWS);
  if (column < 0 || column >= perRow || row < 0 || row >= COUNTER_ROWS) return null;
  return row * perRow + column;
}

/** Rings around the parts that a beat points at. */
export function countersFocus(layout: CountersLayout, focus: readonly FocusTarget[]): FocusRect[] {
  const places: Partial<Record<FocusTarget, Rect>> = {
    queue: layout.queue,
    counters: layout.counters,
    balance: layout.balance,
  };
  return ringsAround(focus, places, layout.labelPx > 14 ? 6 : 3);
}
