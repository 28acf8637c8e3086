import { setup } from 'xstate';
import { chatter } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_MS, NS_PER_SECOND } from '../../src/scenario/units';
import { questions } from './cards';

/** From the end of one card, however long it takes, to the next question. */
const PAUSE_S = 0.25;

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
    'first question': 0.5 * NS_PER_SECOND,
    'just after it': 0.5 * NS_PER_SECOND + 10 * NS_PER_MS,
    'next question': ({ context }) =>
      Math.round((context.values.long! + PAUSE_S) * 1000) * NS_PER_MS,
  },
  actions: commands,
}).createMachine({
  id: 'what-blocks clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values }),
  states: {
    A: chatter(
      'A',
      questions.map((_, i) => [i === 0 ? 'just after it' : 'next question', 'hi'] as const),
    ),
    C: chatter(
      'C',
      questions.map(({ line }, i) => [i === 0 ? 'first question' : 'next question', line] as const),
    ),
  },
});
