import { setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { cutsOf, WRITES } from './cuts';

/** Time between two pieces that the network cut apart: longer than the reactor needs to read one. */
export const PIECE_GAP_MS = 60;

interface Context {
  values: Values;
  seed: number;
}

const write = (number: 0 | 1) => ({
  type: 'send' as const,
  params: ({ context }: { context: Context }) => ({
    client: 'A',
    text: WRITES[number],
    cuts: cutsOf(context.seed)[number],
    gapMs: PIECE_GAP_MS,
  }),
});

export const clients = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: {
    '0.6 s': 600 * NS_PER_MS,
    'the gap between the writes': ({ context }) => context.values.gap! * NS_PER_MS,
    '2.5 s': 2500 * NS_PER_MS,
  },
  actions: commands,
}).createMachine({
  id: 'stream clients',
  type: 'parallel',
  context: ({ input: { values, seed } }) => ({ values, seed }),
  states: {
    A: {
      initial: 'here',
      states: {
        here: {
          entry: { type: 'connect', params: { client: 'A' } },
          after: { '0.6 s': 'written once' },
        },
        'written once': {
          entry: write(0),
          after: { 'the gap between the writes': 'written twice' },
        },
        'written twice': { entry: write(1), after: { '2.5 s': 'gone' } },
        gone: { entry: { type: 'close', params: { client: 'A' } } },
      },
    },
  },
});
