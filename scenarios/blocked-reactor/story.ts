import { assign, setup } from 'xstate';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { telling } from '../../src/scenario/commands';
import type { Wait } from '../../src/player/world/world.types';
import { goesOn, type StoryEvent } from '../../src/scenario/factEvent';
import { beat, leftOfBlockNs, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';

interface Told {
  /** What the block made wait noticeably. */
  held: readonly Wait[];
  /** How many waited at all when the handler returned. */
  waiting: number;
}

/** Before this event all of them waited but those of `conn`, who has its answer now. */
const isLast = (held: readonly Wait[], { index, conn }: StoryEvent): boolean =>
  held.some((wait) => goesOn(wait, index - 1) && wait.client === conn) &&
  held.every((wait) => !goesOn(wait, index));

/** The kernel has bytes of two clients that nobody reads, and a connection that nobody has a protocol for or that may send. */
function allAreReady({ world }: StoryEvent): boolean {
  const accepted = world.clients.filter(({ server }) => server === 'accepted');
  const unread = accepted.filter(({ receiveBuffer }) => receiveBuffer.size > 0);
  return (
    unread.length >= 2 &&
    (world.listenQueue.length > 0 || accepted.some(({ name }) => name === 'D'))
  );
}

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it is REPORT': ({ event }) => event.what === 'REPORT',
    'slow_report is called': ({ event }) => event.source!.includes('slow_report'),
    'it is a worker': ({ event }) => event.thread !== undefined,
    'it is C': ({ event }) => event.conn === 'C',
    'the worker is at it': ({ event }) =>
      event.conn !== 'C' && leftOfBlockNs(event) >= NOTICEABLE_NS,
    'it holds the thread': ({ event }) => event.durationNs! > NOTICEABLE_NS,
    'it will wait': ({ event }) => leftOfBlockNs(event) >= NOTICEABLE_NS,
    'all are ready': ({ event }) => leftOfBlockNs(event) >= NOTICEABLE_NS && allAreReady(event),
    'several lines at once': ({ event }) => (event.data ?? '').split('\r\n').length > 2,
    'it is the only one held': ({ context, event }) =>
      context.held.length === 1 && context.waiting === 1 && isLast(context.held, event),
    'it is the last one held': ({ context, event }) =>
      context.held.length > 1 && isLast(context.held, event),
    'it is D': ({ event }) => event.conn === 'D',
  },
  actions: {
    ...telling,
    'note who was held': assign({
      held: ({ event }) =>
        event.waiting.filter(({ sentNs }) => event.timeNs - sentNs >= NOTICEABLE_NS),
      waiting: ({ event }) => event.waiting.length,
    }),
  },
}).createMachine({
  id: 'blocked-reactor story',
  context: { held: [], waiting: 0 },
  initial: 'quiet',
  states: {
    quiet: {
      on: {
        'client.recv': { target: 'answered' },
        line: { guard: 'slow_report is called', target: 'report' },
      },
    },
    answered: {
      ...beat(
        'answered',
        '{first} is answered after {firstWait}. Between lines the reactor sleeps.',
        ['waits', 'reactor'],
      ),
      on: { line: { guard: 'slow_report is called', target: 'report' } },
    },
    report: {
      ...beat('report', 'C asks for REPORT. Its handler runs on the one reactor thread.', [
        'reactor',
        'code',
      ]),
      on: {
        block: [
          { guard: 'it is a worker', target: 'handed over' },
          { guard: 'it holds the thread', target: 'blocked' },
          { target: 'short' },
        ],
      },
    },
    blocked: {
      ...beat(
        'blocked',
        'time.sleep({block}) holds that thread. The loop is stuck at “run ready”.',
        ['reactor', 'loop'],
      ),
      type: 'parallel',
      states: {
        bytes: {
          initial: 'none',
          states: {
            none: { on: { 'net.arrive': { guard: 'it will wait', target: 'piling up' } } },
            'piling up': beat(
              'piling-up',
              '{piler}’s line reaches the kernel. Nobody reads it before {end}.',
              ['receiveBuffer'],
            ),
          },
        },
        door: {
          initial: 'shut',
          states: {
            shut: { on: { 'net.acceptable': { guard: 'it will wait', target: 'knocking' } } },
            knocking: beat(
              'knocking',
              '{knocker} connects and the kernel says yes. No protocol exists for it yet.',
              ['listenQueue'],
            ),
          },
        },
        question: {
          initial: 'open',
          states: {
            open: { always: { guard: 'all are ready', target: 'unasked' } },
            unasked: beat('nobody-asks', '{ready} are ready and the OS knows it. Nobody asks.', [
              'readiness',
            ]),
          },
        },
      },
      on: {
        deferredFire: { target: 'fired' },
        handlerEnd: { guard: 'it is REPORT', target: 'returned', actions: 'note who was held' },
      },
    },
    fired: {
      ...beat('fired', 'The Deferred fires at {end}, after the sleep. Meanwhile it did nothing.', [
        'code',
        'reactor',
      ]),
      on: {
        handlerEnd: { guard: 'it is REPORT', target: 'returned', actions: 'note who was held' },
      },
    },
    returned: {
      ...beat('returned', 'The handler returns at {end}. Only now can the reactor ask again.', [
        'reactor',
        'readiness',
      ]),
      on: {
        dataReceived: { guard: 'several lines at once', target: 'one read' },
        'client.recv': [
          { guard: 'it is the only one held', target: 'alone' },
          { guard: 'it is the last one held', target: 'together' },
        ],
      },
    },
    'one read': {
      ...beat('one-read', '{reader}’s {lines} lines come out as one read of {readBytes} bytes.', [
        'receiveBuffer',
        'code',
      ]),
      on: { 'client.recv': { guard: 'it is the last one held', target: 'together' } },
    },
    together: beat('together', 'Every wait ends at once: {held} are answered at {answeredAt}.', [
      'waits',
    ]),
    alone: beat('alone', 'C waited {cWait}. Nobody else had asked meanwhile.', ['waits']),
    'handed over': {
      ...beat('handed-over', 'A worker thread sleeps instead. C’s handler has already returned.', [
        'workers',
        'reactor',
      ]),
      on: {
        'client.recv': { guard: 'the worker is at it', target: 'meanwhile' },
        fromThreadRun: { target: 'called back' },
      },
    },
    meanwhile: {
      ...beat('meanwhile', '{free} is answered in {freeWait} while the worker sleeps.', ['waits']),
      on: { fromThreadRun: { target: 'called back' } },
    },
    'called back': {
      ...beat('called-back', 'The worker is done: its result enters the reactor’s next turn.', [
        'loop',
        'workers',
      ]),
      on: { 'client.recv': { guard: 'it is C', target: 'report sent' } },
    },
    'report sent': beat(
      'report-sent',
      'C waited {cOwnWait}. The thread moved the wait; it did not shrink it.',
      ['waits'],
    ),
    short: {
      on: { handlerEnd: { guard: 'it is REPORT', target: 'returned at once' } },
    },
    'returned at once': {
      ...beat('returned-at-once', 'The handler returns {shortly}. The reactor goes on at once.', [
        'reactor',
      ]),
      on: { 'client.recv': { guard: 'it is D', target: 'nobody waited' } },
    },
    'nobody waited': beat('nobody-waited', 'D connects and has its answer {dWait} later.', [
      'waits',
    ]),
  },
});
