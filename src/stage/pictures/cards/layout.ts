import { places, type CardPlace } from './model';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';

export interface CardRow extends Rect {
  code: { x: number; y: number; handle: Rect };
  cells: Readonly<Record<CardPlace, Rect>>;
  lane: Rect;
}

export interface CardsLayout {
  width: number;
  height: number;
  labelPx: number;
  codePx: number;
  /** Baseline of the columns' names; null where each cell has its own. */
  headY: number | null;
  laneX: number;
  /** Left end of the column of what Twisted has instead; null where that stands with the line of code. */
  ownX: number | null;
  rows: readonly CardRow[];
  /** The lines below the rows: the first one's baseline, and their width; null where there are none. */
  foot: { y: number; width: number } | null;
  buttons: readonly Rect[];
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
  ownX: number | null;
  footPx: number;
}

const sizes = bySize<SizeNumbers>({
  width: [992, 644, 366, 960],
  top: [38, 34, 8, 82],
  margin: [16, 10, 8, 24],
  labelPx: [14, 13, 14, 16],
  codePx: [14, 13, 14, 16],
  rowPx: [42, 46, 84, 29.5],
  footPx: [131, 176, 310, 6],
  cells: [
    { x: 258, width: 92, height: 34, dy: 3 },
    { x: 238, width: 99, height: 32, dy: 2 },
    { x: 8, width: 87.5, height: 44, dy: 24 },
    { x: 284, width: 95, height: 25, dy: 2 },
  ],
  lane: [{ x: 772, width: 204 }, null, null, { x: 822, width: 114 }],
  ownX: [634, null, null, 666],
});

const gap = 4;

function cardRow(size: PictureSize, i: number): CardRow {
  const n = sizes[size];
  const y = n.top + i * n.rowPx;
  const cellY = y + n.cells.dy;
  const above = size === 'phone';
  const cells = Object.fromEntries(
    places.map((place, column) => [
      place,
      rect(n.cells.x + column * n.cells.width, cellY, n.cells.width - gap, n.cells.height),
    ]),
  ) as Record<CardPlace, Rect>;
  const lane =
    n.lane === null
      ? { x: n.cells.x, y: cellY + n.cells.height + 3, width: places.length * n.cells.width - gap }
      : { ...n.lane, y: cellY + 4 };
  return {
    x: n.margin / 2,
    y,
    width: n.width - n.margin,
    height: n.rowPx - 2,
    code: {
      x: n.margin + (size === 'embed' ? 8 : 18),
      y: above ? y + 17 : cellY + n.cells.height / 2 + n.codePx * 0.36,
      handle: above
        ? rect(n.margin, y, n.width - 2 * n.margin, 23)
        : rect(n.margin, cellY, n.cells.x - n.margin - 8, n.cells.height),
    },
    cells,
    lane: { ...lane, height: n.lane === null ? 7 : n.cells.height - 8 },
  };
}

/** Where everything stands: a row for each card, in it a cell for each place and its piece of the lane. */
export function cardsLayout(size: PictureSize, count: number): CardsLayout {
  const n = sizes[size];
  const tall = size === 'phone' ? 44 : 32;
  const bottom = n.top + count * n.rowPx;
  return {
    width: n.width,
    labelPx: n.labelPx,
    codePx: n.codePx,
    rows: Array.from({ length: count }, (_, i) => cardRow(size, i)),
    margin: n.margin,
    height: size === 'embed' ? 442 : bottom + n.footPx,
    headY: size === 'phone' ? null : n.top - 8,
    laneX: n.lane?.x ?? n.cells.x,
    ownX: n.ownX,
    foot:
      size === 'embed'
        ? null
        : size === 'wide'
          ? { y: bottom + n.labelPx + 6, width: n.width - 2 * n.margin - 232 }
          : { y: bottom + tall + n.labelPx + 14, width: n.width - 2 * n.margin },
    buttons: [0, 1].map((i) => rect(n.width - n.margin - (2 - i) * 116 + 8, bottom + 6, 108, tall)),
  };
}

/** The place whose column `x` is in, null beside them. */
export function placeAt({ rows }: CardsLayout, x: number): CardPlace | null {
  const cells = rows[0]?.cells;
  if (cells === undefined) return null;
  return (
    places.find((place) => x >= cells[place].x && x <= cells[place].x + cells[place].width) ?? null
  );
}
