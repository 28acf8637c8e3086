import { durationText, momentText } from '../../src/player/measures/durations';
import { longestWaitOf, waitsOf } from '../../src/player/measures/waits';
import type { EventOf, RecordedEvent } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { eventsOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { DONE_NS, deedOf, reactorOf } from './next';

/** What the sleep is called. */
const calls = { select: 'select()', epoll: 'epoll_wait()' };

/** The write of the rows, in whatever thread. */
export const rowsWritten = (recording: Recording): EventOf<'write'> =>
  eventsOf(recording, 'write').find(isRows)!;

export const isRows = ({ data }: { data?: string | undefined }): boolean =>
  data?.startsWith('42 rows') === true;

/** When they go to the kernel. */
export const rowsSent = (recording: Recording): EventOf<'send'> | undefined =>
  eventsOf(recording, 'send').find(isRows);

/** The worker's own write, or the call that it puts through the slot. */
export const isOver = ({ kind, thread }: RecordedEvent): boolean =>
  thread !== undefined && (kind === 'write' || kind === 'callFromThread');

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const { n, timeNs } = rowsWritten(recording);
  const found: Record<string, string> = {
    call: calls[reactorOf(values.reactor!)],
    at: momentText(DONE_NS, 2),
    n: String(n),
    deed: capital(deedOf(values.next!)),
  };
  const sent = rowsSent(recording);
  if (sent !== undefined) found.lay = durationText(sent.timeNs - timeNs, 2);
  const wait = longestWaitOf(waitsOf(recording), 'C');
  if (wait !== null && wait.answeredNs !== null) {
    found.wait = durationText(wait.answeredNs - wait.sentNs, 2);
  }
  return found;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
