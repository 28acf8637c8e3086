import { setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';

/** A connection's client: `A#2` is A's second. */
const clientOf = (event: FactEvent): string => (event.conn ?? '').split('#')[0]!;

const ping = (client: string) => ({ type: 'send' as const, params: { client, text: 'ping\r\n' } });
const connect = (client: string) => ({ type: 'connect' as const, params: { client } });

/** A client that pings again and again, and connects again a while after it was thrown out. */
function pinger<const Pace extends string, const Guard extends string>(
  client: string,
  pace: Pace,
  thrownOut: Guard,
) {
  const then = (target: string) => ({ [pace]: { target, reenter: true } }) as Paced<Pace>;
  return {
    initial: 'here',
    on: { 'client.connectionReset': { guard: thrownOut, target: '.thrown out' } },
    states: {
      here: { entry: connect(client), after: then('pinged') },
      pinged: { entry: ping(client), after: then('pinged') },
      'thrown out': { after: { '0.3 s': { target: 'here' } } },
    },
  };
}

type Paced<Pace extends string> = { [name in Pace]?: { target: string; reenter: boolean } };

export const clients = setup({
  types: {
    input: {} as MachineInput,
    events: {} as FactEvent,
  },
  delays: {
    '0.3 s': 0.3 * NS_PER_SECOND,
    '0.5 s': 0.5 * NS_PER_SECOND,
    '0.7 s': 0.7 * NS_PER_SECOND,
    '0.8 s': 0.8 * NS_PER_SECOND,
    '1 s': NS_PER_SECOND,
    '1.8 s': 1.8 * NS_PER_SECOND,
  },
  guards: {
    'it is A': ({ event }) => clientOf(event) === 'A',
    'it is B': ({ event }) => clientOf(event) === 'B',
    'it is C': ({ event }) => clientOf(event) === 'C',
    'it is D': ({ event }) => clientOf(event) === 'D',
  },
  actions: commands,
}).createMachine({
  id: 'after-the-block clients',
  type: 'parallel',
  states: {
    A: pinger('A', '0.5 s', 'it is A'),
    B: pinger('B', '0.7 s', 'it is B'),
    C: {
      initial: 'here',
      on: { 'client.connectionReset': { guard: 'it is C', target: '.thrown out' } },
      states: {
        here: { entry: connect('C'), after: { '1 s': 'asked' } },
        asked: {
          entry: { type: 'send', params: { client: 'C', text: 'REPORT\r\n' } },
          after: { '0.8 s': 'pinged' },
        },
        pinged: { entry: ping('C'), after: { '0.8 s': { target: 'pinged', reenter: true } } },
        'thrown out': { after: { '0.3 s': 'again' } },
        again: { entry: connect('C'), after: { '0.8 s': 'pinged' } },
      },
    },
    D: {
      initial: 'away',
      on: { 'client.connectionReset': { guard: 'it is D', target: '.thrown out' } },
      states: {
        away: { after: { '1.8 s': 'here' } },
        here: { entry: connect('D'), after: { '0.8 s': 'pinged' } },
        pinged: { entry: ping('D'), after: { '0.8 s': { target: 'pinged', reenter: true } } },
        'thrown out': { after: { '0.3 s': 'here' } },
      },
    },
  },
});
