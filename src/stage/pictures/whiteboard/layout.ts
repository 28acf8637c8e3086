import { ringsAround, type FocusRect } from '../../kit/rings';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';
import type { FocusTarget } from '../../../scenario/types';

/** Where everything of the picture of two hands and what they share stands. */
export interface WhiteboardLayout {
  width: number;
  height: number;
  labelPx: number;
  codePx: number;
  /** Distance of the lines of a hand. */
  linePx: number;
  hands: { R: Rect; W: Rect };
  board: Rect;
  /** Size of what the dict says, and of what has come of the run. */
  valuePx: number;
  tallyPx: number;
  /** The order: how large a letter's box is, and how many stand in a row. */
  strip: { x: number; y: number; box: number; perRow: number; headY: number };
  /** R, W, the shortest that breaks, and as it comes; null where there is no room for them. */
  buttons: readonly Rect[];
  /** Sentences under it. */
  words: { x: number; y: number; width: number; lines: number };
}

interface Numbers {
  width: number;
  height: number;
  labelPx: number;
  codePx: number;
  linePx: number;
  left: Rect;
  board: Rect;
  right: Rect;
  valuePx: number;
  tallyPx: number;
  strip: WhiteboardLayout['strip'];
  buttons: readonly Rect[];
  words: WhiteboardLayout['words'];
}

const row = (y: number, height: number, from: readonly [x: number, width: number][]): Rect[] =>
  from.map(([x, width]) => rect(x, y, width, height));

const sizes = bySize<Numbers>({
  width: [992, 644, 366, 960, 480],
  height: [352, 356, 456, 442, 178],
  labelPx: [14, 13, 14, 16, 13],
  codePx: [14, 12, 12, 16, 12],
  linePx: [22, 19, 16, 22, 16],
  left: [
    rect(16, 12, 318, 176),
    rect(8, 6, 228, 156),
    rect(6, 4, 174, 142),
    rect(24, 54, 306, 184),
    rect(4.5, 4.5, 166, 131),
  ],
  board: [
    rect(366, 12, 260, 176),
    rect(250, 6, 144, 156),
    rect(6, 152, 354, 74),
    rect(354, 54, 252, 184),
    rect(178.5, 4.5, 123, 131),
  ],
  right: [
    rect(658, 12, 318, 176),
    rect(408, 6, 228, 156),
    rect(186, 4, 174, 142),
    rect(630, 54, 306, 184),
    rect(309.5, 4.5, 166, 131),
  ],
  valuePx: [26, 19, 18, 28, 20],
  tallyPx: [24, 16, 18, 30, 13],
  strip: [
    { x: 16, y: 218, box: 24, perRow: 24, headY: 210 },
    { x: 8, y: 186, box: 22, perRow: 24, headY: 179 },
    { x: 6, y: 248, box: 24, perRow: 12, headY: 243 },
    { x: 24, y: 272, box: 27, perRow: 24, headY: 263 },
    { x: 6, y: 157, box: 16, perRow: 24, headY: 151 },
  ],
  buttons: [
    row(256, 34, [
      [16, 150],
      [176, 150],
      [336, 150],
      [496, 150],
    ]),
    row(222, 34, [
      [8, 150],
      [166, 150],
      [324, 150],
      [482, 150],
    ]),
    [
      ...row(306, 44, [
        [6, 174],
        [186, 174],
      ]),
      ...row(354, 34, [
        [6, 174],
        [186, 174],
      ]),
    ],
    row(316, 44, [
      [24, 216],
      [248, 216],
      [472, 224],
      [704, 232],
    ]),
    [],
  ],
  words: [
    { x: 16, y: 306, width: 960, lines: 3 },
    { x: 8, y: 280, width: 628, lines: 4 },
    { x: 6, y: 408, width: 354, lines: 3 },
    { x: 24, y: 386, width: 912, lines: 3 },
    { x: 6, y: 170, width: 468, lines: 0 },
  ],
});

export function whiteboardLayout(size: PictureSize): WhiteboardLayout {
  const { left, right, ...n } = sizes[size];
  return { ...n, hands: { R: left, W: right } };
}

/** Where the letter at `place` of the order stands. */
export function boxAt({ strip }: WhiteboardLayout, place: number): Rect {
  const { x, y, box, perRow } = strip;
  const pitch = box + 3;
  const column = place % perRow;
  return rect(x + column * pitch, y + Math.floor(place / perRow) * pitch, box, box);
}

const focusPadPx = 3;

/** Rings around the parts that a beat points at. */
export function whiteboardFocus(
  layout: WhiteboardLayout,
  focus: readonly FocusTarget[],
  steps: number,
): FocusRect[] {
  const { R, W } = layout.hands;
  const first = boxAt(layout, 0);
  const last = boxAt(layout, Math.max(0, steps - 1));
  const right = boxAt(layout, Math.min(Math.max(1, steps), layout.strip.perRow) - 1);
  const places: Partial<Record<FocusTarget, readonly Rect[]>> = {
    hands: [R, W],
    board: [layout.board],
    order: [
      rect(first.x, first.y, right.x + right.width - first.x, last.y + last.height - first.y),
    ],
  };
  return ringsAround(focus, places, focusPadPx);
}
