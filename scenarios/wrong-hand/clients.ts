import { setup } from 'xstate';
import { chatter } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';
import { nextNs, nextOf } from './next';

interface Context {
  values: Values;
}

export const clients = setup({
  types: { context: {} as Context, input: {} as MachineInput, events: {} as FactEvent },
  delays: {
    '0.2 s': 0.2 * NS_PER_SECOND,
    '0.5 s': 0.5 * NS_PER_SECOND,
    'the quiet': ({ context }) => nextNs(context.values.quiet!),
  },
  guards: {
    'it is A': ({ context }) => nextOf(context.values.next!) === 'A',
    'it is C': ({ context }) => nextOf(context.values.next!) === 'C',
    'it is D': ({ context }) => nextOf(context.values.next!) === 'D',
  },
  actions: commands,
}).createMachine({
  id: 'wrong-hand clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values }),
  states: {
    A: chatter('A', [['0.2 s', 'hi']]),
    C: chatter('C', [['0.5 s', 'REPORT']]),
    'the next event': {
      initial: 'to come',
      states: {
        'to come': {
          after: {
            'the quiet': [
              { guard: 'it is A', target: 'of A' },
              { guard: 'it is C', target: 'of C' },
              { guard: 'it is D', target: 'of D' },
              { target: 'none' },
            ],
          },
        },
        'of A': { entry: { type: 'send', params: { client: 'A', text: 'yo\r\n' } } },
        'of C': { entry: { type: 'send', params: { client: 'C', text: 'hello?\r\n' } } },
        'of D': {
          entry: [
            { type: 'connect', params: { client: 'D' } },
            { type: 'send', params: { client: 'D', text: 'hello\r\n' } },
          ],
        },
        // Nothing comes to the server; the run goes on as long as with the others.
        none: { entry: { type: 'resumeReading', params: { client: 'C' } } },
      },
    },
  },
});
