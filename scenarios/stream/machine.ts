import { assign, setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import { beat } from '../../src/scenario/story';
import type { FactEvent, StoryMeta } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { cutsOf, STREAM_BYTES, WRITES } from './cuts';

/** Time between two pieces that the network cut apart: longer than the reactor needs to read one. */
export const PIECE_GAP_MS = 60;

interface Told {
  values: Values;
  seed: number;
  /** Bytes that dataReceived has been given, and how often. */
  read: number;
  reads: number;
}

const write = (number: 0 | 1) => ({
  type: 'send' as const,
  params: ({ context }: { context: Told }) => ({
    client: 'A',
    text: WRITES[number],
    cuts: cutsOf(context.seed)[number],
    gapMs: PIECE_GAP_MS,
  }),
});

export const machine = setup({
  types: {
    context: {} as Told,
    input: {} as { values: Values; seed: number },
    events: {} as FactEvent,
    meta: {} as StoryMeta,
  },
  delays: {
    '0.6 s': 600 * NS_PER_MS,
    'the gap between the writes': ({ context }) => context.values.gap! * NS_PER_MS,
    'half the way': 150 * NS_PER_MS,
    '2.5 s': 2500 * NS_PER_MS,
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
    ...commands,
    'note the read': assign({
      read: ({ context, event }) => context.read + event.n!,
      reads: ({ context }) => context.reads + 1,
    }),
  },
}).createMachine({
  id: 'stream',
  type: 'parallel',
  context: ({ input }) => ({ values: input.values, seed: input.seed, read: 0, reads: 0 }),
  states: {
    A: {
      initial: 'here',
      states: {
        here: {
          entry: { type: 'connect', params: { client: 'A' } },
          after: { '0.6 s': 'written once' },
        },
        'written once': {
          entry: write(0),
          after: { 'the gap between the writes': 'written twice' },
        },
        'written twice': { entry: write(1), after: { '2.5 s': 'gone' } },
        gone: { entry: { type: 'close', params: { client: 'A' } } },
      },
    },

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
        faded: beat(
          'no-edges',
          'The brackets fade. {total} bytes cross the wire, and no edge between them.',
          ['wire'],
        ),
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
