import { setup } from 'xstate';
import { chatter } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { chatDelays, people } from '../blocked-reactor/people';
import { hangUpNs } from './hangUp';

interface Context {
  values: Values;
}

export const clients = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: {
    ...chatDelays,
    'when C has had enough': ({ context }) => hangUpNs(context.values.hangup!)!,
  },
  guards: {
    'C has a limit': ({ context }) => hangUpNs(context.values.hangup!) !== null,
  },
  actions: commands,
}).createMachine({
  id: 'defer-to-thread clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values }),
  states: {
    A: people.A,
    B: people.B,
    C: chatter('C', [['1 s', 'REPORT']]),
    D: people.D,
    'patience of C': {
      initial: 'to be seen',
      states: {
        'to be seen': { always: { guard: 'C has a limit', target: 'limited' } },
        limited: { after: { 'when C has had enough': 'at its end' } },
        'at its end': { entry: { type: 'close', params: { client: 'C' } } },
      },
    },
  },
});
