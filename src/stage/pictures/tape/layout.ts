import type { CellNumbers } from './cells';
import { bySize, type PictureSize } from '../../kit/sizes';

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
  /** `from` and `to`: tops of the boxes as they set out and arrive, clear of labels that stand over rows. */
  wire: { y0: number; y1: number; from: number; to: number; labelX: number; labelY: number };
  kernel: Row;
  tray: Row | null;
  out: Row;
  /** The tape of the run that this one is compared with. */
  other: Row | null;
  /** Middle of the column in which answers go up; null without answers. */
  answerX: number | null;
  bracketPx: number;
  /** Too little height for second lines of labels. */
  isTight: boolean;
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
  /** By how much the picture grows for a tray. */
  trayGrows: number;
}

const sizes = bySize<SizeNumbers>({
  width: [992, 644, 366, 960],
  height: [660, 446, 470, 442],
  top: [28, 20, 14, 62],
  aside: [168, 0, 0, 178],
  margin: [22, 18, 12, 24],
  labelPx: [15, 14, 14, 16],
  bytePx: [18, 16, 14, 18],
  boxHeight: [42, 34, 28, 34],
  letterMin: [28, 22, 15, 28],
  letterMax: [56, 44, 24, 54],
  answer: [76, 70, 62, 84],
  trayGrows: [0, 70, 24, 0],
});

/** Room for the scissors over the boxes that they cut. */
const scissorsPx = 22;
const bracketPx = 9;
const pad = 5;

/** What there is besides the four stations. */
interface Parts {
  tray: boolean;
  other: boolean;
  answers: boolean;
}

/** What follows from the size and the parts alone. */
function measuresOf(size: PictureSize, parts: Parts) {
  const n = sizes[size];
  const line = n.labelPx * 1.3;
  const headed = n.aside === 0 ? line + 2 : 0;
  const isTight = size === 'embed' && parts.tray && parts.other;
  const boxHeight = isTight ? 27 : n.boxHeight;
  const gap = size === 'wide' ? 14 : 8;
  const answer = parts.answers && size !== 'phone' ? n.answer : 0;
  const boxes = headed + boxHeight + 2 * pad;
  const otherPx = boxes + bracketPx + line + gap + 6;
  const grows = headed === 0 ? 0 : (parts.tray ? n.trayGrows : 0) + (parts.other ? otherPx : 0);
  const height = n.height + grows;
  return { line, headed, isTight, boxHeight, gap, answer, boxes, otherPx, height };
}

/** A picture in a page grows with its parts. */
export function tapeLayout(size: PictureSize, parts: Parts): TapeLayout {
  const n = sizes[size];
  const { line, headed, isTight, boxHeight, gap, answer, boxes, otherPx, height } = measuresOf(
    size,
    parts,
  );
  const x0 = n.margin + n.aside;
  const x1 = n.width - n.margin - answer;
  /** `over` is room between the label, where it stands above the boxes, and the boxes. */
  const row = (top: number, over = 0): Row => ({
    y: top + headed + over + pad,
    labelX: n.margin,
    labelY: n.aside === 0 ? top + n.labelPx : top + over + pad + boxHeight / 2 + n.labelPx * 0.36,
  });
  // From the bottom up; the wire has what is left.
  let bottom = height - 8;
  const other = parts.other ? row(bottom - boxes - bracketPx - line) : null;
  if (parts.other) bottom -= otherPx;
  bottom -= boxes + bracketPx + (parts.tray ? 1 : 2) * line + (parts.tray ? 0 : scissorsPx);
  const out = row(bottom, parts.tray ? 0 : scissorsPx);
  let tray: Row | null = null;
  if (parts.tray) {
    bottom -= boxes + bracketPx + line + gap + scissorsPx;
    tray = row(bottom, scissorsPx);
  }
  bottom -= boxes + (headed === 0 ? 0 : 4);
  const kernel = row(bottom);
  const writerY = n.top + line + bracketPx + 2 + pad + (headed === 0 ? 0 : line * 0.6);
  const writer: Row = {
    y: writerY,
    labelX: n.margin,
    labelY: n.aside === 0 ? n.top - 4 + n.labelPx * 0.36 : row(writerY - pad).labelY,
  };
  const y0 = writer.y + boxHeight + pad;
  return {
    width: n.width,
    height,
    labelPx: n.labelPx,
    bytePx: isTight ? 16 : n.bytePx,
    boxHeight,
    x0,
    x1,
    writer,
    kernel,
    tray,
    out,
    other,
    bracketPx,
    isTight,
    cells: {
      maxPx: x1 - x0,
      letterMin: n.letterMin,
      letterMax: n.letterMax,
      labelPx: n.labelPx,
    },
    wire: {
      y0,
      y1: bottom,
      labelX: n.margin,
      from: headed === 0 ? writer.y : Math.min(y0 + n.labelPx * 1.3 + 6, bottom - boxHeight - 2),
      to: headed === 0 ? kernel.y : bottom - boxHeight - 2,
      labelY: n.aside === 0 ? y0 + n.labelPx + 4 : (y0 + bottom) / 2 + n.labelPx * 0.36,
    },
    answerX: answer > 0 ? n.width - n.margin - answer / 2 + 4 : null,
    asidePx: n.aside,
  };
}
