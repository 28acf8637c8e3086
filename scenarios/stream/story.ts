import { assign, setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { STREAM_BYTES, WRITES } from './cuts';

interface Told {
  values: Values;
  /** Bytes that dataReceived has been given. */
  read: number;
}

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  delays: {
    'half the way': 150 * NS_PER_MS,
  },
  guards: {
    'it is everything at once': ({ event }) => event.n === STREAM_BYTES,
    'it is the rest': ({ context, event }) => context.read + event.n! === STREAM_BYTES,
    'it spans both writes': ({ context, event }) =>
      context.read < WRITES[0].length && context.read + event.n! > WRITES[0].length,
    'all is read': ({ context }) => context.read === STREAM_BYTES,
    'all is read, byte by byte': ({ context }) =>
      context.read === STREAM_BYTES && context.values.size === 1,
  },
  actions: {
    ...telling,
    'note the read': assign({
      read: ({ context, event }) => context.read + event.n!,
    }),
  },
}).createMachine({
  id: 'stream story',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values, read: 0 }),
  states: {
    writes: {
      initial: 'none',
      states: {
        none: { on: { 'client.send': 'one' } },
        one: {
          ...beat('first-write', 'A calls write({firstWrite}): {firstBytes} bytes, one bracket.', [
            'sendBuffer',
          ]),
          on: { 'client.send': 'two' },
        },
        two: {
          ...beat(
            'second-write',
            '{when}, A calls write({secondWrite}). Two writes, {total} bytes.',
            ['sendBuffer'],
          ),
          after: { 'half the way': 'faded' },
        },
        faded: beat('no-edges', 'The brackets fade. {crossing} cross the wire: no edge in them.', [
          'wire',
        ]),
      },
    },

    kernel: {
      initial: 'empty',
      states: {
        empty: { on: { 'net.arrive': 'filled' } },
        filled: beat(
          'in-the-kernel',
          '{arrived} bytes reach the server’s kernel. They wait there for a read.',
          ['receiveBuffer'],
        ),
      },
    },

    reads: {
      initial: 'none',
      on: { dataReceived: { actions: 'note the read' } },
      states: {
        none: {
          on: {
            dataReceived: [
              { guard: 'it is everything at once', target: 'one read', actions: 'note the read' },
              { target: 'first', actions: 'note the read' },
            ],
          },
        },
        'one read': {
          ...beat('one-read', 'One read takes all {total} bytes: two writes, one dataReceived.', [
            'reads',
            'code',
          ]),
          on: { handlerEnd: 'counted' },
        },
        first: {
          ...beat('first-read', 'The first read takes {firstRead}: dataReceived({firstData}).', [
            'reads',
            'code',
          ]),
          on: {
            dataReceived: [
              { guard: 'it is the rest', target: 'last', actions: 'note the read' },
              { guard: 'it spans both writes', target: 'across', actions: 'note the read' },
              { target: 'second', actions: 'note the read' },
            ],
          },
        },
        across: {
          ...beat(
            'across-writes',
            'The second takes {secondRead}: the end of one write, the start of the other.',
            ['reads'],
          ),
          on: {
            dataReceived: { guard: 'it is the rest', target: 'last', actions: 'note the read' },
          },
        },
        second: {
          ...beat('second-read', 'The second takes {secondRead}: dataReceived({secondData}).', [
            'reads',
          ]),
          on: {
            dataReceived: { guard: 'it is the rest', target: 'last', actions: 'note the read' },
          },
        },
        last: {
          ...beat('last-read', 'The last read takes {lastRead}: dataReceived({lastData}).', [
            'reads',
          ]),
          on: { handlerEnd: 'counted' },
        },
        counted: {
          always: [
            { guard: 'all is read, byte by byte', target: 'byte by byte' },
            { guard: 'all is read', target: 'many or few' },
          ],
        },
        'many or few': {
          ...beat('re-roll', 'Two writes, {reads}. Re-roll: the same bytes, cut elsewhere.', [
            'reads',
          ]),
          on: { connectionLost: 'over' },
        },
        'byte by byte': {
          ...beat('byte-by-byte', 'Two writes, {reads}: with reads of one byte no cut matters.', [
            'reads',
          ]),
          on: { connectionLost: 'over' },
        },
        over: beat(
          'nothing-lost',
          'A closes. Reads joined are writes joined: nothing lost or reordered.',
          ['reads'],
        ),
      },
    },
  },
});
