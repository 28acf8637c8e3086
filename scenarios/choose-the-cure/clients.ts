import { assign, setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_MS, NS_PER_SECOND } from '../../src/scenario/units';
import { cureOf } from './cures';
import { ticketAt, type Ticket } from './tickets';
import { CHAT, NAMES, programTakes } from './times';

interface Context {
  ticket: Ticket;
  /** There is a second program, D. */
  isApart: boolean;
  /** How many lines each has sent yet, and how often C has asked. */
  sent: { A: number; B: number };
  asked: number;
  /** What the server has written to D, in bytes, and where in it each of C's lines ends that D has not begun. */
  written: number;
  ends: readonly number[];
  /** How much of it D has. */
  got: number;
}

const PLAN = { A: { ...CHAT, line: 'hi' }, B: { ...NAMES, line: 'NAME' } } as const;

/** Says its line at regular times. */
function says<const N extends 'A' | 'B'>(client: N) {
  const next = {
    target: 'there',
    reenter: true,
    actions: [
      { type: 'send' as const, params: { client, text: `${PLAN[client].line}\r\n` } },
      { type: 'count' as const, params: { client } },
    ],
  };
  return {
    initial: 'comes',
    states: {
      comes: { entry: { type: 'connect' as const, params: { client } }, always: 'there' },
      there: {
        always: { guard: { type: 'has said it all' as const, params: { client } }, target: 'done' },
        after: { [`next of ${client}`]: next } as { [name in `next of ${N}`]: typeof next },
      },
      done: {},
    },
  };
}

const untilNext =
  (client: 'A' | 'B') =>
  ({ context: { sent } }: { context: Context }): number =>
    (sent[client] === 0 ? PLAN[client].firstMs : PLAN[client].everyMs) * NS_PER_MS;

export const clients = setup({
  types: { context: {} as Context, input: {} as MachineInput, events: {} as FactEvent },
  delays: {
    'next of A': untilNext('A'),
    'next of B': untilNext('B'),
    'until C asks': ({ context: { ticket, asked } }) =>
      (ticket.atMs[asked]! - (ticket.atMs[asked - 1] ?? 0)) * NS_PER_MS,
    'the work': ({ context: { ticket } }) => Math.round(programTakes(ticket) * NS_PER_SECOND),
  },
  guards: {
    'has said it all': ({ context: { sent } }, { client }: { client: 'A' | 'B' }) =>
      sent[client] >= PLAN[client].times,
    'C has asked': ({ context: { ticket, asked } }) => asked >= ticket.atMs.length,
    'there is a second program': ({ context: { isApart } }) => isApart,
    'D has work': ({ context: { ends, got } }) => ends[0] !== undefined && ends[0] <= got,
    'it is D’s': ({ event: { conn } }) => conn === 'D',
  },
  actions: {
    ...commands,
    count: assign(({ context: { sent } }, { client }: { client: 'A' | 'B' }) => ({
      sent: { ...sent, [client]: sent[client] + 1 },
    })),
    'C has asked once more': assign({ asked: ({ context }) => context.asked + 1 }),
    'note what is written': assign(({ context: { written, ends, ticket }, event }) => {
      const end = written + (event.n ?? 0);
      const isWork = (event.data ?? '').startsWith(ticket.line);
      return { written: end, ends: isWork ? [...ends, end] : ends };
    }),
    'note what has come': assign({ got: ({ context, event }) => event.total ?? context.got }),
    'one is begun': assign({ ends: ({ context }) => context.ends.slice(1) }),
  },
}).createMachine({
  id: 'choose-the-cure clients',
  type: 'parallel',
  context: ({ input: { values } }) => ({
    ticket: ticketAt(values.ticket!),
    isApart: cureOf(values) === 'program',
    sent: { A: 0, B: 0 },
    asked: 0,
    written: 0,
    ends: [],
    got: 0,
  }),
  on: {
    write: { guard: 'it is D’s', actions: 'note what is written' },
    'client.recv': { guard: 'it is D’s', actions: 'note what has come' },
  },
  states: {
    A: says('A'),
    B: says('B'),
    C: {
      initial: 'comes',
      states: {
        comes: { entry: { type: 'connect', params: { client: 'C' } }, always: 'waits' },
        waits: {
          always: { guard: 'C has asked', target: 'done' },
          after: { 'until C asks': 'asks' },
        },
        asks: {
          entry: [
            {
              type: 'send',
              params: ({ context: { ticket } }: { context: Context }) => ({
                client: 'C',
                text: `${ticket.line}\r\n`.repeat(ticket.asks),
              }),
            },
            'C has asked once more',
          ],
          always: 'waits',
        },
        done: {},
      },
    },
    // The second program: it does one thing after the other.
    D: {
      initial: 'away',
      states: {
        away: { always: { guard: 'there is a second program', target: 'comes' } },
        comes: {
          entry: [
            { type: 'connect', params: { client: 'D' } },
            { type: 'send', params: { client: 'D', text: 'READY\r\n' } },
          ],
          always: 'idle',
        },
        idle: { always: { guard: 'D has work', target: 'works' } },
        works: { entry: 'one is begun', after: { 'the work': 'has done' } },
        'has done': {
          entry: { type: 'send', params: { client: 'D', text: 'DONE\r\n' } },
          always: 'idle',
        },
      },
    },
  },
});
