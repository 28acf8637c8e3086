import { assign, setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';

interface Told {
  /** Messages that the protocol was called with, and how many of them in the present read. */
  calls: number;
  callsOfRead: number;
}

const call = { actions: 'note the call' } as const;

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it raised': ({ event }) => event.error !== undefined && event.error !== null,
    'three in one read': ({ context }) => context.callsOfRead === 2,
    'all five have come': ({ context }) => context.calls === 5,
  },
  actions: {
    ...telling,
    'note the call': assign({
      calls: ({ context }) => context.calls + 1,
      callsOfRead: ({ context }) => context.callsOfRead + 1,
    }),
    'note the read': assign({ callsOfRead: 0 }),
  },
}).createMachine({
  id: 'find-the-marker story',
  type: 'parallel',
  context: { calls: 0, callsOfRead: 0 },
  states: {
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
          ...beat('second-call', '{how}: {method}({second}). {secondLeft}', ['calls']),
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
