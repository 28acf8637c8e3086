import type { RecordedEvent, VirtualNs } from '../../recording/events';
import { firstWhere } from './segments';

type Events = readonly RecordedEvent[];

/** Index of the first event at or after `timeNs`; the number of events if there is none. */
export function firstIndexAt(events: Events, timeNs: VirtualNs): number {
  return firstWhere(events.length, (i) => events[i]!.timeNs >= timeNs);
}

/** Index of the last event at or before `timeNs`, at least 0. */
export function lastIndexAt(events: Events, timeNs: VirtualNs): number {
  return Math.max(0, firstWhere(events.length, (i) => events[i]!.timeNs > timeNs) - 1);
}
