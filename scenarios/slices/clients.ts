import { assign, setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { ASKED_MS, CHAT_MS, FIRST_LINE_MS, askersOf } from './slicing';

interface Context {
  /** Who has work for the server, and how many of them are not done. */
  askers: readonly string[];
  open: number;
}

/** A client that sends a line at regular times, as long as somebody’s work is not done, and then twice more. */
function chats<const N extends 'A' | 'B'>(client: N) {
  const say = { type: 'send' as const, params: { client, text: 'hi\r\n' } };
  return {
    initial: 'here',
    states: {
      here: {
        entry: { type: 'connect' as const, params: { client } },
        after: { [`first of ${client}`]: 'says' } as { [name in `first of ${N}`]: 'says' },
      },
      says: {
        entry: say,
        always: { guard: 'all work is done' as const, target: 'last' },
        after: { [`next of ${client}`]: { target: 'says', reenter: true } } as {
          [name in `next of ${N}`]: { target: 'says'; reenter: true };
        },
      },
      last: {
        after: { [`next of ${client}`]: 'over' } as { [name in `next of ${N}`]: 'over' },
      },
      over: { entry: say },
    },
  };
}

/** A client that asks for its work, if it takes part. */
function asks<const N extends 'C' | 'D' | 'E'>(client: N) {
  return {
    initial: 'maybe',
    states: {
      maybe: {
        always: { guard: { type: 'takes part' as const, params: { client } }, target: 'here' },
      },
      here: {
        entry: { type: 'connect' as const, params: { client } },
        after: { 'when they ask': 'asked' as const },
      },
      asked: { entry: { type: 'send' as const, params: { client, text: 'RESIZE\r\n' } } },
    },
  };
}

export const clients = setup({
  types: { context: {} as Context, input: {} as MachineInput, events: {} as FactEvent },
  delays: {
    'first of A': FIRST_LINE_MS.A * NS_PER_MS,
    'first of B': FIRST_LINE_MS.B * NS_PER_MS,
    'next of A': CHAT_MS.A * NS_PER_MS,
    'next of B': CHAT_MS.B * NS_PER_MS,
    'when they ask': ASKED_MS * NS_PER_MS,
  },
  guards: {
    'takes part': ({ context: { askers } }, { client }: { client: string }) =>
      askers.includes(client),
    'all work is done': ({ context: { open } }) => open === 0,
    'somebody’s work is done': ({ event }) => (event.data ?? '').startsWith('done'),
  },
  actions: {
    ...commands,
    'one less is open': assign({ open: ({ context }) => context.open - 1 }),
  },
}).createMachine({
  id: 'slices clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({
    askers: askersOf(values),
    open: askersOf(values).length,
  }),
  on: { 'client.recv': { guard: 'somebody’s work is done', actions: 'one less is open' } },
  states: {
    A: chats('A'),
    B: chats('B'),
    C: asks('C'),
    D: asks('D'),
    E: asks('E'),
  },
});
