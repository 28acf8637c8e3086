import { ringsAround, type FocusRect } from '../../kit/rings';
import type { FocusTarget } from '../../../scenario/types';
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
  return ringsAround(focus, places, labelPx > 14 ? 7 : 5);
}
