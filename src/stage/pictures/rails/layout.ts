import { ringsAround, type FocusRect } from '../../kit/rings';
import type { FocusTarget } from '../../../scenario/types';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';

/** Where everything of the picture of a Deferred stands. */
export interface RailsLayout {
  width: number;
  height: number;
  labelPx: number;
  /** Baseline of the names over the parts; null where each part says it itself. */
  headY: number | null;
  reactor: Rect;
  slot: Rect;
  /** The upper seat for a callback, the lower one for an errback. */
  car: { upper: Rect; lower: Rect };
  /** Right end of the rails: the client that gets what comes out. */
  end: { x: number; y: number; radius: number };
  /** What is in the Deferred: its baseline, and its room. */
  inside: { x: number; y: number; width: number };
  /** Where the engines stand that are not on the slot, under a line of at most `roomPx`. */
  yard: { x: number; y: number; roomPx: number; chips: readonly Rect[] };
  /** Where the two rails begin: beside the slot, or below it. */
  rails: readonly [string, string];
  /** Times in three columns; a row for each run, with its name before it. */
  numbers: {
    labelX: number;
    x0: number;
    x1: number;
    headY: number;
    y: number;
    pitch: number;
    px: number;
    noteY: number | null;
  };
}

interface Numbers extends Pick<
  RailsLayout,
  'width' | 'height' | 'labelPx' | 'headY' | 'reactor' | 'slot' | 'car' | 'end' | 'inside'
> {
  yard: { x: number; y: number; roomPx: number };
  /** The first chip, how many there are in a row, and the gaps. */
  chip: Rect;
  chipsInARow: number;
  numbers: RailsLayout['numbers'];
}

const chipGap = 10;

const sizes = bySize<Numbers>({
  width: [992, 644, 366, 960, 480],
  height: [352, 300, 436, 442, 180],
  labelPx: [14, 13, 14, 16, 12],
  headY: [26, 18, null, 74, 10],
  reactor: [
    rect(16, 36, 180, 124),
    rect(8, 26, 140, 104),
    rect(226, 6, 134, 92),
    rect(24, 84, 190, 130),
    rect(5, 17, 109, 84),
  ],
  slot: [
    rect(232, 36, 190, 124),
    rect(164, 26, 154, 104),
    rect(6, 6, 208, 92),
    rect(244, 84, 200, 130),
    rect(121, 17, 116, 84),
  ],
  car: [
    { upper: rect(520, 46, 230, 46), lower: rect(520, 106, 230, 46) },
    { upper: rect(366, 32, 176, 42), lower: rect(366, 82, 176, 42) },
    { upper: rect(66, 112, 208, 40), lower: rect(66, 158, 208, 34) },
    { upper: rect(536, 92, 230, 50), lower: rect(536, 156, 230, 50) },
    { upper: rect(251, 19, 146, 26), lower: rect(251, 66, 146, 26) },
  ],
  end: [
    { x: 932, y: 69, radius: 20 },
    { x: 610, y: 53, radius: 16 },
    { x: 338, y: 132, radius: 14 },
    { x: 902, y: 117, radius: 22 },
    { x: 446, y: 32, radius: 12 },
  ],
  inside: [
    { x: 16, y: 188, width: 960 },
    { x: 8, y: 154, width: 628 },
    { x: 6, y: 218, width: 354 },
    { x: 24, y: 246, width: 912 },
    { x: 2, y: 118, width: 230 },
  ],
  yard: [
    { x: 16, y: 232, roomPx: 588 },
    { x: 8, y: 190, roomPx: 260 },
    { x: 6, y: 250, roomPx: 352 },
    { x: 24, y: 292, roomPx: 332 },
    { x: 246, y: 112, roomPx: 230 },
  ],
  chip: [
    rect(16, 246, 136, 54),
    rect(8, 202, 122, 44),
    rect(6, 260, 172, 46),
    rect(24, 306, 152, 50),
    rect(246, 121, 110, 24),
  ],
  chipsInARow: [4, 2, 2, 2],
  numbers: [
    { labelX: 612, x0: 690, x1: 976, headY: 232, y: 264, pitch: 34, px: 26, noteY: 334 },
    { labelX: 276, x0: 356, x1: 636, headY: 196, y: 222, pitch: 28, px: 20, noteY: 284 },
    { labelX: 6, x0: 96, x1: 360, headY: 382, y: 403, pitch: 22, px: 18, noteY: null },
    { labelX: 364, x0: 500, x1: 936, headY: 292, y: 334, pitch: 42, px: 34, noteY: 418 },
    { labelX: 2, x0: 2, x1: 214, headY: 148, y: 170, pitch: 0, px: 18, noteY: null },
  ],
});

/** The geometry, with so many engines to choose from. */
export function railsLayout(size: PictureSize, engines: number): RailsLayout {
  const { yard, chip, chipsInARow, ...rest } = sizes[size];
  const chips = Array.from({ length: engines }, (_, i) => ({
    ...chip,
    x: chip.x + (i % chipsInARow) * (chip.width + chipGap),
    y: chip.y + Math.floor(i / chipsInARow) * (chip.height + 8),
  }));
  const { slot, car } = rest;
  const beside = slot.x + slot.width < car.upper.x;
  const rails = [car.upper, car.lower].map((seat, i) => {
    const y = seat.y + seat.height / 2;
    if (beside) return `M${slot.x + slot.width},${y}`;
    return `M${slot.x + 38 - i * 18},${slot.y + slot.height}V${y}`;
  }) as [string, string];
  return { ...rest, yard: { ...yard, chips }, rails };
}

/** `x`, `y` is on the slot, or near enough for a finger. */
export function onSlot({ slot }: RailsLayout, x: number, y: number): boolean {
  const near = 24;
  return (
    x >= slot.x - near &&
    x <= slot.x + slot.width + near &&
    y >= slot.y - near &&
    y <= slot.y + slot.height + near
  );
}

const focusPadPx = 5;

/** Rings around the parts that a beat points at. */
export function railsFocus(layout: RailsLayout, focus: readonly FocusTarget[]): FocusRect[] {
  const { car, yard, numbers, labelPx } = layout;
  const last = yard.chips.at(-1);
  const first = yard.chips[0];
  const places: Partial<Record<FocusTarget, Rect>> = {
    reactor: layout.reactor,
    slot: layout.slot,
    cars: {
      ...car.upper,
      height: car.lower.y + car.lower.height - car.upper.y,
    },
    ...(first &&
      last && {
        yard: {
          ...first,
          width: last.x + last.width - first.x,
          height: last.y + last.height - first.y,
        },
      }),
    costs: {
      x: numbers.x0,
      y: numbers.headY - labelPx,
      width: numbers.x1 - numbers.x0,
      height: numbers.y + numbers.pitch - numbers.headY + labelPx + 4,
    },
  };
  return ringsAround(focus, places, focusPadPx);
}
