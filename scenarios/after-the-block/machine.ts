import { assign, setup } from 'xstate';
import { commands } from '../../src/scenario/commands';
import { beat } from '../../src/scenario/story';
import type { FactEvent, StoryMeta } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { NS_PER_MS, NS_PER_SECOND } from '../../src/scenario/units';

const NOTICEABLE_NS = 100 * NS_PER_MS;

interface Told {
  values: Values;
  /** When the block ends, ns. */
  blockEndNs: number;
  /** A has sent something that will wait noticeably. */
  aWaits: boolean;
  /** When A was last heard: its timer runs from there, ns. */
  aHeardNs: number;
  /** Clients that have connected again. */
  back: readonly string[];
}

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

export const machine = setup({
  types: {
    context: {} as Told,
    input: {} as { values: Values },
    events: {} as FactEvent,
    meta: {} as StoryMeta,
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
    'it is REPORT': ({ event }) => event.what === 'REPORT',
    'it holds the thread': ({ event }) => event.durationNs! > NOTICEABLE_NS,
    'A’s bytes will wait': ({ context, event }) =>
      clientOf(event) === 'A' && context.blockEndNs - event.timeNs >= NOTICEABLE_NS,
    'A’s timer is overdue': ({ context, event }) =>
      clientOf(event) === 'A' &&
      event.timeNs > context.aHeardNs + context.values.idle! * NS_PER_SECOND,
    'A waits': ({ context }) => context.aWaits,
    'D is greeted late': ({ event }) => clientOf(event) === 'D',
    'a second one comes back': ({ context, event }) =>
      event.conn!.includes('#') && context.back.length >= 1,
  },
  actions: {
    ...commands,
    'note the end of the block': assign({
      blockEndNs: ({ event }) => event.timeNs + event.durationNs!,
    }),
    'note that A waits': assign({ aWaits: true }),
    'note that A was heard': assign({
      aHeardNs: ({ context, event }) => (event.conn === 'A' ? event.timeNs : context.aHeardNs),
    }),
    'note who is back': assign({
      back: ({ context, event }) =>
        event.conn!.includes('#') ? [...context.back, event.conn!] : context.back,
    }),
  },
}).createMachine({
  id: 'after-the-block',
  type: 'parallel',
  context: ({ input }) => ({
    values: input.values,
    blockEndNs: 0,
    aWaits: false,
    aHeardNs: 0,
    back: [],
  }),
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

    /** What the story has to know of the run, whichever beat it is at. */
    notes: {
      on: {
        block: { actions: 'note the end of the block' },
        handlerEnd: { actions: 'note that A was heard' },
        'client.connect': { actions: 'note who is back' },
      },
    },

    story: {
      initial: 'quiet',
      states: {
        quiet: { on: { handlerEnd: { guard: 'it is A', target: 'alive' } } },
        alive: {
          ...beat(
            'alive',
            'Each line of A restarts its {idle} idle timer. A pings twice a second.',
            ['idleTimers'],
          ),
          on: { block: [{ guard: 'it holds the thread', target: 'blocked' }, { target: 'short' }] },
        },
        blocked: {
          ...beat('blocked', '{where} blocks for {block}. The idle timers run on.', [
            'reactor',
            'idleTimers',
          ]),
          type: 'parallel',
          states: {
            bytes: {
              initial: 'none',
              states: {
                none: {
                  on: {
                    'net.arrive': {
                      guard: 'A’s bytes will wait',
                      target: 'unread',
                      actions: 'note that A waits',
                    },
                  },
                },
                unread: beat(
                  'unread',
                  'A pings on. Its bytes reach the kernel; nobody reads them.',
                  ['receiveBuffer'],
                ),
              },
            },
          },
          on: {
            iteration: [{ guard: 'A waits', target: 'timers first' }, { target: 'short' }],
            selectEnter: [{ guard: 'A waits', target: 'sockets first' }, { target: 'short' }],
          },
        },
        'timers first': {
          ...beat(
            'timers-first',
            'The handler returns. In the next turn, timers come before sockets.',
            ['loop'],
          ),
          on: {
            print: { target: 'one tick' },
            abortConnection: { guard: 'it is A', target: 'overdue' },
            recv: [
              { guard: 'A’s timer is overdue', target: 'survived' },
              { guard: 'it is A', target: 'in time' },
            ],
          },
        },
        'one tick': {
          ...beat('one-tick', 'The LoopingCall is {tickLate} late. It fires once, {ticks}.', [
            'loop',
          ]),
          on: {
            abortConnection: { guard: 'it is A', target: 'overdue' },
            recv: [
              { guard: 'A’s timer is overdue', target: 'survived' },
              { guard: 'it is A', target: 'in time' },
            ],
          },
        },
        overdue: {
          ...beat(
            'overdue',
            'A’s timer is overdue by {overdue}: timeoutConnection drops A, unheard.',
            ['idleTimers', 'code'],
          ),
          on: { sockClose: { guard: 'it is A', target: 'thrown away' } },
        },
        'thrown away': {
          ...beat('thrown-away', 'A’s {unread} are thrown away: “connection reset by peer”.', [
            'receiveBuffer',
          ]),
          on: {
            'client.recv': { guard: 'D is greeted late', target: 'greeted' },
            'client.connect': { guard: 'a second one comes back', target: 'stampede' },
          },
        },
        greeted: {
          ...beat('greeted', 'D, who connected at {dConnects}, is welcomed only at {dGreeted}.', [
            'waits',
          ]),
          on: { 'client.connect': { guard: 'a second one comes back', target: 'stampede' } },
        },
        stampede: beat('stampede', 'Those thrown out connect again at once: a stampede.', [
          'listenQueue',
        ]),
        'sockets first': {
          ...beat('sockets-first', 'The timer returns, and this turn still asks for sockets.', [
            'loop',
          ]),
          on: {
            abortConnection: { guard: 'it is A', target: 'overdue' },
            recv: [
              { guard: 'A’s timer is overdue', target: 'survived' },
              { guard: 'it is A', target: 'in time' },
            ],
          },
        },
        survived: {
          ...beat('survived', 'A’s {read} come before its overdue timer: A counts as heard.', [
            'receiveBuffer',
            'idleTimers',
          ]),
          on: { 'client.recv': { guard: 'it is A', target: 'lives' } },
        },
        'in time': {
          ...beat('in-time', 'A’s timer had not run out: its {read} are read in time.', [
            'receiveBuffer',
            'idleTimers',
          ]),
          on: { 'client.recv': { guard: 'it is A', target: 'lives' } },
        },
        lives: beat('lives', 'A is answered {aLate} late, and stays connected.', ['waits']),
        short: {
          ...beat('short', 'The report holds the thread for {block}: too short to matter to A.', [
            'reactor',
          ]),
          on: { 'client.recv': { guard: 'it is A', target: 'unharmed' } },
        },
        unharmed: beat('unharmed', 'A is answered. No idle timer ran out, so nobody is dropped.', [
          'waits',
        ]),
      },
    },
  },
});
