import type { PictureSize } from '../../lanes/timeline';
import { places, type Place } from './model';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface CardRow extends Box {
  code: { x: number; y: number; handle: Box };
  cells: Readonly<Record<Place, Box>>;
  lane: Box;
}

export interface CardsLayout {
  width: number;
  height: number;
  labelPx: number;
  codePx: number;
  /** Baseline of the columns' names; null where each cell has its own. */
  headY: number | null;
  laneX: number;
  rows: readonly CardRow[];
  /** The lines below the rows: the first one's baseline, and their width; null where there are none. */
  foot: { y: number; width: number } | null;
  buttons: readonly Box[];
  margin: number;
}

interface SizeNumbers {
  width: number;
  top: number;
  margin: number;
  labelPx: number;
  codePx: number;
  rowPx: number;
  /** Left end of the cells, their width and height, and how far below the row's top. */
  cells: { x: number; width: number; height: number; dy: number };
  /** Of the lane, where it stands beside the cells; else it is as wide as they are, below them. */
  lane: { x: number; width: number } | null;
  footPx: number;
}

const sizes: Record<PictureSize, SizeNumbers> = {
  wide: {
    ...{ width: 992, top: 38, margin: 16, labelPx: 14, codePx: 14, rowPx: 42, footPx: 112 },
    cells: { x: 258, width: 108, height: 34, dy: 3 },
    lane: { x: 708, width: 268 },
  },
  medium: {
    ...{ width: 644, top: 34, margin: 10, labelPx: 13, codePx: 13, rowPx: 46, footPx: 172 },
    cells: { x: 238, width: 99, height: 32, dy: 2 },
    lane: null,
  },
  phone: {
    ...{ width: 366, top: 8, margin: 8, labelPx: 14, codePx: 14, rowPx: 84, footPx: 262 },
    cells: { x: 8, width: 87.5, height: 44, dy: 24 },
    lane: null,
  },
  embed: {
    ...{ width: 960, top: 82, margin: 24, labelPx: 16, codePx: 16, rowPx: 29.5, footPx: 6 },
    cells: { x: 292, width: 109, height: 25, dy: 2 },
    lane: { x: 738, width: 198 },
  },
};

/** Where everything stands: a row for each card, in it a cell for each place and its piece of the lane. */
export function cardsLayout(size: PictureSize, count: number): CardsLayout {
  const n = sizes[size];
  const gap = 4;
  const rows = Array.from({ length: count }, (_, i): CardRow => {
    const y = n.top + i * n.rowPx;
    const cellY = y + n.cells.dy;
    const above = size === 'phone';
    const cells = Object.fromEntries(
      places.map((place, column) => [
        place,
        {
          ...{ x: n.cells.x + column * n.cells.width, y: cellY },
          ...{ width: n.cells.width - gap, height: n.cells.height },
        },
      ]),
    ) as Record<Place, Box>;
    const lane =
      n.lane === null
        ? {
            x: n.cells.x,
            y: cellY + n.cells.height + 3,
            width: places.length * n.cells.width - gap,
          }
        : { ...n.lane, y: cellY + 4 };
    return {
      ...{ x: n.margin / 2, y, width: n.width - n.margin, height: n.rowPx - 2 },
      code: {
        x: n.margin + (size === 'embed' ? 8 : 18),
        y: above ? y + 17 : cellY + n.cells.height / 2 + n.codePx * 0.36,
        handle: above
          ? { x: n.margin, y, width: n.width - 2 * n.margin, height: 23 }
          : {
              ...{ x: n.margin, y: cellY, height: n.cells.height },
              width: n.cells.x - n.margin - 8,
            },
      },
      cells,
      lane: { ...lane, height: n.lane === null ? 7 : n.cells.height - 8 },
    };
  });
  const tall = size === 'phone' ? 44 : 32;
  const bottom = n.top + count * n.rowPx;
  return {
    ...{ width: n.width, labelPx: n.labelPx, codePx: n.codePx, rows, margin: n.margin },
    height: size === 'embed' ? 442 : bottom + n.footPx,
    headY: size === 'phone' ? null : n.top - 8,
    laneX: n.lane?.x ?? n.cells.x,
    foot:
      size === 'embed'
        ? null
        : size === 'wide'
          ? { y: bottom + n.labelPx + 6, width: n.width - 2 * n.margin - 232 }
          : { y: bottom + tall + n.labelPx + 14, width: n.width - 2 * n.margin },
    buttons: [0, 1].map((i) => ({
      ...{ x: n.width - n.margin - (2 - i) * 116 + 8, y: bottom + 6, width: 108, height: tall },
    })),
  };
}

/** The place whose column `x` is in, null beside them. */
export function placeAt({ rows }: CardsLayout, x: number): Place | null {
  const cells = rows[0]?.cells;
  if (cells === undefined) return null;
  return (
    places.find((place) => x >= cells[place].x && x <= cells[place].x + cells[place].width) ?? null
  );
}
