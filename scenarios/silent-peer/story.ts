import { assign, setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';

const MINUTE_NS = 60 * NS_PER_SECOND;

interface Told {
  isCut: boolean;
  /** Our protocol has been told that the connection is over. */
  isOver: boolean;
  /** How many probes and copies our kernel has sent, how many lines our code has. */
  probes: number;
  copies: number;
  written: number;
}

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  delays: {
    '1 min': MINUTE_NS,
    '1 h': 60 * MINUTE_NS,
    '30 min': 30 * MINUTE_NS,
    '2 h': 119 * MINUTE_NS,
  },
  guards: {
    'all is silent': ({ context }) => !context.isOver && context.written === 0,
    'the box dropped its FIN': ({ event }) => event.by === 'nat' && event.what === 'fin',
    'the box dropped it': ({ event }) => event.by === 'nat' && event.side === 'server',
    'pings keep it fresh': ({ context }) => !context.isCut && context.written >= 3,
    'it is our kernel': ({ event }) => event.side === 'server',
    'many probes': ({ context }) => context.probes >= 8,
    'many copies': ({ context }) => context.copies >= 8,
    'the cable is whole': ({ context }) => !context.isCut,
  },
  actions: {
    ...telling,
    'note the cut': assign({ isCut: true }),
    'note the end': assign({ isOver: true }),
    'note the write': assign({ written: ({ context }) => context.written + 1 }),
    'note the probe': assign({ probes: ({ context }) => context.probes + 1 }),
    'note the copy': assign({
      copies: ({ context, event }) => context.copies + (event.side === 'server' ? 1 : 0),
    }),
  },
}).createMachine({
  id: 'silent-peer story',
  type: 'parallel',
  context: {
    isCut: false,
    isOver: false,
    probes: 0,
    copies: 0,
    written: 0,
  },
  states: {
    /** What the story has to know of the run, whichever beat it is at. */
    notes: {
      on: {
        'net.cut': { actions: 'note the cut' },
        connectionLost: { actions: 'note the end' },
        write: { actions: 'note the write' },
        'net.keepalive': { actions: 'note the probe' },
        'net.retransmit': { actions: 'note the copy' },
      },
    },

    /** The connection, as both ends see it. */
    notebooks: {
      initial: 'none',
      states: {
        none: { on: { connectionMade: 'connected' } },
        connected: {
          ...beat(
            'connected',
            'A connects. Both ends note: connected. That is all a connection is.',
            ['notes'],
          ),
          on: { 'net.cut': 'cut', 'net.fin': 'closed' },
        },
        cut: {
          ...beat('cut', 'The cable is cut at {gone}. Both notes still say: connected.', [
            'wire',
            'notes',
          ]),
        },
        closed: {
          ...beat('closed', 'A’s program ends, or crashes: its kernel sends FIN at once.', [
            'wire',
          ]),
          on: { connectionLost: 'seen at once' },
        },
        'seen at once': beat(
          'seen-at-once',
          'connectionLost comes {seen} after it. A polite end needs no detector.',
          ['notes', 'code'],
        ),
      },
    },

    /** Nothing, for a long time. */
    silence: {
      initial: 'start',
      states: {
        start: { after: { '1 min': { guard: 'all is silent', target: 'a minute' } } },
        'a minute': {
          ...beat('a-minute', 'A minute. To both programs, silence looks the same as peace.', [
            'notes',
          ]),
          after: { '30 min': { guard: 'all is silent', target: 'half an hour' } },
        },
        'half an hour': {
          ...beat('half-an-hour', 'Half an hour. Nobody has told us anything.', ['notes']),
          after: { '2 h': { guard: 'all is silent', target: 'hours' } },
        },
        hours: {
          ...beat('hours', 'Two and a half hours. Our note still says: connected.', ['notes']),
        },
      },
    },

    /** The box in the middle. */
    box: {
      initial: 'remembers',
      states: {
        remembers: {
          on: {
            'net.natForgot': 'forgot',
            write: { guard: 'pings keep it fresh', target: 'kept fresh' },
          },
        },
        'kept fresh': {
          ...beat('kept-fresh', 'Each PING and PONG also keeps the NAT box’s note fresh.', ['nat']),
          on: { 'net.natForgot': 'forgot' },
          after: { '1 h': { guard: 'the cable is whole', target: 'still fresh' } },
        },
        'still fresh': {
          ...beat('still-fresh', 'An hour of pings: still connected, and both ends know it.', [
            'notes',
            'nat',
          ]),
          on: { 'net.natForgot': 'forgot' },
        },
        forgot: {
          ...beat('nat-forgot', 'After {nat} of silence the NAT box forgets. It tells nobody.', [
            'nat',
          ]),
          on: {
            'net.lost': [
              { guard: 'the box dropped its FIN', target: 'FIN dropped' },
              { guard: 'the box dropped it', target: 'dropped' },
            ],
          },
        },
        'FIN dropped': beat(
          'fin-dropped',
          'A’s program ends, but the box drops its FIN: we still say connected.',
          ['nat', 'notes'],
        ),
        dropped: beat(
          'dropped',
          'The cable is whole, but the box knows nobody: it drops our segment.',
          ['nat', 'wire'],
        ),
      },
    },

    /** How we come to know. */
    detector: {
      initial: 'none',
      states: {
        none: {
          on: {
            'net.keepalive': 'probed',
            'net.retransmit': { guard: 'it is our kernel', target: 'sent again' },
          },
        },
        probed: {
          ...beat('probed', 'After {idle} of silence our kernel sends its first keepalive probe.', [
            'kernel',
            'wire',
          ]),
          on: { 'net.keepalive': { guard: 'many probes', target: 'probed out' } },
        },
        'probed out': {
          ...beat('probed-out', 'The ninth probe, 75 s after the eighth. No answer to any.', [
            'kernel',
          ]),
          on: { connectionLost: 'told by the kernel' },
        },
        'sent again': {
          ...beat('sent-again', 'No ACK: our kernel sends again, and waits twice as long.', [
            'kernel',
            'wire',
          ]),
          on: {
            'net.retransmit': { guard: 'many copies', target: 'gave up soon' },
            abortConnection: 'our own verdict',
          },
        },
        'gave up soon': {
          ...beat('still-trying', 'Copy after copy. Our code still hears nothing.', ['kernel']),
          on: { connectionLost: 'told by the kernel', abortConnection: 'our own verdict' },
        },
        'told by the kernel': beat(
          'told-by-the-kernel',
          'The kernel gives up: connectionLost {late}.',
          ['notes', 'code'],
        ),
        'our own verdict': {
          ...beat('our-own-verdict', 'No line for 90 s: timeoutConnection, our own verdict.', [
            'code',
          ]),
          on: { connectionLost: 'told by us' },
        },
        'told by us': beat('told-by-us', 'connectionLost {late}: our rule, not the network’s.', [
          'notes',
          'code',
        ]),
      },
    },
  },
});
