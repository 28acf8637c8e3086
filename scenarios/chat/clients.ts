import { assign, setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import { NS_PER_MS } from '../../src/scenario/units';
import type { MachineInput } from '../../src/scenario/types';
import { peopleOf } from './people';

/** So many clients connect at a time, and the next when their handshakes are done: the listen queue holds 50. */
const BATCH = 48;

interface Context {
  people: readonly string[];
  /** How many of them have begun to connect. */
  called: number;
}

export const clients = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: {
    '42 ms': 42 * NS_PER_MS,
    '500 ms': 500 * NS_PER_MS,
  },
  guards: {
    'more want in': ({ context }) => context.called < context.people.length,
  },
  actions: {
    ...commands,
    'note that they were let in': assign({ called: ({ context }) => context.called + BATCH }),
  },
}).createMachine({
  id: 'chat clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({ people: peopleOf(values), called: 0 }),
  states: {
    /** Everyone connects, some at a time. */
    room: {
      initial: 'filling',
      states: {
        filling: {
          entry: [
            {
              type: 'connect',
              params: ({ context }) => ({
                clients: context.people.slice(context.called, context.called + BATCH),
              }),
            },
            'note that they were let in',
          ],
          after: { '42 ms': { guard: 'more want in', target: 'filling', reenter: true } },
        },
      },
    },
    /** Only A speaks: four lines, half a second apart. */
    A: {
      initial: 'silent',
      states: {
        silent: { after: { '500 ms': 'said 1' } },
        'said 1': { entry: say('hi all'), after: { '500 ms': 'said 2' } },
        'said 2': { entry: say('lunch?'), after: { '500 ms': 'said 3' } },
        'said 3': { entry: say('at noon?'), after: { '500 ms': 'said 4' } },
        'said 4': { entry: say('see you') },
      },
    },
  },
});

function say(line: string) {
  return { type: 'send' as const, params: { client: 'A', text: `${line}\r\n` } };
}
