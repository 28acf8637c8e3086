import { setup } from 'xstate';
import { chatter } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';

interface Context {
  variant: string;
}

/** A’s line goes to the worker and B’s to the reactor thread, whatever the program does there. */
const lines = {
  A: (variant: string) => (variant === 'iterate' ? 'add' : 'card'),
  B: (variant: string) => (variant === 'iterate' ? 'count' : 'cash'),
};

const buyer = (client: 'A' | 'B') => ({
  initial: 'here',
  states: {
    here: {
      entry: { type: 'connect' as const, params: { client } },
      after: { '0.5 s': 'asks' },
    },
    asks: {
      entry: {
        type: 'send' as const,
        params: ({ context }: { context: Context }) => ({
          client,
          text: `${lines[client](context.variant)}\r\n`,
        }),
      },
    },
  },
});

export const clients = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: { '0.5 s': 0.5 * NS_PER_SECOND, '0.7 s': 0.7 * NS_PER_SECOND },
  actions: { ...commands },
}).createMachine({
  id: 'shared-dict clients',
  context: ({ input }) => ({ variant: input.variant }),
  type: 'parallel',
  states: {
    A: buyer('A'),
    B: buyer('B'),
    C: chatter('C', [['0.7 s', 'hi']]),
  },
});
