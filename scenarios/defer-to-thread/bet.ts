import { durationText } from '../../src/player/measures/durations';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { waitsOf } from '../../src/player/measures/waits';
import type { RecordedEvent, VirtualNs } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { NS_PER_SECOND } from '../../src/scenario/units';
import type { Bet, Values } from '../../src/scenario/types';

const OPTIONS = ['A’s', 'C’s', 'both', 'nobody’s'] as const;

const handlerStart = ({ events }: Recording): RecordedEvent =>
  events.find((e) => e.kind === 'handlerStart' && e.what === 'REPORT')!;

/** A’s first line that comes to the server after C’s: a handler that sleeps would hold it. */
function lineOfA(recording: Recording): { sentIndex: number; arrivesNs: VirtualNs } {
  const { timeNs } = handlerStart(recording);
  const wait = waitsOf(recording).find(({ client, sentNs }) => client === 'A' && sentNs >= timeNs)!;
  const arrives = recording.events.find(
    (e, i) => i > wait.sentIndex && e.kind === 'net.arrive' && e.conn === 'A',
  )!;
  return { sentIndex: wait.sentIndex, arrivesNs: arrives.timeNs };
}

/** For how long A’s line waits where the handler sleeps: from its arrival to the end of the sleep. */
export function savedForA(recording: Recording, values: Values): VirtualNs {
  const endNs = handlerStart(recording).timeNs + values.block! * NS_PER_SECOND;
  return Math.max(0, endNs - lineOfA(recording).arrivesNs);
}

export const bet: Bet = {
  question: (_, { block }) =>
    `A report takes ${durationText(block! * NS_PER_SECOND)}. Not in the handler but in a worker: whose wait shrinks?`,
  options: () => OPTIONS,
  answer: (recording, values) =>
    OPTIONS.indexOf(savedForA(recording, values) >= NOTICEABLE_NS ? 'A’s' : 'nobody’s'),
  because: (recording, values) => {
    const saved = savedForA(recording, values);
    const moved = 'C’s does not: the report takes as long in a worker, and C waits for it.';
    return saved >= NOTICEABLE_NS
      ? `A’s, by ${durationText(saved)}: the reactor thread is free to read its line. ${moved}`
      : `The handler is done before A’s line comes. ${moved}`;
  },
  moment: (recording) => lineOfA(recording).sentIndex,
};
