import { setup } from 'xstate';
import { readsAtTheEnd } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';

const MINUTE_NS = 60 * NS_PER_SECOND;

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
    '10 ms': 0.01 * NS_PER_SECOND,
    'to the end': 180 * MINUTE_NS - NS_PER_SECOND,
    'when the peer goes': ({ context }) => context.values.cut! * NS_PER_SECOND,
  },
  guards: {
    'the cable is cut': ({ context }) => context.values.cut! > 0 && context.values.ending === 0,
    'its program ends': ({ context }) => context.values.cut! > 0 && context.values.ending === 1,
    'it is PING': ({ event }) => (event.data ?? '').includes('PING'),
  },
  actions: commands,
}).createMachine({
  id: 'silent-peer clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values }),
  states: {
    /** The peer: connected, silent unless it is asked; then the cable is cut, or its program ends. */
    A: {
      type: 'parallel',
      states: {
        program: {
          initial: 'quiet',
          states: {
            quiet: {
              entry: { type: 'connect', params: { client: 'A' } },
              on: { 'client.recv': { guard: 'it is PING', target: 'asked' } },
            },
            asked: { after: { '10 ms': 'answered' } },
            answered: {
              entry: { type: 'send', params: { client: 'A', text: 'PONG\r\n' } },
              on: { 'client.recv': { guard: 'it is PING', target: 'asked' } },
            },
          },
        },
        fate: {
          initial: 'here',
          states: {
            here: {
              after: {
                'when the peer goes': [
                  { guard: 'the cable is cut', target: 'cut off' },
                  { guard: 'its program ends', target: 'gone' },
                ],
              },
            },
            'cut off': { entry: { type: 'cut', params: { client: 'A' } } },
            gone: { entry: { type: 'close', params: { client: 'A' } } },
          },
        },
        /** It looks for lines once more. */
        end: readsAtTheEnd('A', 'to the end'),
      },
    },
  },
});
