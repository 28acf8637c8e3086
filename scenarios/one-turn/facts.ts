import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { causeOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { inMilliseconds, inSeconds, NS_PER_SECOND } from '../../src/scenario/units';

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const { events } = recording;
  const found: Record<string, string> = { cost: `${values.cost!} ms` };
  const written = causeOf<'write'>(recording, 'written');
  if (written) found.bytes = `${written.n} bytes`;
  const soon = causeOf<'timerFire'>(recording, 'soon');
  const asked = events.find((e) => e.kind === 'callLater' && e.id === soon?.id);
  if (soon && asked) found.soonLate = inMilliseconds(soon.timeNs - asked.timeNs);
  const rung = ringing(recording);
  if (rung) found.rings = toTheMillisecond(rung.timeNs);
  const over = causeOf<'print'>(recording, 'over');
  if (over) found.ran = inSeconds(over.timeNs);
  return found;
}

/** The alarm that was asked for 1.000 s, when it fires. */
export function ringing(recording: Recording): EventOf<'timerFire'> | undefined {
  return recording.events.find(
    (e): e is EventOf<'timerFire'> => e.kind === 'timerFire' && e.name === 'alarm',
  );
}

/** `1.299 s`. */
export function toTheMillisecond(timeNs: number): string {
  return `${(timeNs / NS_PER_SECOND).toFixed(3)} s`;
}
