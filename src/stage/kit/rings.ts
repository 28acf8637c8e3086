import type { FocusTarget } from '../../scenario/types';
import type { Rect } from './sizes';

/** A ring around a part that a beat points at. */
export interface FocusRect extends Rect {
  target: FocusTarget;
}

/** Rings around the parts that a beat points at, `padPx` away from each. What is not in the picture has none. */
export function ringsAround(
  focus: readonly FocusTarget[],
  places: Partial<Record<FocusTarget, Rect | readonly Rect[]>>,
  padPx: number,
): FocusRect[] {
  return focus.flatMap((target) =>
    [places[target] ?? []].flat().map(({ x, y, width, height }) => ({
      target,
      x: x - padPx,
      y: y - padPx,
      width: width + 2 * padPx,
      height: height + 2 * padPx,
    })),
  );
}
