import { ringsAround, type FocusRect } from '../../kit/rings';
import type { FocusTarget } from '../../../scenario/types';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';

/** Where the two sides stand, and the wall between them. */
export interface SceneLayout {
  labelPx: number;
  /** The reactor's side: its frame, what the thread does, and what waits in it for the next turn. */
  reactor: Rect;
  box: Rect;
  calls: Rect;
  /** Where the Deferred is named; null where there is none. */
  deferred: { x: number; y: number; width: number } | null;
  wall: Rect;
  /** True where it lies between what is above and what is below. */
  flat: boolean;
  slot: Rect;
  bell: { x: number; y: number; radius: number };
  workers: Rect;
  /** Room for so many jobs. */
  rows: readonly Rect[];
}

/** The picture of a wall between the reactor's thread and the workers, and where one client's wait went. */
export interface WallLayout extends SceneLayout {
  width: number;
  height: number;
  /** The wait, over time: its axis, the bar, and that of the run that it is compared with. */
  split: { x: number; width: number; headY: number; barY: number; barHeight: number };
  /** What the wait is made of: four cells. In a low one words and figure stand beside each other. */
  cells: readonly Rect[];
  words: { x: number; y: number; width: number; lines: number };
  button: Rect;
}

type Numbers = Omit<WallLayout, 'rows' | 'flat' | 'cells'> & {
  row: Rect;
  rowPitch: number;
  rowCount: number;
  cell: Rect;
  /** How many stand beside each other. */
  cellColumns: number;
};

const CELLS = 4;
const GAP = 8;

const sizes = bySize<Numbers>({
  width: [992, 644, 366, 960],
  height: [352, 356, 456, 442],
  labelPx: [14, 13, 14, 16],
  reactor: [
    rect(16, 10, 396, 168),
    rect(8, 6, 258, 168),
    rect(6, 4, 354, 122),
    rect(24, 54, 384, 190),
  ],
  box: [rect(28, 38, 372, 76), rect(18, 32, 238, 76), rect(14, 28, 338, 62), rect(36, 84, 360, 86)],
  calls: [
    rect(28, 122, 372, 28),
    rect(18, 116, 238, 28),
    rect(186, 96, 166, 24),
    rect(36, 178, 360, 30),
  ],
  deferred: [
    { x: 28, y: 169, width: 372 },
    { x: 18, y: 165, width: 238 },
    { x: 16, y: 113, width: 164 },
    { x: 36, y: 233, width: 360 },
  ],
  wall: [
    rect(430, 10, 132, 168),
    rect(274, 6, 96, 168),
    rect(6, 132, 354, 50),
    rect(426, 54, 132, 190),
  ],
  slot: [
    rect(424, 122, 144, 28),
    rect(268, 116, 108, 28),
    rect(186, 126, 166, 62),
    rect(414, 178, 156, 30),
  ],
  bell: [
    { x: 496, y: 58, radius: 20 },
    { x: 322, y: 54, radius: 19 },
    { x: 48, y: 157, radius: 16 },
    { x: 492, y: 106, radius: 22 },
  ],
  workers: [
    rect(580, 10, 396, 168),
    rect(378, 6, 258, 168),
    rect(6, 188, 354, 96),
    rect(576, 54, 360, 190),
  ],
  row: [
    rect(592, 38, 372, 40),
    rect(388, 32, 238, 40),
    rect(14, 212, 338, 30),
    rect(588, 84, 336, 46),
  ],
  rowPitch: [46, 46, 34, 52],
  rowCount: [3, 3, 2, 3],
  split: [
    { x: 16, width: 720, headY: 204, barY: 214, barHeight: 30 },
    { x: 8, width: 440, headY: 200, barY: 210, barHeight: 28 },
    { x: 10, width: 346, headY: 304, barY: 312, barHeight: 26 },
    { x: 24, width: 660, headY: 276, barY: 286, barHeight: 34 },
  ],
  cell: [
    rect(16, 262, 234, 52),
    rect(8, 256, 151, 52),
    rect(6, 408, 173, 20),
    rect(24, 336, 222, 58),
  ],
  cellColumns: [4, 4, 2, 4],
  words: [
    { x: 16, y: 336, width: 960, lines: 1 },
    { x: 8, y: 328, width: 628, lines: 2 },
    { x: 10, y: 0, width: 348, lines: 0 },
    { x: 24, y: 418, width: 912, lines: 1 },
  ],
  button: [
    rect(770, 208, 206, 40),
    rect(462, 204, 174, 40),
    rect(6, 356, 354, 44),
    rect(716, 281, 220, 44),
  ],
});

export function wallLayout(size: PictureSize): WallLayout {
  const { row, rowPitch, rowCount, cell, cellColumns, ...n } = sizes[size];
  const rows = Array.from({ length: rowCount }, (_, i) => ({ ...row, y: row.y + i * rowPitch }));
  const cells = Array.from({ length: CELLS }, (_, i) => ({
    ...cell,
    x: cell.x + (i % cellColumns) * (cell.width + GAP),
    y: cell.y + Math.floor(i / cellColumns) * (cell.height + GAP / 2),
  }));
  return { ...n, rows, cells, flat: size === 'phone' };
}

const focusPadPx = 4;

/** Rings around the parts that a beat points at. */
export function wallFocus(layout: WallLayout, focus: readonly FocusTarget[]): FocusRect[] {
  const { split, bell } = layout;
  const places: Partial<Record<FocusTarget, Rect>> = {
    reactor: layout.reactor,
    workers: layout.workers,
    slot: layout.slot,
    bell: rect(bell.x - bell.radius, bell.y - bell.radius, 2 * bell.radius, 2 * bell.radius),
    costs: rect(split.x, split.barY, split.width, split.barHeight),
  };
  return ringsAround(focus, places, focusPadPx);
}
