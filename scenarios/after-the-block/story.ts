import { setup, stateIn } from 'xstate';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { telling } from '../../src/scenario/commands';
import type { ClientState } from '../../src/player/world/world.types';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, leftOfBlockNs, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';

/** A connection's client: `A#2` is A's second. */
const clientOf = (event: StoryEvent): string => (event.conn ?? '').split('#')[0]!;

const isBack = ({ name, state }: ClientState): boolean => name.includes('#') && state !== 'absent';

export const story = setup({
  types: {
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it is A': ({ event }) => clientOf(event) === 'A',
    'it holds the thread': ({ event }) => event.durationNs! > NOTICEABLE_NS,
    'A’s bytes will wait': ({ event }) =>
      clientOf(event) === 'A' && leftOfBlockNs(event) >= NOTICEABLE_NS,
    'A’s timer is overdue': ({ event }) =>
      clientOf(event) === 'A' &&
      event.world.timers.some(({ conn, dueNs }) => conn === event.conn && dueNs < event.timeNs),
    'A waits': stateIn('#unread'),
    'D is greeted late': ({ event }) => clientOf(event) === 'D',
    'a second one comes back': ({ event }) =>
      event.conn!.includes('#') && event.world.clients.filter(isBack).length > 1,
  },
  actions: telling,
}).createMachine({
  id: 'after-the-block story',
  initial: 'quiet',
  states: {
    quiet: { on: { handlerEnd: { guard: 'it is A', target: 'alive' } } },
    alive: {
      ...beat('alive', 'Each line of A restarts its {idle} idle timer. A pings twice a second.', [
        'idleTimers',
      ]),
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
                },
              },
            },
            unread: {
              id: 'unread',
              ...beat('unread', 'A pings on. Its bytes reach the kernel; nobody reads them.', [
                'receiveBuffer',
              ]),
            },
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
      ...beat('one-tick', 'The LoopingCall is {tickLate} late. It fires once, {ticks}.', ['loop']),
      on: {
        abortConnection: { guard: 'it is A', target: 'overdue' },
        recv: [
          { guard: 'A’s timer is overdue', target: 'survived' },
          { guard: 'it is A', target: 'in time' },
        ],
      },
    },
    overdue: {
      ...beat('overdue', 'A’s timer is {overdue}: timeoutConnection drops A, unheard.', [
        'idleTimers',
        'code',
      ]),
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
    lives: beat('lives', 'A has its answer after {aLate}, and stays connected.', ['waits']),
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
});
