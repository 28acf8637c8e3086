import { assign, setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { planOf, type Plan } from './arrivals';

type Name = keyof Plan;

interface Context {
  plan: Plan;
  /** How many lines each has sent. */
  sent: Readonly<Record<Name, number>>;
}

function untilNext({ plan, sent }: Context, name: Name): number {
  const times = plan[name];
  return times[sent[name]]! - (times[sent[name] - 1] ?? 0);
}

/** A client that is there from the start and sends `line` at each time of its plan. */
function asks<const N extends Name>(client: N, line: string) {
  const next = {
    target: 'thinks',
    reenter: true,
    actions: [
      { type: 'send' as const, params: { client, text: `${line}\r\n` } },
      { type: 'count' as const, params: { client } },
    ],
  };
  return {
    initial: 'here',
    states: {
      here: { entry: { type: 'connect' as const, params: { client } }, always: 'thinks' },
      thinks: {
        always: {
          guard: { type: 'has nothing to ask' as const, params: { client } },
          target: 'done',
        },
        after: { [`next of ${client}`]: next } as { [name in `next of ${N}`]: typeof next },
      },
      done: {},
    },
  };
}

export const clients = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: {
    'next of A': ({ context }) => untilNext(context, 'A'),
    'next of B': ({ context }) => untilNext(context, 'B'),
    'next of C': ({ context }) => untilNext(context, 'C'),
    'a moment': NS_PER_MS,
  },
  guards: {
    'has nothing to ask': ({ context: { plan, sent } }, { client }: { client: Name }) =>
      sent[client] >= plan[client].length,
    'C is told that it timed out': ({ event }) =>
      event.conn === 'C' && (event.data ?? '').startsWith('timed out: REPORT'),
  },
  actions: {
    ...commands,
    count: assign({
      sent: ({ context: { sent } }, { client }: { client: Name }) => ({
        ...sent,
        [client]: sent[client] + 1,
      }),
    }),
  },
}).createMachine({
  id: 'thread-pool clients',
  type: 'parallel',
  context: ({ input: { values, seed } }) => ({
    plan: planOf(values, seed),
    sent: { A: 0, B: 0, C: 0 },
  }),
  states: {
    A: asks('A', 'LOOKUP'),
    B: asks('B', 'hi'),
    C: asks('C', 'REPORT'),
    // Whoever is told that it timed out asks once more.
    impatience: {
      initial: 'calm',
      states: {
        calm: {
          on: { 'client.recv': { guard: 'C is told that it timed out', target: 'annoyed' } },
        },
        annoyed: { after: { 'a moment': 'asks again' } },
        'asks again': {
          entry: { type: 'send', params: { client: 'C', text: 'AGAIN\r\n' } },
          always: 'calm',
        },
      },
    },
  },
});
