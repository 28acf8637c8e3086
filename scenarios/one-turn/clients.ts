import { setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';

const connect = (client: string) => ({ type: 'connect' as const, params: { client } });
const send = (client: string) => ({
  type: 'send' as const,
  params: { client, text: 'hi\r\n' },
});

export const clients = setup({
  types: {
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: { '0.24 s': 240 * NS_PER_MS, '0.28 s': 280 * NS_PER_MS, '0.739 s': 739 * NS_PER_MS },
  actions: { ...commands },
}).createMachine({
  id: 'one-turn clients',
  type: 'parallel',
  states: {
    A: {
      initial: 'here',
      states: {
        here: { entry: connect('A'), after: { '0.28 s': 'said hi' } },
        'said hi': { entry: send('A') },
      },
    },
    /** B knocks when A’s line arrives, and its line arrives just before the alarm. */
    B: {
      initial: 'away',
      states: {
        away: { after: { '0.24 s': 'here' } },
        here: { entry: connect('B'), after: { '0.739 s': 'said hi' } },
        'said hi': { entry: send('B') },
      },
    },
  },
});
