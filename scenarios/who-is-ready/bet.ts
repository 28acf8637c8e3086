import { momentText } from '../../src/player/measures/durations';
import type { EventOf, RecordedEvent } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';
import { takePart } from './people';
import { many } from './facts';

/** When B speaks for the last time before A does. */
const ASKED_NS = 1.2 * NS_PER_SECOND;

const isThen = ({ timeNs }: RecordedEvent): boolean =>
  timeNs > ASKED_NS && timeNs < ASKED_NS + 0.1 * NS_PER_SECOND;

/** Who has bytes in the kernel then; A never does. */
function withData(recording: Recording): string[] {
  const senders = recording.events.flatMap((e) =>
    e.kind === 'net.arrive' && isThen(e) ? [e.conn!] : [],
  );
  return [...new Set(senders)].sort();
}

/** The first read by a thread of its own then; -1 where one thread reads for all. */
function firstOwnRead({ events }: Recording): number {
  return events.findIndex((e) => e.kind === 'recv' && e.thread !== undefined && isThen(e));
}

/** What the OS says when it is asked then; null when it has nothing to say. */
function answered(recording: Recording): EventOf<'select'> | null {
  const answer = recording.events.find(
    (e): e is EventOf<'select'> => e.kind === 'select' && isThen(e) && e.readable.length > 0,
  );
  return answer ?? null;
}

interface Option {
  text: string;
  right: boolean;
}

/** A thread for each client: which of them wake? */
function threadOptions(recording: Recording, values: Values): Option[] {
  const data = withData(recording);
  const reads = recording.events.filter((e) => e.kind === 'recv' && isThen(e));
  const readers = new Set(reads.map(({ thread }) => thread ?? 'main'));
  const each = readers.size === data.length && !readers.has('main');
  return [
    { text: 'none, until A has data too', right: readers.size === 0 },
    { text: 'the main thread, which reads them all', right: readers.has('main') },
    {
      text: data.length === 1 ? 'B’s own, alone' : `one for each: those of ${many(data)}`,
      right: each,
    },
    {
      text: `all ${values.clients!}, to look`,
      right: !each && readers.size === values.clients,
    },
  ];
}

function optionsOf(recording: Recording, values: Values): Option[] {
  if (firstOwnRead(recording) >= 0) return threadOptions(recording, values);
  const data = withData(recording);
  const said = answered(recording);
  const all = takePart(values);
  const right = said === null ? 'nothing' : [...said.readable].sort().join();
  const options = [
    { text: 'nothing, until A has data too', right: right === 'nothing' },
    { text: 'B: one answer for each question', right: right === 'B' && data.length > 1 },
    {
      text: data.length === 1 ? 'B, the only one' : `${many(data)}, in one answer`,
      right: right === data.join(),
    },
    { text: `all ${all.length}, ready or not`, right: right === all.join() },
  ];
  return data.length === 1 ? options.filter((_, i) => i !== 1) : options;
}

export const bet: Bet = {
  question: (recording) => {
    const data = withData(recording);
    const send = data.length === 1 ? 'sends' : 'send';
    const asked = firstOwnRead(recording) < 0 ? 'What does the OS answer?' : 'Which threads wake?';
    return `A is idle. At ${momentText(ASKED_NS)} ${many(data)} ${send}. ${asked}`;
  },
  options: (recording, values) => optionsOf(recording, values).map(({ text }) => text),
  answer: (recording, values) => optionsOf(recording, values).findIndex(({ right }) => right),
  because: (recording) => {
    if (firstOwnRead(recording) >= 0) {
      return 'Each thread sleeps in the recv() of one client, and only that client’s bytes wake it. A’s sleeps on.';
    }
    const said = answered(recording);
    return said === null
      ? 'Only A’s read is begun, so only A is asked about. B’s bytes wait until A speaks.'
      : `One question about all, one answer: ${many(said.readable)}. A is not in it, and costs nothing.`;
  },
  moment: (recording) => {
    const read = firstOwnRead(recording);
    if (read >= 0) return read;
    const said = answered(recording);
    if (said !== null) return recording.events.indexOf(said);
    return recording.events.findIndex((e) => e.kind === 'net.arrive' && e.timeNs > ASKED_NS);
  },
};
