import { assign, setup } from 'xstate';
import { readsAtTheEnd } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';
import {
  AGAIN_AFTER_NS,
  BACK_AFTER_NS,
  deadlineNs,
  LAST_AFTER_NS,
  PAY,
  PAYS_NS,
  readsNs,
} from './times';

interface Context {
  values: Values;
  /** Whole payments in what the peer read last. */
  read: number;
  /** Our program has given the first connection up. */
  isDropped: boolean;
}

const payments = (event: FactEvent): number => (event.data ?? '').split(PAY).length - 1;

export const clients = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: {
    'when the cable is cut': ({ context }) => Math.round(context.values.cut! * NS_PER_SECOND),
    'when the peer reads': ({ context }) => readsNs(context.values),
    'until it has paid': PAYS_NS,
    'until it connects again': ({ context }) =>
      deadlineNs(context.values) + AGAIN_AFTER_NS - readsNs(context.values),
    'until the network is back': ({ context }) =>
      deadlineNs(context.values) + BACK_AFTER_NS - Math.round(context.values.cut! * NS_PER_SECOND),
    'the end': ({ context }) => deadlineNs(context.values) + LAST_AFTER_NS,
  },
  guards: {
    'it will be cut': ({ context }) => context.values.cut! > 0,
    'it comes back': ({ context }) =>
      Math.round(context.values.cut! * NS_PER_SECOND) < deadlineNs(context.values) + BACK_AFTER_NS,
    'the peer answers': ({ context }) => context.values.reply === 1,
    'it was dropped': ({ context }) => context.isDropped,
  },
  actions: {
    ...commands,
    'note what was read': assign({ read: ({ event }) => payments(event) }),
    'note the drop': assign({ isDropped: true }),
  },
}).createMachine({
  id: 'did-it-arrive clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values, read: 0, isDropped: false }),
  states: {
    /** The peer: its program is stuck, or busy for a moment; then it reads, and connects again if it was dropped. */
    A: {
      initial: 'stuck',
      states: {
        stuck: {
          entry: { type: 'connect', params: { client: 'A' } },
          after: { 'when the peer reads': 'reading' },
        },
        reading: {
          entry: { type: 'resumeReading', params: { client: 'A' } },
          after: { 'until it connects again': { guard: 'it was dropped', target: 'again' } },
        },
        again: {
          entry: [
            { type: 'connect', params: { client: 'A' } },
            { type: 'resumeReading', params: { client: 'A' } },
          ],
        },
      },
    },
    /** One OK for each payment that it has read. */
    answers: {
      initial: 'none',
      states: {
        none: { on: { 'client.recv': { guard: 'the peer answers', target: 'paying' } } },
        paying: { after: { 'until it has paid': 'answered' } },
        answered: {
          entry: {
            type: 'send',
            params: ({ context }) => ({
              client: 'A',
              text: 'OK 7\r\n'.repeat(Math.max(1, context.read)),
            }),
          },
          on: { 'client.recv': 'paying' },
        },
      },
    },
    cable: {
      initial: 'whole',
      states: {
        whole: {
          after: { 'when the cable is cut': { guard: 'it will be cut', target: 'cut' } },
        },
        cut: {
          entry: { type: 'cut', params: { client: 'A' } },
          always: { guard: 'it comes back', target: 'away' },
        },
        away: {
          after: { 'until the network is back': { guard: 'it was dropped', target: 'back' } },
        },
        back: { entry: { type: 'mend', params: { client: 'A' } } },
      },
    },
    /** The peer reads on, to the end. */
    end: readsAtTheEnd('A', 'the end'),

    /** What the peer has to know. */
    notes: {
      on: {
        'client.recv': { actions: 'note what was read' },
        abortConnection: { actions: 'note the drop' },
      },
    },
  },
});
