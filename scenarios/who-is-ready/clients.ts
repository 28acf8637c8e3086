import { setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';
import { BULK_BYTES, NAMES, takePart } from './people';

interface Context {
  values: Values;
  takePart: readonly string[];
}

const connect = (client: string) => ({ type: 'connect' as const, params: { client } });
const say = (client: string) => ({
  type: 'send' as const,
  params: { client, text: 'hi\r\n' },
});
const takes = (client: string, target: string) => ({
  guard: { type: 'takes part' as const, params: { client } },
  target,
});
const isBursty = (client: string, target: string) => ({
  guard: { type: 'takes part in bursty traffic' as const, params: { client } },
  target,
});

/** A client that says hi again and again when the traffic is bursty, and else nothing. */
function other(client: string) {
  return {
    initial: 'away',
    states: {
      away: { always: [isBursty(client, 'busy'), takes(client, 'here')] },
      here: { entry: connect(client) },
      ...busy(client),
    },
  };
}

function busy(client: string) {
  return {
    busy: { entry: connect(client), after: { '0.3 s': 'again' } },
    again: { entry: say(client), after: { '0.3 s': { target: 'again', reenter: true } } },
  };
}

const others = NAMES.slice(4).map((name) => [name, other(name)] as const);

export const clients = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: {
    '0.3 s': 0.3 * NS_PER_SECOND,
    '0.6 s': 0.6 * NS_PER_SECOND,
    '1.2 s': 1.2 * NS_PER_SECOND,
    '1.8 s': 1.8 * NS_PER_SECOND,
    '2.4 s': 2.4 * NS_PER_SECOND,
  },
  guards: {
    'takes part': ({ context }, { client }: { client: string }) =>
      context.takePart.includes(client),
    'takes part in bursty traffic': ({ context }, { client }: { client: string }) =>
      context.values.traffic === 1 && context.takePart.includes(client),
  },
  actions: commands,
}).createMachine({
  id: 'who-is-ready clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values, takePart: takePart(values) }),
  states: {
    A: {
      initial: 'here',
      states: {
        here: { entry: connect('A'), after: { '1.8 s': 'said hi' } },
        'said hi': { entry: say('A') },
      },
    },
    B: {
      initial: 'away',
      states: {
        away: { always: [isBursty('B', 'busy'), takes('B', 'here')] },
        here: { entry: connect('B'), after: { '0.6 s': 'said hi' } },
        'said hi': { entry: say('B'), after: { '0.6 s': 'said hi again' } },
        'said hi again': { entry: say('B') },
        ...busy('B'),
      },
    },
    C: {
      initial: 'away',
      states: {
        away: { always: takes('C', 'here') },
        here: { entry: connect('C'), after: { '1.2 s': 'said hi' } },
        'said hi': { entry: say('C'), after: { '0.6 s': 'sent much' } },
        'sent much': {
          entry: { type: 'send', params: { client: 'C', text: 'x'.repeat(BULK_BYTES) } },
        },
      },
    },
    D: {
      initial: 'away',
      states: {
        away: { always: [isBursty('D', 'busy'), takes('D', 'here')] },
        here: { entry: connect('D'), after: { '2.4 s': 'said hi' } },
        'said hi': { entry: say('D') },
        ...busy('D'),
      },
    },
    ...Object.fromEntries(others),
  },
});
