import { assign, setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import { beat } from '../../src/scenario/story';
import type { FactEvent, StoryMeta } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { ENDLESS, framed, messageOf, type Framing } from './messages';

interface Told {
  size: number;
  framing: Framing;
  /** Messages that the protocol was called with, and how many of them in the present read. */
  calls: number;
  callsOfRead: number;
}

/** The network cuts the first two messages after three bytes each. */
const FIRST_CUT = 3;
const GAP_MS = 60;

const say = (numbers: readonly number[], cuts: readonly number[]) => ({
  type: 'send' as const,
  params: ({ context: { size, framing } }: { context: Told }) => ({
    client: 'A',
    text: numbers.map((number) => framed(messageOf(number, size), framing)).join(''),
    cuts,
    gapMs: GAP_MS,
  }),
});

const call = { actions: 'note the call' } as const;

export const machine = setup({
  types: {
    context: {} as Told,
    input: {} as { values: Values; variant: string },
    events: {} as FactEvent,
    meta: {} as StoryMeta,
  },
  delays: { '0.5 s': 500 * NS_PER_MS, '0.8 s': 800 * NS_PER_MS },
  guards: {
    'it raised': ({ event }) => event.error !== undefined && event.error !== null,
    'three in one read': ({ context }) => context.callsOfRead === 2,
    'all five have come': ({ context }) => context.calls === 5,
  },
  actions: {
    ...commands,
    'note the call': assign({
      calls: ({ context }) => context.calls + 1,
      callsOfRead: ({ context }) => context.callsOfRead + 1,
    }),
    'note the read': assign({ callsOfRead: 0 }),
  },
}).createMachine({
  id: 'find-the-marker',
  type: 'parallel',
  context: ({ input }) => ({
    size: input.values.size!,
    framing: input.variant as Framing,
    calls: 0,
    callsOfRead: 0,
  }),
  states: {
    A: {
      initial: 'here',
      states: {
        here: {
          entry: { type: 'connect', params: { client: 'A' } },
          after: { '0.5 s': 'two messages' },
        },
        'two messages': {
          entry: [say([0], [FIRST_CUT]), say([1], [FIRST_CUT])],
          after: { '0.8 s': 'three at once' },
        },
        'three at once': {
          entry: say([2, 3, 4], []),
          after: { '0.8 s': 'no end' },
        },
        'no end': {
          entry: {
            type: 'send',
            params: { client: 'A', text: ENDLESS, cuts: [6000, 6000], gapMs: GAP_MS },
          },
        },
      },
    },

    notes: {
      on: {
        lineReceived: call,
        stringReceived: call,
        dataReceived: { actions: 'note the read' },
      },
    },

    story: {
      initial: 'nothing',
      on: {
        lineLengthExceeded: '.too long',
        connectionLost: '.gone',
      },
      states: {
        nothing: { on: { dataReceived: 'first read' } },
        'first read': {
          ...beat('first-read', 'The first read brings {firstRead}: {firstData}.', [
            'reads',
            'code',
          ]),
          on: {
            lineReceived: 'first call',
            stringReceived: 'first call',
            iteration: 'no call',
            handlerEnd: [{ guard: 'it raised', target: 'raises' }, { target: 'lucky' }],
          },
        },
        'no call': {
          ...beat('no-call', '{noMarker}, so nobody is called. The tray keeps the {firstRead}.', [
            'reads',
          ]),
          on: { lineReceived: 'first call', stringReceived: 'first call' },
        },
        'first call': {
          ...beat('first-call', '{marker}: {method}({first}). {firstLeft}', ['calls', 'code']),
          on: { write: 'reply', lineReceived: 'second call', stringReceived: 'second call' },
        },
        reply: {
          ...beat('reply', '{reply} writes {replyBytes}: ok and {mark}.', ['code']),
          on: { lineReceived: 'second call', stringReceived: 'second call' },
        },
        'second call': {
          ...beat('second-call', 'The rest is there: {method}({second}). {secondLeft}', ['calls']),
          on: {
            lineReceived: { guard: 'three in one read', target: 'three calls' },
            stringReceived: { guard: 'three in one read', target: 'three calls' },
          },
        },
        'three calls': {
          ...beat(
            'three-calls',
            'One read of {bulkRead}, three messages in it: three calls in a row.',
            ['reads', 'calls'],
          ),
          on: { dataReceived: { guard: 'all five have come', target: 'forgotten' } },
        },
        forgotten: {
          ...beat('no-marker', 'A forgets {mark}. {forgotten}', ['reads']),
          on: { loseConnection: 'bad length' },
        },
        'too long': beat(
          'too-long',
          '{exceeded} bytes; the limit is 16,384: LineReceiver drops the connection.',
          ['reads'],
        ),
        'bad length': beat(
          'bad-length',
          'More than its limit of 99,999: Int32StringReceiver drops the connection.',
          ['reads'],
        ),
        lucky: {
          ...beat('lucky', 'json.loads({firstData}) works: this read happens to be one message.', [
            'code',
          ]),
          on: { handlerEnd: { guard: 'it raised', target: 'raises' } },
        },
        raises: beat('raises', 'json.loads({bad}) raises: {whyBad}.', ['reads', 'code']),
        gone: beat('gone', 'connectionLost: {lost}', ['wire']),
      },
    },
  },
});
