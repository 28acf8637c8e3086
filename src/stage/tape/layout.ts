import type { PictureSize } from '../timeline';
import type { CellNumbers } from './cells';

/** A row of the tape: `y` is the top of its boxes. */
export interface Row {
  y: number;
  labelX: number;
  labelY: number;
}

/** Where everything of the picture stands. All rows have their boxes in the same columns. */
export interface TapeLayout {
  width: number;
  height: number;
  labelPx: number;
  bytePx: number;
  boxHeight: number;
  x0: number;
  x1: number;
  cells: CellNumbers;
  writer: Row;
  wire: { y0: number; y1: number; labelX: number; labelY: number };
  kernel: Row;
  tray: Row | null;
  out: Row;
  /** The tape of the run that this one is compared with. */
  other: Row | null;
  /** Middle of the column in which answers go up; null without answers. */
  answerX: number | null;
  bracketPx: number;
  /** Width of the labels at the left, 0 where they stand over the rows. */
  asidePx: number;
}

interface SizeNumbers {
  width: number;
  height: number;
  top: number;
  aside: number;
  margin: number;
  labelPx: number;
  bytePx: number;
  boxHeight: number;
  letterMin: number;
  letterMax: number;
  answer: number;
  wireMin: number;
}

const sizes: Record<PictureSize, SizeNumbers> = {
  wide: {
    ...{ width: 992, height: 660, top: 28, aside: 168, margin: 22, labelPx: 15, bytePx: 18 },
    ...{ boxHeight: 42, letterMin: 28, letterMax: 56, answer: 76, wireMin: 60 },
  },
  medium: {
    ...{ width: 644, height: 446, top: 20, aside: 0, margin: 18, labelPx: 14, bytePx: 16 },
    ...{ boxHeight: 34, letterMin: 22, letterMax: 44, answer: 70, wireMin: 40 },
  },
  phone: {
    ...{ width: 366, height: 470, top: 14, aside: 0, margin: 12, labelPx: 14, bytePx: 14 },
    ...{ boxHeight: 28, letterMin: 15, letterMax: 24, answer: 62, wireMin: 28 },
  },
  embed: {
    ...{ width: 960, height: 442, top: 62, aside: 178, margin: 24, labelPx: 16, bytePx: 18 },
    ...{ boxHeight: 34, letterMin: 28, letterMax: 54, answer: 84, wireMin: 24 },
  },
};

/** @param parts what there is besides the four stations. */
export function tapeLayout(
  size: PictureSize,
  parts: { tray: boolean; other: boolean; answers: boolean },
): TapeLayout {
  const n = sizes[size];
  const bracketPx = 9;
  const line = n.labelPx * 1.3;
  const headed = n.aside === 0 ? line + 2 : 0;
  const x0 = n.margin + n.aside;
  const x1 = n.width - n.margin - (parts.answers ? n.answer : 0);
  const pad = 5;
  const scissors = 24;
  const gap = size === 'embed' || size === 'phone' ? 10 : 16;
  const row = (top: number): Row => ({
    y: top + headed + pad,
    labelX: n.margin,
    labelY: n.aside === 0 ? top + n.labelPx : top + pad + n.boxHeight / 2 + n.labelPx * 0.36,
  });
  const boxes = headed + n.boxHeight + 2 * pad;
  // From the bottom up; the wire has what is left.
  let bottom = n.height - 8;
  let other: Row | null = null;
  if (parts.other) {
    bottom -= boxes + bracketPx + line;
    other = row(bottom);
    bottom -= gap + 6;
  }
  bottom -= boxes + bracketPx + 2 * line;
  const out = row(bottom);
  let tray: Row | null = null;
  if (parts.tray) {
    bottom -= boxes + bracketPx + line + gap / 2;
    tray = row(bottom);
  }
  bottom -= boxes + scissors;
  const kernel = row(bottom);
  const writerTop = n.top + line + bracketPx + 2;
  const writer: Row = {
    y: writerTop + pad,
    labelX: n.margin,
    labelY: n.aside === 0 ? n.top - 4 + n.labelPx * 0.36 : row(writerTop).labelY,
  };
  if (n.aside === 0) writer.y += line * 0.6;
  const y0 = writer.y + n.boxHeight + pad;
  return {
    ...{ width: n.width, height: n.height, labelPx: n.labelPx, bytePx: n.bytePx },
    ...{ boxHeight: n.boxHeight, x0, x1, writer, kernel, tray, out, other, bracketPx },
    cells: {
      maxPx: x1 - x0,
      letterMin: n.letterMin,
      letterMax: n.letterMax,
      labelPx: n.labelPx,
    },
    wire: {
      ...{ y0, y1: bottom, labelX: n.margin },
      labelY: n.aside === 0 ? y0 + n.labelPx + 4 : (y0 + bottom) / 2 + n.labelPx * 0.36,
    },
    answerX: parts.answers ? n.width - n.margin - n.answer / 2 + 4 : null,
    asidePx: n.aside,
  };
}
