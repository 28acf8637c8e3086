import { setup } from 'xstate';
import { chatter, latecomer } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';
import { hangUpNs } from './hangUp';

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
    '0.5 s': 0.5 * NS_PER_SECOND,
    '0.9 s': 0.9 * NS_PER_SECOND,
    '1 s': NS_PER_SECOND,
    '1.2 s': 1.2 * NS_PER_SECOND,
    '1.3 s': 1.3 * NS_PER_SECOND,
    '1.8 s': 1.8 * NS_PER_SECOND,
    'when C has had enough': ({ context }) => hangUpNs(context.values.hangup!)!,
  },
  guards: {
    'C has a limit': ({ context }) => hangUpNs(context.values.hangup!) !== null,
  },
  actions: commands,
}).createMachine({
  id: 'defer-to-thread clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values }),
  states: {
    // Those of the blocked reactor.
    A: chatter('A', [
      ['0.5 s', 'hi'],
      ['1 s', 'yo'],
      ['1 s', 'hm?'],
      ['1 s', 'hey'],
      ['1 s', 'ok'],
      ['1 s', 'bye'],
    ]),
    B: chatter('B', [
      ['0.9 s', 'lunch?'],
      ['1.2 s', 'noon?'],
      ['1.2 s', 'well?'],
      ['1.3 s', 'good'],
    ]),
    C: chatter('C', [['1 s', 'REPORT']]),
    D: latecomer('D', '1.8 s', 'hello'),
    'patience of C': {
      initial: 'to be seen',
      states: {
        'to be seen': { always: { guard: 'C has a limit', target: 'limited' } },
        limited: { after: { 'when C has had enough': 'at its end' } },
        'at its end': { entry: { type: 'close', params: { client: 'C' } } },
      },
    },
  },
});
