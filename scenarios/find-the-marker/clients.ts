import { setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { ENDLESS, framed, messageOf, type Framing } from './messages';

interface Context {
  size: number;
  framing: Framing;
}

/** The network cuts the first two messages after three bytes each. */
const FIRST_CUT = 3;
const GAP_MS = 60;

const say = (numbers: readonly number[], cuts: readonly number[]) => ({
  type: 'send' as const,
  params: ({ context: { size, framing } }: { context: Context }) => ({
    client: 'A',
    text: numbers.map((number) => framed(messageOf(number, size), framing)).join(''),
    cuts,
    gapMs: GAP_MS,
  }),
});

export const clients = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: { '0.5 s': 500 * NS_PER_MS, '0.8 s': 800 * NS_PER_MS },
  actions: commands,
}).createMachine({
  id: 'find-the-marker clients',
  type: 'parallel',
  context: ({ input: { values, variant } }) => ({
    size: values.size!,
    framing: variant as Framing,
  }),
  states: {
    A: {
      initial: 'here',
      states: {
        here: {
          entry: { type: 'connect', params: { client: 'A' } },
          after: { '0.5 s': 'two messages' },
        },
        'two messages': {
          entry: [say([0], [FIRST_CUT]), say([1], [FIRST_CUT])],
          after: { '0.8 s': 'three at once' },
        },
        'three at once': {
          entry: say([2, 3, 4], []),
          after: { '0.8 s': 'no end' },
        },
        'no end': {
          entry: {
            type: 'send',
            params: { client: 'A', text: ENDLESS, cuts: [6000, 6000], gapMs: GAP_MS },
          },
        },
      },
    },
  },
});
