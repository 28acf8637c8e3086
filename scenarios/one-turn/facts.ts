import { durationText, momentText, settingText } from '../../src/player/measures/durations';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { causeOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const { events } = recording;
  const found: Record<string, string> = { cost: settingText(values.cost!, 'ms') };
  const written = causeOf<'write'>(recording, 'written');
  if (written) found.bytes = `${written.n} bytes`;
  const soon = causeOf<'timerFire'>(recording, 'soon');
  const asked = events.find((e) => e.kind === 'callLater' && e.id === soon?.id);
  if (soon && asked) found.soonLate = durationText(soon.timeNs - asked.timeNs);
  const rung = ringing(recording);
  if (rung) found.rings = momentText(rung.timeNs, 3);
  const over = causeOf<'print'>(recording, 'over');
  if (over) found.ran = momentText(over.timeNs);
  return found;
}

/** The alarm that was asked for 1.000 s, when it fires. */
export function ringing(recording: Recording): EventOf<'timerFire'> | undefined {
  return recording.events.find(
    (e): e is EventOf<'timerFire'> => e.kind === 'timerFire' && e.name === 'alarm',
  );
}
