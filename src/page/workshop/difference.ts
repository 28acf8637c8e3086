import { eventsToWire } from '../../recording/json';
import type { Recording } from '../../recording/recording';

/** The first event in which two runs differ, from the reactor's first on; null where there is none. */
export function firstDifference(ours: Recording, theirs: Recording): number | null {
  const [mine, other] = [ours, theirs].map((recording) => {
    const all = eventsToWire(recording);
    return all.slice(all.findIndex((event) => event['kind'] !== 'line'));
  }) as [object[], object[]];
  const length = Math.max(mine.length, other.length);
  for (let i = 0; i < length; i++) {
    if (textOf(mine[i]) !== textOf(other[i])) return i;
  }
  return null;
}

/** The same for equal events, in whatever order their fields stand. */
function textOf(event: object | undefined): string {
  return event === undefined ? '' : JSON.stringify(Object.entries(event).sort());
}
