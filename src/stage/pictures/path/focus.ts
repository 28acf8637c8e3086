import type { FocusTarget } from '../../../scenario/types';
import type { FocusRect } from '../machine/machine';
import type { PathLayout } from './layout';
import type { Rect } from '../../kit/sizes';

/** Where the parts are that a beat points at. */
export function pathFocus(
  { stations, wire, notes, labelPx }: PathLayout,
  focus: readonly FocusTarget[],
): FocusRect[] {
  const places: Partial<Record<FocusTarget, readonly Rect[]>> = {
    sendBuffer: [stations.buffer],
    kernel: [stations.kernel],
    wire: [wire],
    ack: [wire],
    peerKernel: [stations.peerKernel],
    peerCode: [stations.peerCode],
    code: [stations.code],
    notes: [notes.ours, notes.peers],
    nat: notes.nat === null ? [] : [notes.nat],
  };
  const pad = labelPx > 14 ? 7 : 5;
  return focus.flatMap((target) =>
    (places[target] ?? []).map((rect) => ({
      target,
      x: rect.x - pad,
      y: rect.y - pad,
      width: rect.width + 2 * pad,
      height: rect.height + 2 * pad,
    })),
  );
}
