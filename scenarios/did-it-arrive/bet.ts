import type { Recording } from '../../src/recording/recording';
import type { Bet } from '../../src/scenario/types';

/** Index of the first write, -1 where there was no connection to write to. */
function written({ events }: Recording): number {
  return events.findIndex((e) => e.kind === 'write');
}

export const bet: Bet = {
  question: (recording) =>
    written(recording) < 0
      ? 'The cable is cut before there is a connection. What does our program hear?'
      : 'sendLine has returned. Where is its last byte, for certain?',
  options: (recording) =>
    written(recording) < 0
      ? ['nothing', 'connectionLost', 'an exception']
      : ['in our own process', 'in our kernel', 'in the peer’s kernel', 'with the peer’s program'],
  answer: (recording) => {
    const { events } = recording;
    const from = written(recording);
    if (from < 0) return 0;
    // Where the byte really is while our code still runs: no `send` comes before the reactor asks again.
    const asked = events.findIndex((e, i) => i > from && e.kind === 'selectEnter');
    const inKernel = events.slice(from, asked).some((e) => e.kind === 'send');
    return inKernel ? 1 : 0;
  },
  because: (recording) =>
    written(recording) < 0
      ? 'A protocol is made when a connection is accepted. None was.'
      : 'write only appends to Twisted’s buffer. The reactor gives it to the kernel once our code has returned; the rest is up to others.',
  moment: (recording) => Math.max(0, written(recording)),
};
