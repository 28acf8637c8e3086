import { durationText, momentText, settingText } from '../../src/player/measures/durations';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { eventsOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const found: Record<string, string> = { deadline: settingText(values.deadline!, 's') };
  const written = eventsOf(recording, 'write')[0];
  if (written) found.bytes = String(written.buffered);
  const cut = eventsOf(recording, 'net.cut')[0];
  if (cut) found.cut = momentText(cut.timeNs);
  const back = eventsOf(recording, 'net.mend')[0];
  if (back) found.back = momentText(back.timeNs);
  const proof = firesOf(recording).find((fire) => fire.ok);
  if (proof && written) found.wait = durationText(proof.timeNs - written.timeNs);
  return found;
}

/** What the program knows of its first payment at the end of the run. */
export function knowledge(recording: Recording): 'paid' | 'paid, late' | 'unknown' {
  const fires = firesOf(recording);
  const proof = fires.findIndex((e) => e.ok);
  if (proof < 0) return 'unknown';
  return proof === 0 ? 'paid' : 'paid, late';
}

/** The fires of the payments' Deferreds; those of the reactor's own have names. */
function firesOf({ events }: Recording): EventOf<'deferredFire'>[] {
  return events.filter(
    (e): e is EventOf<'deferredFire'> => e.kind === 'deferredFire' && e.name === undefined,
  );
}
