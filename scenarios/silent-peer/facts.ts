import { clockText, durationText } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import { eventsOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const found: Record<string, string> = { nat: clockText(values.nat! * 60e9) };
  const cut = eventsOf(recording, 'net.cut')[0];
  if (cut) found.gone = clockText(cut.timeNs);
  const lost = eventsOf(recording, 'connectionLost')[0];
  const closed = eventsOf(recording, 'client.close')[0];
  if (lost && closed) found.seen = durationText(lost.timeNs - closed.timeNs);
  const probe = eventsOf(recording, 'net.keepalive')[0];
  if (probe) found.idle = clockText(probe.timeNs);
  const loss = eventsOf(recording, 'net.lost')[0];
  if (lost) {
    found.lost = clockText(lost.timeNs);
    if (cut) found.late = `${clockText(lost.timeNs - cut.timeNs)} after the cut`;
    else if (loss) found.late = `${clockText(lost.timeNs - loss.timeNs)} after the first loss`;
  }
  return found;
}

/** When our protocol was told that the connection is over, in ns; null if it was not. */
export function lostNs({ events }: Recording): number | null {
  return events.find((e) => e.kind === 'connectionLost')?.timeNs ?? null;
}

/** When the peer went: the cut, or the end of its program, in ns; 0 when it stayed. */
export function goneNs({ events }: Recording): number {
  return events.find((e) => e.kind === 'net.cut' || e.kind === 'client.close')?.timeNs ?? 0;
}
