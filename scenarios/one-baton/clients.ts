import { assign, setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import { NS_PER_MS } from '../../src/scenario/units';

/** Who says something again and again: how often, and how many times. No two of these periods keep step. */
const ROUNDS = { A: { everyMs: 97, times: 54 }, B: { everyMs: 131, times: 40 } } as const;
type Chatter = keyof typeof ROUNDS;

type Context = Readonly<Record<Chatter, number>>;

/** Says hello in each round. */
function chats<const N extends Chatter>(client: N) {
  const says = {
    target: 'there',
    reenter: true,
    actions: [
      { type: 'send' as const, params: { client, text: 'hi\r\n' } },
      { type: 'count' as const, params: { client } },
    ],
  };
  return {
    initial: 'comes',
    states: {
      comes: { entry: { type: 'connect' as const, params: { client } }, always: 'there' },
      there: {
        always: { guard: { type: 'has said it all' as const, params: { client } }, target: 'done' },
        after: { [`next of ${client}`]: says } as { [name in `next of ${N}`]: typeof says },
      },
      done: {},
    },
  };
}

export const clients = setup({
  types: { context: {} as Context, events: {} as FactEvent },
  delays: {
    'next of A': ROUNDS.A.everyMs * NS_PER_MS,
    'next of B': ROUNDS.B.everyMs * NS_PER_MS,
    '1 s': 1000 * NS_PER_MS,
  },
  guards: {
    'has said it all': ({ context }, { client }: { client: Chatter }) =>
      context[client] >= ROUNDS[client].times,
  },
  actions: {
    ...commands,
    count: assign(({ context }, { client }: { client: Chatter }) => ({
      [client]: context[client] + 1,
    })),
  },
}).createMachine({
  id: 'one-baton clients',
  type: 'parallel',
  context: { A: 0, B: 0 },
  states: {
    A: chats('A'),
    B: chats('B'),
    C: {
      initial: 'comes',
      states: {
        comes: {
          entry: { type: 'connect', params: { client: 'C' } },
          after: { '1 s': 'asked' },
        },
        asked: { entry: { type: 'send', params: { client: 'C', text: 'CRUNCH\r\n' } } },
      },
    },
  },
});
