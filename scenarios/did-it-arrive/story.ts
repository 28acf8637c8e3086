import { assign, setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';
import { PAY } from './times';

interface Told {
  values: Values;
  isCut: boolean;
  /** The peer has heard that its connection was reset. */
  isReset: boolean;
  /** An OK has come. */
  isProved: boolean;
  /** How often the server has sent its payment. */
  sent: number;
  /** Whole payments in what the peer read last. */
  read: number;
}

const payments = (event: StoryEvent): number => (event.data ?? '').split(PAY).length - 1;

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  delays: {
    'half the way': 0.1 * NS_PER_SECOND,
    'a moment': 0.3 * NS_PER_SECOND,
    'its deadline': ({ context }) => Math.round(context.values.deadline! * NS_PER_SECOND),
  },
  guards: {
    'the cable is whole': ({ context }) => !context.isCut,
    'the peer is stuck': ({ context }) => context.values.reply !== 1 && context.read === 0,
    'the peer answers': ({ context }) => context.values.reply === 1,
    'the cable is cut': ({ context }) => context.isCut,
    'our bytes are lost': ({ event }) => event.what === 'data' && event.side === 'server',
    // A copy of an OK that has come is no news.
    'the answer is lost': ({ context, event }) =>
      !context.isProved && event.what === 'data' && event.side === 'client',
    'the ACK is lost': ({ event }) => event.what === 'ack' && event.side === 'client',
    'our RST is lost': ({ event }) => event.what === 'rst' && event.side === 'server',
    'our kernel repeats': ({ event }) => event.side === 'server',
    'the peer was told': ({ context }) => context.isReset,
    'the handshake is lost': ({ context, event }) =>
      context.sent === 0 && event.what !== 'data' && event.what !== 'window',
    'nobody waits': ({ event }) => event.text === 'paid?',
    'it succeeds': ({ event }) => event.name === undefined && event.ok === true,
    'it timed out': ({ event }) => event.text === 'TimeoutError',
    'a payment twice': ({ context, event }) => payments(event) > 1 || context.read > 0,
  },
  actions: {
    ...telling,
    'note the cut': assign({ isCut: true }),
    'note the reset': assign({ isReset: true }),
    'note the OK': assign({ isProved: true }),
    'note the write': assign({ sent: ({ context }) => context.sent + 1 }),
    'note what was read': assign({ read: ({ event }) => payments(event) }),
  },
}).createMachine({
  id: 'did-it-arrive story',
  type: 'parallel',
  context: ({ input }) => ({
    values: input.values,
    isCut: false,
    isReset: false,
    isProved: false,
    sent: 0,
    read: 0,
  }),
  states: {
    /** What the story has to know of the run, whichever beat it is at. */
    notes: {
      on: {
        'net.cut': { actions: 'note the cut' },
        'client.connectionReset': { actions: 'note the reset' },
        write: { actions: 'note the write' },
        deferredFire: { guard: 'it succeeds', actions: 'note the OK' },
        'client.recv': { actions: 'note what was read' },
      },
    },

    /** How far the bytes get. */
    bytes: {
      initial: 'none',
      states: {
        none: { on: { write: 'written' } },
        written: {
          ...beat(
            'written',
            'sendLine has returned. The {bytes} bytes are in Twisted’s buffer, no further.',
            ['sendBuffer', 'code'],
          ),
          on: { send: 'in the kernel' },
        },
        'in the kernel': {
          ...beat(
            'in-kernel',
            'Our code is done, so the reactor goes on: it hands them to our kernel.',
            ['kernel'],
          ),
          after: { 'half the way': { guard: 'the cable is whole', target: 'on the wire' } },
        },
        'on the wire': {
          ...beat('on-the-wire', 'They cross the wire. Our kernel keeps a copy until an ACK.', [
            'wire',
          ]),
          on: { 'net.ack': 'acknowledged' },
        },
        acknowledged: {
          ...beat(
            'acknowledged',
            'The peer’s kernel sent an ACK to our kernel. Our code hears nothing.',
            ['ack'],
          ),
          after: { 'a moment': { guard: 'the peer is stuck', target: 'stuck' } },
          on: { 'client.recv': { guard: 'the peer answers', target: 'read' } },
        },
        read: beat('read', 'The peer’s program reads PAY 7 10, pays, and sends OK 7.', [
          'peerCode',
        ]),
        stuck: beat('stuck', 'The peer’s program is stuck: the bytes wait in its kernel, unread.', [
          'peerKernel',
        ]),
      },
    },

    /** What the cut does to them. */
    loss: {
      initial: 'none',
      states: {
        none: { on: { 'net.cut': 'cut' } },
        cut: {
          ...beat('cut', 'The cable is cut at {cut}. Nothing is raised, nobody is called.', [
            'wire',
          ]),
          on: {
            'net.lost': [
              { guard: 'the handshake is lost', target: 'no connection' },
              { guard: 'our bytes are lost', target: 'lost' },
              { guard: 'the ACK is lost', target: 'ack lost' },
              { guard: 'the answer is lost', target: 'answer lost' },
            ],
          },
        },
        'no connection': {
          ...beat(
            'no-connection',
            'The handshake is lost: no connection, and nothing to write to.',
            ['wire'],
          ),
          on: { 'net.lost': 'asks again' },
        },
        'asks again': beat(
          'asks-again',
          'Kernels repeat the handshake in vain. Our program never hears of the peer.',
          ['code'],
        ),
        lost: {
          ...beat('lost', 'The bytes are lost at the cut. write had returned long before.', [
            'wire',
          ]),
          on: { 'net.retransmit': { guard: 'our kernel repeats', target: 'sent again' } },
        },
        'ack lost': {
          ...beat(
            'ack-lost',
            'The peer’s kernel has the bytes; its ACK is lost. Here it looks the same.',
            ['ack'],
          ),
          on: { 'net.retransmit': { guard: 'our kernel repeats', target: 'sent again' } },
        },
        'sent again': beat(
          'sent-again',
          'Our kernel sends its copy again, ever later. Our code hears nothing.',
          ['kernel'],
        ),
        'answer lost': beat('answer-lost', 'The peer has paid, and its OK 7 is lost at the cut.', [
          'wire',
        ]),
      },
    },

    /** What our code comes to know. */
    answer: {
      initial: 'none',
      states: {
        none: {
          on: {
            print: [
              { guard: 'nobody waits', target: 'hoping' },
              { guard: 'it timed out', target: 'timed out' },
            ],
            deferredFire: { guard: 'it succeeds', target: 'proved' },
          },
        },
        hoping: { after: { 'its deadline': 'never asked' } },
        'never asked': beat(
          'never-asked',
          'Nobody asks for an answer: this program never learns what happened.',
          ['code'],
        ),
        proved: beat('proved', 'OK 7 is back after {wait}. Only the peer’s code can say that.', [
          'peerCode',
          'code',
        ]),
        'timed out': {
          ...beat('timed-out', 'No OK 7 within {deadline}: TimeoutError.', ['code']),
          on: { abortConnection: 'dropped' },
        },
        dropped: {
          ...beat('dropped', 'We drop the connection: a copy would queue behind the first.', [
            'code',
            'kernel',
          ]),
          on: {
            'client.recv': { guard: 'the peer is stuck', target: 'paid after all' },
            'net.lost': { guard: 'our RST is lost', target: 'not told' },
            'client.connect': { guard: 'the peer was told', target: 'connects again' },
          },
        },
        'paid after all': {
          ...beat('paid-after-all', 'Only now the peer’s program reads PAY 7 10, and pays.', [
            'peerCode',
          ]),
          on: {
            'net.lost': { guard: 'our RST is lost', target: 'not told' },
            'client.connect': { guard: 'the peer was told', target: 'connects again' },
          },
        },
        'not told': {
          ...beat('not-told', 'The RST is lost too: the peer still believes in its connection.', [
            'wire',
            'notes',
          ]),
          on: { 'net.mend': 'back' },
        },
        back: {
          ...beat('network-back', 'The network is back at {back}: the peer connects again.', [
            'wire',
          ]),
          on: { write: 'asked again' },
        },
        'connects again': {
          ...beat('connects-again', 'The RST has told the peer’s program: it connects again.', [
            'wire',
            'notes',
          ]),
          on: { write: 'asked again' },
        },
        'asked again': {
          ...beat('asked-again', 'We ask again on the new connection, with id 7.', [
            'sendBuffer',
            'code',
          ]),
          on: {
            'client.recv': { guard: 'a payment twice', target: 'once' },
            deferredFire: { guard: 'it succeeds', target: 'proved late' },
          },
        },
        once: {
          ...beat('once', 'The peer reads PAY 7 10 once more. Id 7 says: pay once.', ['peerCode']),
          on: { deferredFire: { guard: 'it succeeds', target: 'proved late' } },
        },
        'proved late': beat(
          'proved-late',
          'OK 7 comes {wait} after the first send: paid, and paid once.',
          ['peerCode', 'code'],
        ),
      },
    },
  },
});
