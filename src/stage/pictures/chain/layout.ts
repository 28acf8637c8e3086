import { ringsAround, type FocusRect } from '../../kit/rings';
import type { FocusTarget } from '../../../scenario/types';
import { bySize, rect, type PictureSize, type Rect } from '../../kit/sizes';
import type { Move } from './moves';

/** Where everything of the picture of a Deferred's pairs stands. */
export interface ChainLayout {
  width: number;
  height: number;
  labelPx: number;
  headY: number | null;
  reactor: Rect;
  slot: Rect;
  /** Left end of the first pair's column, and from one to the next. */
  x0: number;
  pitch: number;
  /** Who holds the Deferred, below its slot; null where there is no room. */
  holder: Rect | null;
  seat: { width: number; height: number; upperY: number; lowerY: number };
  /** Middle of what stands at the end of the rails. */
  endX: number;
  /** Baseline of the turns below the pairs. */
  turnY: number;
  yard: { x: number; y: number; top: number; pitch: number; roomPx: number };
  words: { x: number; y: number; linePx: number; roomPx: number };
}

const sizes = bySize<ChainLayout>({
  width: [992, 644, 366, 960, 480],
  height: [352, 316, 462, 442, 180],
  labelPx: [14, 13, 14, 16, 12],
  headY: [26, 18, null, 74, 10],
  reactor: [
    rect(16, 36, 150, 138),
    rect(8, 26, 112, 116),
    rect(186, 6, 174, 64),
    rect(24, 84, 168, 152),
    rect(4, 17, 109, 84),
  ],
  slot: [
    rect(184, 36, 92, 138),
    rect(128, 26, 72, 116),
    rect(6, 6, 172, 64),
    rect(206, 84, 96, 152),
    rect(116, 17, 52, 66),
  ],
  holder: [
    rect(184, 192, 92, 28),
    rect(128, 156, 72, 26),
    null,
    rect(206, 254, 96, 30),
    rect(116, 99, 52, 18),
  ],
  x0: [296, 212, 4, 318, 170],
  pitch: [118, 75, 67, 108, 57],
  seat: [
    { width: 102, height: 44, upperY: 52, lowerY: 126 },
    { width: 70, height: 38, upperY: 40, lowerY: 104 },
    { width: 66, height: 44, upperY: 100, lowerY: 172 },
    { width: 98, height: 46, upperY: 100, lowerY: 178 },
    { width: 56, height: 24, upperY: 17, lowerY: 59 },
  ],
  endX: [934, 610, 332, 902, 446],
  turnY: [212, 178, 258, 268, 111],
  yard: [
    { x: 16, y: 248, top: 260, pitch: 118, roomPx: 560 },
    { x: 8, y: 208, top: 218, pitch: 75, roomPx: 380 },
    { x: 6, y: 286, top: 294, pitch: 71, roomPx: 354 },
    { x: 24, y: 312, top: 324, pitch: 108, roomPx: 530 },
    { x: 2, y: 134, top: 142, pitch: 59, roomPx: 280 },
  ],
  words: [
    { x: 616, y: 246, linePx: 21, roomPx: 364 },
    { x: 400, y: 208, linePx: 20, roomPx: 238 },
    { x: 8, y: 366, linePx: 19, roomPx: 350 },
    { x: 566, y: 312, linePx: 23, roomPx: 386 },
    { x: 306, y: 130, linePx: 13.6, roomPx: 172 },
  ],
});

export const chainLayout = (size: PictureSize): ChainLayout => sizes[size];

/** The seats of the pair at `place`. */
export function seatsOf(
  { x0, pitch, seat }: ChainLayout,
  place: number,
): { callback: Rect; errback: Rect } {
  const x = x0 + place * pitch;
  return {
    callback: rect(x, seat.upperY, seat.width, seat.height),
    errback: rect(x, seat.lowerY, seat.width, seat.height),
  };
}

/** Heights of the two rails. */
export function railsY({ seat }: ChainLayout): { callback: number; errback: number } {
  return { callback: seat.upperY + seat.height / 2, errback: seat.lowerY + seat.height / 2 };
}

/** The yard's seat for the car number `i` of those that are not coupled. */
export function yardSeat({ yard, seat }: ChainLayout, i: number): Rect {
  return rect(yard.x + i * yard.pitch, yard.top, seat.width, seat.height);
}

/** Which of a car's moves it makes to be dropped at `x`, `y`. */
export function moveAt(layout: ChainLayout, moves: readonly Move[], x: number, y: number): number {
  const { x0, pitch, seat, yard } = layout;
  if (y > (seat.lowerY + seat.height + yard.top) / 2) return 0;
  const middle = (move: Move): number => {
    const { to } = move;
    if (to.kind === 'off') return -Infinity;
    const left = x0 + to.place * pitch;
    return to.kind === 'beside' ? left + seat.width / 2 : left - (pitch - seat.width) / 2;
  };
  let best = 1;
  for (let i = 1; i < moves.length; i++) {
    if (Math.abs(middle(moves[i]!) - x) < Math.abs(middle(moves[best]!) - x)) best = i;
  }
  return best;
}

const padPx = 5;

/** Rings around the parts that a beat points at. */
export function chainFocus(
  layout: ChainLayout,
  focus: readonly FocusTarget[],
  pairs: number,
): FocusRect[] {
  const { reactor, slot, seat, x0, pitch } = layout;
  const places: Partial<Record<FocusTarget, Rect>> = {
    reactor,
    slot,
    ...(pairs > 0 && {
      cars: rect(
        x0,
        seat.upperY,
        (pairs - 1) * pitch + seat.width,
        seat.lowerY + seat.height - seat.upperY,
      ),
    }),
  };
  return ringsAround(focus, places, padPx);
}
