import { assign, setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { ASKED_MS, CHAT_MS, FIRST_LINE_MS, LEAVES, LEAVES_MS, TAKERS, takersOf } from './sizes';

interface Context {
  /** Who asks for the file, and how many of them have it not yet. */
  takers: readonly string[];
  open: number;
}

/** A client that asks for the file, if it takes part, and reads it as fast as it can. */
function takes(client: string) {
  return {
    initial: 'maybe' as const,
    states: {
      maybe: {
        always: { guard: { type: 'takes part' as const, params: { client } }, target: 'here' },
      },
      here: {
        entry: { type: 'connect' as const, params: { client } },
        after: { 'when they ask': 'asked' as const },
      },
      asked: {
        entry: { type: 'send' as const, params: { client, text: 'GET\r\n' } },
        on: {
          'client.eof': {
            guard: { type: 'it is of' as const, params: { client } },
            target: 'has it' as const,
          },
        },
        ...(client === LEAVES && { after: { 'when C leaves': 'gone' as const } }),
      },
      'has it': { entry: 'one less is open' as const },
      gone: {
        entry: [{ type: 'close' as const, params: { client } }, 'one less is open' as const],
      },
    },
  };
}

export const clients = setup({
  types: { context: {} as Context, input: {} as MachineInput, events: {} as FactEvent },
  delays: {
    'first line': FIRST_LINE_MS * NS_PER_MS,
    'next line': CHAT_MS * NS_PER_MS,
    'when they ask': ASKED_MS * NS_PER_MS,
    'when C leaves': (LEAVES_MS - ASKED_MS) * NS_PER_MS,
  },
  guards: {
    'takes part': ({ context: { takers } }, { client }: { client: string }) =>
      takers.includes(client),
    'it is of': ({ event: { conn } }, { client }: { client: string }) => conn === client,
    'nobody waits for it': ({ context: { open } }) => open === 0,
  },
  actions: {
    ...commands,
    'one less is open': assign({ open: ({ context }) => context.open - 1 }),
  },
}).createMachine({
  id: 'tank-and-tap clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({
    takers: takersOf(values),
    open: takersOf(values).length,
  }),
  states: {
    A: {
      initial: 'here',
      states: {
        here: {
          entry: { type: 'connect', params: { client: 'A' } },
          after: { 'first line': 'says' },
        },
        says: {
          entry: { type: 'send', params: { client: 'A', text: 'hi\r\n' } },
          always: { guard: 'nobody waits for it', target: 'over' },
          after: { 'next line': { target: 'says', reenter: true } },
        },
        over: {},
      },
    },
    ...Object.fromEntries(TAKERS.map((client) => [client, takes(client)])),
  },
});
