import { settingText } from '../../src/player/measures/durations';
import { inBytes } from '../../src/recording/digits';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { bytesRepr } from '../../src/recording/pythonBytes';
import { causeIndex, eventsOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';

/** What the server was given, in order. */
export function readsOf(recording: Recording): readonly EventOf<'dataReceived'>[] {
  return eventsOf(recording, 'dataReceived');
}

/** In how many pieces the server gets it. */
export function inReads(recording: Recording): string {
  const { length } = readsOf(recording);
  return length === 1 ? 'one read' : `${length} reads`;
}

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const sends = eventsOf(recording, 'client.send');
  const arrivals = eventsOf(recording, 'net.arrive');
  const reads = readsOf(recording);
  const total = sends.reduce((sum, { n }) => sum + n, 0);
  return {
    firstBytes: String(sends[0]?.n ?? 0),
    firstWrite: bytesRepr(sends[0]?.data ?? ''),
    secondWrite: bytesRepr(sends[1]?.data ?? ''),
    total: String(total),
    crossing: crossingAt(recording, total),
    when: values.gap === 0 ? 'At once' : `${settingText(values.gap!, 'ms')} later`,
    arrived: String(arrivals[0]?.n ?? 0),
    firstRead: inBytes(reads[0]?.n ?? 0),
    firstData: bytesRepr(reads[0]?.data ?? ''),
    secondRead: inBytes(reads[1]?.n ?? 0),
    secondData: bytesRepr(reads[1]?.data ?? ''),
    lastRead: inBytes(reads.at(-1)?.n ?? 0),
    lastData: bytesRepr(reads.at(-1)?.data ?? ''),
    reads: inReads(recording),
  };
}

/** How much is under way when the brackets fade: where the writes lie far apart, the first has been read by then. */
function crossingAt(recording: Recording, total: number): string {
  const told = recording.events.slice(0, causeIndex(recording, 'no-edges') + 1);
  const arrived = told.reduce((sum, event) => sum + (event.kind === 'net.arrive' ? event.n : 0), 0);
  const left = total - arrived;
  return arrived === 0 ? inBytes(left) : `The last ${inBytes(left)}`;
}
