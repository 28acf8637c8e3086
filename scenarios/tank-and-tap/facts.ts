import { buffersOf, bytesText, fillAt, totalAt } from '../../src/player/measures/buffers';
import { durationText, momentText } from '../../src/player/measures/durations';
import { waitsOf } from '../../src/player/measures/waits';
import type { Wait } from '../../src/player/world/world.types';
import type { EventOf, RecordedEvent, VirtualNs } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { onceFor } from '../../src/scenario/onceFor';
import { causeIndex, eventsOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { ASKED_MS, KERNEL_BYTES, LEAVES, MB } from './sizes';

const NUMBERS = 'no one two three four five six seven eight nine ten'.split(' ');

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

export const clientsText = (count: number): string =>
  `${NUMBERS[count]} client${count === 1 ? '' : 's'}`;

/** What all that ask want, bytes. */
export const wanted = ({ file, clients }: Values): number => file! * clients! * MB;

/** Where our memory is as full as it ever is, but for what a line of A takes: the index of an event. */
export function fullAt(recording: Recording): number {
  const { peak, totals } = buffersOf(recording);
  return totals.find(({ bytes }) => bytes > 0.999 * peak.bytes)?.index ?? 0;
}

export const peakOf = (recording: Recording): number => buffersOf(recording).peak.bytes;

/** What the reactor was held for by the first read of the file, ns; 0 where it was not read. */
export const readNs = (recording: Recording): VirtualNs =>
  eventsOf(recording, 'block')[0]?.durationNs ?? 0;

const lengthOf = ({ sentNs, answeredNs }: Wait): VirtualNs => (answeredNs ?? Infinity) - sentNs;

/** A's longest wait. */
export const worstOf = onceFor((recording: Recording): Wait =>
  waitsOf(recording)
    .filter(({ client }) => client === 'A')
    .reduce((worst, wait) => (lengthOf(wait) > lengthOf(worst) ? wait : worst)),
);

export const worstNs = (recording: Recording): VirtualNs => lengthOf(worstOf(recording));

/** What an event that takes something away from C’s buffer took. */
function leftBehind(recording: Recording): number {
  const index = Math.max(causeIndex(recording, 'left'), causeIndex(recording, 'stopped'));
  return index < 0 ? 0 : fillAt(recording, LEAVES, index - 1).ours;
}

/** B’s program reads the last of its file. When the end of it comes to B’s kernel, some may be unread there. */
export const isLastOfB = (event: RecordedEvent, { file }: Values): boolean =>
  event.kind === 'client.recv' && event.conn === 'B' && event.total >= file! * MB;

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const writes = eventsOf(recording, 'write').filter(({ conn }) => conn !== 'A');
  const done = recording.events.find((event) => isLastOfB(event, values));
  const filledAt = causeIndex(recording, 'all-in');
  const last: EventOf<'client.recv'> | undefined = eventsOf(recording, 'client.recv').findLast(
    ({ conn }) => conn === 'B',
  );
  const writtenAt = Math.max(...['more', 'written'].map((id) => causeIndex(recording, id)));
  return {
    ask: `${capital(clientsText(values.clients!))} ask${values.clients === 1 ? 's' : ''}`,
    clients: capital(clientsText(values.clients!)),
    file: `${values.file} MB`,
    disk: `${values.disk} MB/s`,
    rate: `${values.rate} MB/s`,
    all: bytesText(wanted(values)),
    peak: bytesText(peakOf(recording)),
    piece: bytesText(writes[0]?.n ?? 0),
    read: durationText(readNs(recording), 2),
    worst: durationText(worstNs(recording), 2),
    kernel: bytesText(KERNEL_BYTES),
    inTank: bytesText(fillAt(recording, 'B', filledAt).ours),
    inMemory: bytesText(totalAt(recording, writtenAt)),
    rest: bytesText(leftBehind(recording)),
    done: done === undefined ? '' : durationText(done.timeNs - ASKED_MS * 1e6),
    got: bytesText(last?.total ?? 0),
    end: momentText(recording.events.at(-1)!.timeNs),
  };
}
