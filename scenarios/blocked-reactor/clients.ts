import { setup } from 'xstate';
import { chatter } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import { NS_PER_SECOND } from '../../src/scenario/units';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { chatDelays, people } from './people';

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
    'when C asks': ({ context }) => Math.round(context.values.ask! * NS_PER_SECOND),
  },
  actions: commands,
}).createMachine({
  id: 'blocked-reactor clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values }),
  states: {
    A: people.A,
    B: people.B,
    C: chatter('C', [['when C asks', 'REPORT']]),
    D: people.D,
  },
});
