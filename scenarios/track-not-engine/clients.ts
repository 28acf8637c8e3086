import { setup } from 'xstate';
import { chatter } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_MS, NS_PER_SECOND } from '../../src/scenario/units';

interface Context {
  values: Values;
  variant: string;
}

const say = (text: string) => ({
  type: 'send' as const,
  params: { client: 'D', text: `${text}\r\n` },
});

export const clients = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: {
    '0.2 s': 0.2 * NS_PER_SECOND,
    '0.5 s': 0.5 * NS_PER_SECOND,
    '0.9 s': 0.9 * NS_PER_SECOND,
    '1 s': NS_PER_SECOND,
    '1.2 s': 1.2 * NS_PER_SECOND,
    // Its own code takes a moment, however short the report is.
    'as long as a report takes': ({ context }) =>
      Math.max(NS_PER_MS, Math.round(context.values.block! * NS_PER_SECOND)),
  },
  guards: {
    'it takes part': ({ context }) => context.variant === 'network',
    'it is the order': ({ event }) => event.conn === 'D' && event.data === 'REPORT\r\n',
  },
  actions: commands,
}).createMachine({
  id: 'track-not-engine clients',
  type: 'parallel',
  context: ({ input: { values, variant } }) => ({ values, variant }),
  states: {
    A: chatter('A', [
      ['0.5 s', 'hi'],
      ['1 s', 'yo'],
      ['1 s', 'hm?'],
      ['1 s', 'hey'],
      ['1 s', 'ok'],
      ['1 s', 'bye'],
      ['1 s', 'so'],
      ['1 s', 'well'],
    ]),
    B: chatter('B', [
      ['0.9 s', 'lunch?'],
      ['1.2 s', 'noon?'],
      ['1.2 s', 'well?'],
      ['1.2 s', 'good'],
      ['1.2 s', 'there?'],
      ['1.2 s', 'bye'],
    ]),
    C: chatter('C', [['1 s', 'REPORT']]),
    /** The program that makes reports, where the server asks one. */
    D: {
      initial: 'away',
      states: {
        away: { always: { guard: 'it takes part', target: 'here' } },
        here: {
          entry: { type: 'connect', params: { client: 'D' } },
          after: { '0.2 s': 'known' },
        },
        known: {
          entry: say('maker'),
          on: { 'client.recv': { guard: 'it is the order', target: 'at work' } },
        },
        'at work': { after: { 'as long as a report takes': 'done' } },
        done: { entry: say('42 rows') },
      },
    },
  },
});
