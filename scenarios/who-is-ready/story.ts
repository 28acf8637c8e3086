import { assign, setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';
import { BULK_BYTES, takePart } from './people';

interface Told {
  takePart: readonly string[];
  inTurn: boolean;
  /** C has sent its bulk. */
  bulk: boolean;
}

/** A thread for each client: nobody asks who is ready. */
const threadStory = {
  accepting: {
    ...beat('accepting', 'The main thread sleeps in accept(), until a client knocks.', ['reactor']),
    on: { threadSpawn: 'a thread' },
  },
  'a thread': {
    ...beat('a-thread', 'A knocks. accept() returns, and a thread is started for A alone.', [
      'listenQueue',
      'reactor',
    ]),
    on: { recvWait: { guard: 'it is the last client' as const, target: 'all asleep' } },
  },
  'all asleep': {
    ...beat('all-asleep', '{clients} clients, {clients} threads: each sleeps in its own recv().', [
      'readiness',
      'cpu',
    ]),
    on: { recv: { guard: 'it is B' as const, target: 'B awake' } },
  },
  'B awake': {
    ...beat('b-awake', 'B’s bytes land: B’s own thread wakes and reads. A’s sleeps on.', [
      'readiness',
      'receiveBuffer',
    ]),
    on: { 'client.recv': { guard: 'it is B' as const, target: 'A stuck' } },
  },
  'A stuck': {
    ...beat('a-stuck', 'B waited {bWait}. A’s thread is stuck in recv(), and holds nobody up.', [
      'readiness',
    ]),
    on: {
      recv: [
        { guard: 'it is A' as const, target: 'A awake' },
        { guard: 'it is C' as const, target: 'C awake' },
      ],
    },
  },
  'C awake': {
    ...beat('c-awake', '{woken} land together: each wakes its own thread. Nobody asked.', [
      'readiness',
    ]),
    on: { recv: { guard: 'it is A' as const, target: 'A awake' } },
  },
  'A awake': {
    ...beat('a-awake', 'A speaks. Its thread, {slept} asleep in one recv(), wakes.', ['readiness']),
    on: {
      recv: { guard: 'it is a full read of C' as const, target: 'a piece' },
      'client.recv': { guard: 'it is A, and there is no C' as const, target: 'price' },
    },
  },
  'a piece': {
    ...beat('a-piece', 'C sent {bulk}. Each recv() takes 65,536 at most; the rest waits.', [
      'receiveBuffer',
    ]),
    on: {
      send: { guard: 'it is D' as const, target: 'just sends' },
      'client.recv': { guard: 'it is C, and there is no D' as const, target: 'price' },
    },
  },
  'just sends': {
    ...beat(
      'just-sends',
      'Nobody asks “writable?”: D’s thread just sends, or sleeps until it can.',
      ['readiness'],
    ),
    on: { 'client.recv': { guard: 'it is D' as const, target: 'price' } },
  },
  price: beat(
    'price',
    '{clients} threads asleep: no CPU, {memory} of memory. One list: one thread.',
    ['readiness', 'cpu'],
  ),
};

const allAreHere = ({ world }: StoryEvent, { takePart }: Told): boolean =>
  takePart.every((name) =>
    world.clients.some((client) => client.name === name && client.server === 'accepted'),
  );

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'someone knocks': ({ event }) => event.readable?.includes('port') === true,
    'all are here, and read in turn': ({ context, event }) =>
      context.inTurn && allAreHere(event, context),
    'all are here': ({ context, event }) => allAreHere(event, context),
    'it is A': ({ event }) => event.conn === 'A',
    'it is B': ({ event }) => event.conn === 'B',
    'it is C': ({ event }) => event.conn === 'C',
    'it is D': ({ event }) => event.conn === 'D',
    'it is the last client': ({ context, event }) => event.conn === context.takePart.at(-1),
    'it is A, and there is no C': ({ context, event }) =>
      event.conn === 'A' && !context.takePart.includes('C'),
    'it is C, and there is no D': ({ context, event }) =>
      event.conn === 'C' && !context.takePart.includes('D'),
    'it asks about writing to A': ({ event }) => event.writes?.includes('A') === true,
    'it asks about writing to D': ({ event }) => event.writes?.includes('D') === true,
    'it asks about writing, but not to D': ({ event }) => event.writes?.includes('D') === false,
    'B alone is ready': ({ event }) => event.readable?.join() === 'B',
    'B and others are ready': ({ event }) =>
      event.readable !== undefined && event.readable.length > 1 && event.readable.includes('B'),
    'A and others are ready': ({ event }) =>
      event.readable !== undefined && event.readable.length > 1 && event.readable.includes('A'),
    'A alone is ready': ({ event }) => event.readable?.join() === 'A',
    'it is a full read of C': ({ event }) => event.conn === 'C' && event.n === 65_536,
    'A’s answer leaves before C is done': ({ context, event }) =>
      context.bulk && event.conn === 'A',
  },
  actions: {
    ...telling,
    'note the bulk': assign({
      bulk: ({ context, event }) => context.bulk || event.n === BULK_BYTES,
    }),
  },
}).createMachine({
  id: 'who-is-ready story',
  type: 'parallel',
  context: ({ input }) => ({
    takePart: takePart(input.values),
    inTurn: input.variant === 'in-turn',
    bulk: false,
  }),
  states: {
    /** What the story has to know of the run, whichever beat it is at. */
    notes: {
      on: {
        'net.arrive': { actions: 'note the bulk' },
      },
    },

    story: {
      initial: 'before',
      states: {
        before: { on: { selectEnter: 'nobody', acceptWait: 'accepting' } },
        nobody: {
          ...beat('eyes-closed', '{Who} asks the OS: wake me when a client knocks. It sleeps.', [
            'reactor',
          ]),
          on: { select: { guard: 'someone knocks', target: 'knock' } },
        },
        knock: {
          ...beat('knock', 'The listening socket is one more row. Ready means: someone knocks.', [
            'listenQueue',
            'readiness',
          ]),
          on: {
            selectEnter: [
              { guard: 'all are here, and read in turn', target: 'one read' },
              { guard: 'all are here', target: 'one list' },
            ],
          },
        },
        'one list': {
          ...beat('one-list', 'One list for all {rows} sockets: wake me when any is ready.', [
            'readiness',
          ]),
          on: {
            'client.send': { guard: 'it is B', target: 'asleep' },
          },
        },
        asleep: {
          ...beat('asleep', 'B has sent. Until its bytes land, {who} sleeps: CPU 0 %.', ['cpu']),
          on: {
            select: [
              { guard: 'B alone is ready', target: 'only B' },
              { guard: 'B and others are ready', target: 'burst' },
            ],
          },
        },
        'only B': {
          ...beat('only-b', 'B’s bytes land. The OS answers: B. Nobody else is ticked.', [
            'readiness',
          ]),
          on: { recv: { guard: 'it is B', target: 'read B' } },
        },
        'read B': {
          ...beat('read-b', '{Who} wakes and reads B. It asks nothing of the {quiet}.', [
            'receiveBuffer',
          ]),
          on: {
            select: [
              { guard: 'A and others are ready', target: 'together' },
              { guard: 'A alone is ready', target: 'A alone' },
            ],
          },
        },
        burst: {
          ...beat('burst', 'A burst lands: {burst} are ticked, all in one answer.', ['readiness']),
          on: {
            select: [
              { guard: 'A and others are ready', target: 'together' },
              { guard: 'A alone is ready', target: 'A alone' },
            ],
          },
        },
        'A alone': {
          ...beat('a-alone', 'A’s bytes land at last. It is asked about all along, at no cost.', [
            'readiness',
          ]),
          on: {
            addWriter: { guard: 'it is A', target: 'something to send to A' },
            selectEnter: { guard: 'it asks about writing to A', target: 'something to send to A' },
          },
        },
        'something to send to A': {
          ...beat('writable-a', 'An answer to A waits. Only now is “writable?” asked for A.', [
            'readiness',
          ]),
        },
        together: {
          ...beat(
            'together',
            '{together} land together: {ticked} of {rows} ticked, each served this turn.',
            ['readiness'],
          ),
          on: {
            recv: { guard: 'it is a full read of C', target: 'one piece' },
            addWriter: { guard: 'it is D', target: 'something to send' },
            selectEnter: { guard: 'it asks about writing to D', target: 'something to send' },
          },
        },
        'one piece': {
          ...beat('one-piece', 'C sent {bulk}. One read takes 65,536 bytes, and C stays ticked.', [
            'receiveBuffer',
          ]),
          on: { send: { guard: 'A’s answer leaves before C is done', target: 'between' } },
        },
        between: {
          ...beat('between', 'Between two reads of C, A’s answer leaves. C holds nobody up.', [
            'receiveBuffer',
          ]),
          on: {
            addWriter: { guard: 'it is D', target: 'something to send' },
            selectEnter: { guard: 'it asks about writing to D', target: 'something to send' },
          },
        },
        'something to send': {
          ...beat('writable', 'An answer to D waits. Only now is “writable?” asked for D.', [
            'readiness',
          ]),
          on: {
            removeWriter: { guard: 'it is D', target: 'sent' },
            selectEnter: { guard: 'it asks about writing, but not to D', target: 'sent' },
          },
        },
        sent: beat('sent', 'It is sent, and the question is dropped again.', ['readiness']),

        ...threadStory,

        'one read': {
          ...beat('one-read', 'A stand-in for blocking reads: one at a time. A’s is first.', [
            'readiness',
          ]),
          on: { 'net.arrive': { guard: 'it is B', target: 'stuck' } },
        },
        stuck: {
          ...beat('stuck', 'B’s bytes land. The one read is A’s, and A says nothing: stuck.', [
            'receiveBuffer',
            'readiness',
          ]),
          on: { recv: { guard: 'it is A', target: 'freed' } },
        },
        freed: {
          ...beat('freed', 'A speaks at {freed}. Only now is B’s read begun.', ['reactor']),
          on: { 'client.recv': { guard: 'it is B', target: 'late' } },
        },
        late: beat('late', 'B waited {bWait} for A, who has nothing to do with B.', ['waits']),
      },
    },
  },
});
