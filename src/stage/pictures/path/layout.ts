import type { ByteSize } from '../../kit/bytes';
import type { PictureSize, Rect } from '../../kit/sizes';

export type StationName = 'code' | 'buffer' | 'kernel' | 'peerKernel' | 'peerCode';

/** A box with its name: above it, or below it. */
export interface StationBox extends Rect {
  titleY: number;
}

export interface PathLayout {
  width: number;
  height: number;
  labelPx: number;
  bytes: ByteSize;
  rowPx: number;
  stations: Record<StationName, StationBox>;
  /** The way of bytes to the peer and, beside it, the way back. */
  down: { x0: number; y0: number; x1: number; y1: number };
  up: { x0: number; y0: number; x1: number; y1: number };
  /** Name of the wire, and whether it runs from left to right. */
  wire: Rect & { titleX: number; titleY: number; isLevel: boolean };
  notes: { ours: Rect; nat: Rect | null; peers: Rect };
  /** The clock’s left end, and the right end of what says that it is modelled. */
  foot: { x0: number; clockY: number; x1: number; tagY: number };
}

/** Where everything stands. Wide and embed are one row; the others turn back after our kernel. */
export function pathLayout(size: PictureSize, hasNat: boolean): PathLayout {
  return size === 'wide' || size === 'embed' ? inOneRow(size, hasNat) : inTwoRows(size, hasNat);
}

type Letters = Pick<ByteSize, 'letterPx' | 'delimiterPx' | 'labelPx'>;

/** The boxes of bytes have letters of the size of all others. */
const bytesOf = ({ letterPx, delimiterPx, labelPx }: Letters): ByteSize => ({
  letterPx,
  delimiterPx,
  fontPx: labelPx,
  labelPx,
});

function inOneRow(size: 'wide' | 'embed', hasNat: boolean): PathLayout {
  const n =
    size === 'wide'
      ? // prettier-ignore
        { width: 992, height: 352, labelPx: 14, top: 44, box: 84, notesY: 194, notes: 96, xs: [16, 168, 332, 644, 808, 976], gap: 12, margin: 16, letterPx: 11.5, delimiterPx: 19, row: 28 }
      : // prettier-ignore
        { width: 960, height: 442, labelPx: 16, top: 96, box: 96, notesY: 266, notes: 110, xs: [24, 166, 336, 638, 802, 936], gap: 10, margin: 24, letterPx: 12.5, delimiterPx: 22, row: 34 };
  const [x0, x1, x2, x3, x4, x5] = n.xs as [number, number, number, number, number, number];
  const boxOf = (from: number, to: number): StationBox => ({
    x: from,
    y: n.top,
    width: to - from,
    height: n.box,
    titleY: n.top - 10,
  });
  const kernelX1 = x2 + (x2 - x1) - n.gap;
  const downY = n.top + n.box * 0.3;
  const upY = n.top + n.box * 0.76;
  const note = (from: number, to: number): Rect => ({
    x: from,
    y: n.notesY,
    width: to - from,
    height: n.notes,
  });
  return {
    width: n.width,
    height: n.height,
    labelPx: n.labelPx,
    bytes: bytesOf(n),
    rowPx: n.row,
    stations: {
      code: boxOf(x0, x1 - n.gap),
      buffer: boxOf(x1, x2 - n.gap),
      kernel: boxOf(x2, kernelX1),
      peerKernel: boxOf(x3, x4 - n.gap),
      peerCode: boxOf(x4, x5),
    },
    down: { x0: kernelX1, y0: downY, x1: x3, y1: downY },
    up: { x0: x3, y0: upY, x1: kernelX1, y1: upY },
    wire: {
      x: kernelX1,
      y: n.top,
      width: x3 - kernelX1,
      height: n.box,
      titleX: (kernelX1 + x3) / 2,
      titleY: n.top - 10,
      isLevel: true,
    },
    notes: {
      ours: note(x0, x2 - n.gap),
      nat: hasNat ? note(x2 + 12, x3 - 24) : null,
      peers: note(x3, x5),
    },
    foot: { x0: n.margin, clockY: n.height - 16, x1: n.width - n.margin, tagY: n.height - 16 },
  };
}

const twoRows = {
  // prettier-ignore
  medium: { width: 644, height: 300, labelPx: 14, xs: [12, 180, 212, 400, 432, 632], top: 28, box: 54, wire: 60, notes: 40, margin: 12, letterPx: 13, delimiterPx: 20, row: 24, downX: 488, upX: 586 },
  // prettier-ignore
  phone: { width: 366, height: 286, labelPx: 14, xs: [6, 108, 114, 230, 236, 360], top: 24, box: 46, wire: 54, notes: 42, margin: 8, letterPx: 9, delimiterPx: 17, row: 20, downX: 278, upX: 336 },
  // prettier-ignore
  half: { width: 480, height: 180, labelPx: 12, xs: [4, 122, 134, 290, 302, 476], top: 17, box: 36, wire: 31, notes: 36, margin: 4, letterPx: 8, delimiterPx: 15, row: 17, downX: 350, upX: 440 },
};

function inTwoRows(size: 'medium' | 'phone' | 'half', hasNat: boolean): PathLayout {
  const n = twoRows[size];
  const [a0, a1, b0, b1, c0, c1] = n.xs as [number, number, number, number, number, number];
  const second = n.top + n.box + n.wire;
  const over = n.top - n.labelPx + 6;
  const boxOf = (from: number, to: number, y: number, titleY: number): StationBox => ({
    x: from,
    y,
    width: to - from,
    height: n.box,
    titleY,
  });
  const titleY = second + n.box + n.labelPx + 3;
  const notesY = titleY + n.labelPx - 5;
  const third = (n.width - 2 * n.margin - 16) / 3;
  const half = (n.width - 2 * n.margin - 8) / 2;
  const noteWidth = hasNat ? third : half;
  const note = (place: number): Rect => ({
    x: n.margin + place * (noteWidth + 8),
    y: notesY,
    width: noteWidth,
    height: n.notes,
  });
  return {
    width: n.width,
    height: n.height,
    labelPx: n.labelPx,
    bytes: bytesOf(n),
    rowPx: n.row,
    stations: {
      code: boxOf(a0, a1, n.top, over),
      buffer: boxOf(b0, b1, n.top, over),
      kernel: boxOf(c0, c1, n.top, over),
      peerKernel: boxOf(c0, c1, second, titleY),
      peerCode: boxOf(b0, b1, second, titleY),
    },
    down: { x0: n.downX, y0: n.top + n.box, x1: n.downX, y1: second },
    up: { x0: n.upX, y0: second, x1: n.upX, y1: n.top + n.box },
    wire: {
      x: c0,
      y: n.top + n.box,
      width: c1 - c0,
      height: n.wire,
      titleX: c0 - 26,
      titleY: n.top + n.box + n.wire / 2 - 3,
      isLevel: false,
    },
    notes: {
      ours: note(0),
      nat: hasNat ? note(1) : null,
      peers: note(hasNat ? 2 : 1),
    },
    foot:
      size === 'half'
        ? { x0: n.margin, clockY: second + 8, x1: n.xs[1]!, tagY: second + 27 }
        : { x0: n.margin, clockY: n.height - 8, x1: n.width - n.margin, tagY: n.height - 8 },
  };
}
