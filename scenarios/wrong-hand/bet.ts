import { momentText } from '../../src/player/measures/durations';
import type { VirtualNs } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { eventsOf } from '../../src/scenario/story';
import type { Bet, Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { isOver, isRows, rowsSent, rowsWritten } from './facts';
import { DONE_NS, deedOf, nextNs, nextOf, reactorOf } from './next';

const WAY_NS = 20 * NS_PER_MS;
/** How long after the worker is done C has the rows if they go out at once. */
const atOnceNs = DONE_NS + WAY_NS;

/** When C has the rows if it takes the next event: its way to the server, three times that of a connection, and the way back. */
const afterNextNs = ({ quiet, next }: Values): VirtualNs =>
  nextNs(quiet!) + WAY_NS * (nextOf(next!) === 'D' ? 4 : 2);

const nothingComes = ({ next }: Values): boolean => nextOf(next!) === 'nobody';

/** When C has the rows; null where it never does. */
export const hasRowsNs = (recording: Recording): VirtualNs | null =>
  eventsOf(recording, 'client.recv').find((event) => event.conn === 'C' && isRows(event))?.timeNs ??
  null;

export const bet: Bet = {
  question: (recording, values) => {
    const { thread } = rowsWritten(recording);
    const does = thread === undefined ? 'posts its write through the slot' : 'writes to C';
    const then = nothingComes(values)
      ? 'Nothing ever comes after that.'
      : `At ${momentText(nextNs(values.quiet!), 2)} ${deedOf(values.next!)}.`;
    return `The reactor sleeps in ${reactorOf(values.reactor!)}. At ${momentText(DONE_NS, 2)} a worker ${does}. ${then} When does C have it?`;
  },
  options: (_, values) => [
    `at once, at ${momentText(atOnceNs, 2)}`,
    nothingComes(values)
      ? 'when the reactor looks again by itself'
      : `with the next event, at ${momentText(afterNextNs(values), 2)}`,
    'never',
  ],
  answer: (recording) => {
    const timeNs = hasRowsNs(recording);
    return timeNs === null ? 2 : timeNs === atOnceNs ? 0 : 1;
  },
  because: (recording, values) => {
    const timeNs = hasRowsNs(recording);
    if (rowsWritten(recording).thread === undefined)
      return 'At once: callFromThread wakes the reactor, and the reactor thread writes.';
    if (reactorOf(values.reactor!) === 'epoll')
      return 'At once, by luck: epoll keeps the list in the kernel, where a call that sleeps sees what is added to it.';
    const why = 'select sleeps on the list that it was given, and a write rings no bell';
    return timeNs === null
      ? `Never: ${why}. With nothing to do it has no reason to look again.`
      : `At ${momentText(timeNs, 2)}: ${why}. Only the next event wakes it.`;
  },
  moment: (recording) => {
    const sent = rowsSent(recording);
    return sent === undefined ? recording.events.length - 1 : recording.events.indexOf(sent);
  },
  asked: ({ events }) => events.findIndex(isOver),
};
