import { assign, setup } from 'xstate';
import { readsAtTheEnd } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';
import { LAST_AFTER_NS, PAY, READS_NS, WAKES_AFTER_NS, WRITTEN_NS } from './times';

interface Context {
  values: Values;
  /** Whole payments in what the peer read last. */
  read: number;
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
    'when the peer reads': ({ context }) =>
      context.values.reply === 1
        ? READS_NS
        : WRITTEN_NS + Math.round(context.values.deadline! * NS_PER_SECOND) + WAKES_AFTER_NS,
    'the end': ({ context }) =>
      WRITTEN_NS + Math.round(context.values.deadline! * NS_PER_SECOND) + LAST_AFTER_NS,
  },
  guards: {
    'it will be cut': ({ context }) => context.values.cut! > 0,
    'the peer answers': ({ context }) => context.values.reply === 1,
  },
  actions: {
    ...commands,
    'note what was read': assign({ read: ({ event }) => payments(event) }),
  },
}).createMachine({
  id: 'did-it-arrive clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values, read: 0 }),
  states: {
    /** The peer: its program is stuck, or busy for a moment; then it reads, and may answer. */
    A: {
      initial: 'stuck',
      states: {
        stuck: {
          entry: { type: 'connect', params: { client: 'A' } },
          after: { 'when the peer reads': 'reading' },
        },
        reading: {
          entry: { type: 'resumeReading', params: { client: 'A' } },
          on: { 'client.recv': { guard: 'the peer answers', target: 'answered' } },
        },
        answered: {
          entry: {
            type: 'send',
            params: ({ context }) => ({
              client: 'A',
              text: 'OK 7\r\n'.repeat(Math.max(1, context.read)),
            }),
          },
          on: {
            'client.recv': { guard: 'the peer answers', target: 'answered', reenter: true },
          },
        },
      },
    },
    cable: {
      initial: 'whole',
      states: {
        whole: {
          after: { 'when the cable is cut': { guard: 'it will be cut', target: 'cut' } },
        },
        cut: { entry: { type: 'cut', params: { client: 'A' } } },
      },
    },
    /** The peer reads on, to the end. */
    end: readsAtTheEnd('A', 'the end'),

    /** What the peer has to know to answer. */
    notes: { on: { 'client.recv': { actions: 'note what was read' } } },
  },
});
