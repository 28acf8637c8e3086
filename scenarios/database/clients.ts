import { assign, setup } from 'xstate';
import { cycleOf } from '../../src/player/measures/rounds';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_MS, NS_PER_SECOND } from '../../src/scenario/units';
import { pagesOf, type VISITORS } from './arrivals';

type Visitor = (typeof VISITORS)[number];

interface Context {
  values: Values;
  /** When each asks for a page, and how many each has asked for. */
  plan: Readonly<Record<Visitor, readonly number[]>>;
  sent: Readonly<Record<Visitor, number>>;
  /** How many rounds of the job a program of its own, D, has yet to begin; 0 where there is none. */
  rounds: number;
}

const untilNext = ({ plan, sent }: Context, name: Visitor): number =>
  plan[name][sent[name]]! - (plan[name][sent[name] - 1] ?? 0);

/** How many rounds of the job begin and end before the run does. */
function roundsOf({ minutes, every, job }: Values, variant: string): number {
  if (variant !== 'two') return 0;
  const left = minutes! * 60 - 1 - every! - job!;
  return Math.max(0, Math.floor(left / cycleOf(job!, every!)) + 1);
}

/** Asks for a page at each time of the plan. */
function visits<const N extends Visitor>(client: N) {
  const next = {
    target: 'reads',
    reenter: true,
    actions: [
      { type: 'send' as const, params: { client, text: 'PAGE\r\n' } },
      { type: 'count' as const, params: { client } },
    ],
  };
  return {
    initial: 'here',
    states: {
      here: { entry: { type: 'connect' as const, params: { client } }, always: 'reads' },
      reads: {
        always: { guard: { type: 'has seen enough' as const, params: { client } }, target: 'done' },
        after: { [`next of ${client}`]: next } as { [name in `next of ${N}`]: typeof next },
      },
      done: {},
    },
  };
}

const REPORT = { type: 'send' as const, params: { client: 'C', text: 'REPORT\r\n' } };

export const clients = setup({
  types: { context: {} as Context, input: {} as MachineInput, events: {} as FactEvent },
  delays: {
    'next of A': ({ context }) => untilNext(context, 'A'),
    'next of B': ({ context }) => untilNext(context, 'B'),
    '3 s': 3 * NS_PER_SECOND,
    '5 s': 5 * NS_PER_SECOND,
    every: ({ context }) => context.values.every! * NS_PER_SECOND,
    'the job': ({ context }) => context.values.job! * NS_PER_SECOND + NS_PER_MS,
    'until its next start': ({ context: { values } }) =>
      cycleOf(values.job!, values.every!) * NS_PER_SECOND,
  },
  guards: {
    'has seen enough': ({ context: { plan, sent } }, { client }: { client: Visitor }) =>
      sent[client] >= plan[client].length,
    'it has a program of its own': ({ context }) => context.rounds > 0,
    'there is no time for another': ({ context }) => context.rounds === 0,
    'D has its rows': ({ event }) => event.conn === 'D' && (event.data ?? '').includes('rows'),
  },
  actions: {
    ...commands,
    'one round less': assign({ rounds: ({ context }) => context.rounds - 1 }),
    count: assign({
      sent: ({ context: { sent } }, { client }: { client: Visitor }) => ({
        ...sent,
        [client]: sent[client] + 1,
      }),
    }),
  },
}).createMachine({
  id: 'database clients',
  type: 'parallel',
  context: ({ input: { values, seed, variant } }) => ({
    values,
    plan: { A: pagesOf(values, seed, 'A'), B: pagesOf(values, seed, 'B') },
    sent: { A: 0, B: 0 },
    rounds: roundsOf(values, variant),
  }),
  states: {
    A: visits('A'),
    B: visits('B'),
    C: {
      initial: 'here',
      states: {
        here: {
          entry: { type: 'connect', params: { client: 'C' } },
          after: { '3 s': 'six reports' },
        },
        'six reports': {
          entry: [REPORT, REPORT, REPORT, REPORT, REPORT, REPORT],
          after: { '5 s': 'a mistake' },
        },
        'a mistake': { entry: { type: 'send', params: { client: 'C', text: 'OOPS\r\n' } } },
      },
    },
    // The other program: at each start of its job it asks for rows, and then computes.
    'starts of D': {
      initial: 'not there',
      states: {
        'not there': { always: { guard: 'it has a program of its own', target: 'here' } },
        here: {
          entry: { type: 'connect', params: { client: 'D' } },
          after: { every: 'starts' },
        },
        starts: {
          entry: [{ type: 'send', params: { client: 'D', text: 'PAGE\r\n' } }, 'one round less'],
          always: { guard: 'there is no time for another', target: 'done' },
          after: { 'until its next start': { target: 'starts', reenter: true } },
        },
        done: {},
      },
    },
    'results of D': {
      initial: 'idle',
      states: {
        idle: { on: { 'client.recv': { guard: 'D has its rows', target: 'computes' } } },
        computes: { after: { 'the job': 'done' } },
        done: {
          entry: { type: 'send', params: { client: 'D', text: 'RESULT 42\r\n' } },
          always: 'idle',
        },
      },
    },
  },
});
