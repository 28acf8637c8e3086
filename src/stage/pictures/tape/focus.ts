import type { FocusTarget } from '../../../scenario/types';
import type { FocusRect } from '../../kit/rings';
import type { TapeLayout } from './layout';

/** Where the parts are that a beat points at. */
export function focusRings(layout: TapeLayout, focus: readonly FocusTarget[]): FocusRect[] {
  const { x0, x1, boxHeight, writer, wire, kernel, tray, out, bracketPx, labelPx } = layout;
  const line = labelPx * 1.3;
  const over = layout.asidePx === 0 ? line : 0;
  const band = (top: number, bottom: number) => ({
    x: x0 - 9,
    y: top,
    width: x1 - x0 + 18,
    height: bottom - top,
  });
  const below = boxHeight + 5 + bracketPx + line + 6;
  const bands: Partial<Record<FocusTarget, ReturnType<typeof band>>> = {
    sendBuffer: band(writer.y - 5 - bracketPx - line - 4, writer.y + boxHeight + 9),
    wire: band(wire.y0 + 6 + over, wire.y1 - 6),
    receiveBuffer: band(kernel.y - 9, kernel.y + boxHeight + 9),
    reads: band((tray ?? out).y - 9, (tray ?? out).y + below + (tray === null ? line : 0)),
    calls: band(out.y - 9, out.y + below),
  };
  return focus.flatMap((target) => {
    const rect = bands[target];
    return rect === undefined ? [] : [{ target, ...rect }];
  });
}
