import { setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_MS, NS_PER_SECOND } from '../../src/scenario/units';
import { waitsOf } from '../../src/player/measures/waits';
import { worstOf } from './facts';
import { cureOf } from './cures';
import { BUDGET_NS, gradeOf, judge } from './judge';
import { ticketAt } from './tickets';

interface Told {
  values: Values;
}

const isOf = ({ conn }: StoryEvent, client: string): boolean => conn === client;

/** The event ends the longest wait of the client, and that is longer than the budget. */
const endsLong = ({ recording, index }: StoryEvent, client: 'A' | 'B'): boolean => {
  const { sentNs, answeredNs, answeredIndex } = worstOf(recording, client);
  return answeredIndex === index && answeredNs! - sentNs > BUDGET_NS;
};

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it is of A': ({ event }) => isOf(event, 'A'),
    'it is of C': ({ event }) => isOf(event, 'C'),
    'it is the reactor’s thread': ({ event: { thread } }) => thread === undefined,
    'it is C’s job': ({ event: { job } }) => job !== 'getaddrinfo',
    'it cannot be cut': ({ context: { values }, event: { thread } }) =>
      thread === undefined &&
      ['later', 'cooperate'].includes(cureOf(values)) &&
      ticketAt(values.ticket!).seams === undefined,
    'it is C’s job, and no query': ({ context: { values }, event: { job } }) =>
      job !== 'getaddrinfo' &&
      cureOf(values) === 'adbapi' &&
      ticketAt(values.ticket!).work.kind !== 'query',
    'it is the timer of C': ({ event: { delayNs } }) => delayNs === NS_PER_SECOND,
    'it is for D': ({ context: { values }, event }) =>
      isOf(event, 'D') && (event.data ?? '').includes(ticketAt(values.ticket!).line),
    'it waited for the lock': ({ event }) => (event.durationNs ?? 0) > NS_PER_MS,
    'it ends A’s longest wait': ({ event }) => endsLong(event, 'A'),
    'it ends B’s longest wait': ({ event }) => endsLong(event, 'B'),
    'C has all': ({ event: { conn, recording, index } }) =>
      conn === 'C' &&
      waitsOf(recording).every(
        ({ client, answeredIndex }) => client !== 'C' || (answeredIndex ?? Infinity) <= index,
      ),
    'nobody else waits': ({ event: { recording } }) => gradeOf(judge(recording)) === 'kept',
  },
  actions: telling,
}).createMachine({
  id: 'choose-the-cure story',
  type: 'parallel',
  context: ({ input: { values } }) => ({ values }),
  states: {
    calm: {
      initial: 'none',
      states: {
        none: { on: { 'client.recv': { guard: 'it is of A', target: 'answered' } } },
        answered: beat('calm', 'A says a line every {every}. It has each answer after {calm}.', [
          'waits',
        ]),
      },
    },
    work: {
      initial: 'none',
      states: {
        none: { on: { lineReceived: { guard: 'it is of C', target: 'asked' } } },
        asked: {
          ...beat('asked', 'C wants {wants}. Cure: {cure}.', ['code']),
          on: {
            block: [
              { guard: 'it cannot be cut', target: 'whole' },
              { guard: 'it is the reactor’s thread', target: 'held' },
            ],
            cpu: [
              { guard: 'it cannot be cut', target: 'whole' },
              { guard: 'it is the reactor’s thread', target: 'held' },
            ],
            callLater: { guard: 'it is the timer of C', target: 'timed' },
            threadStart: [
              { guard: 'it is C’s job, and no query', target: 'in a thread of adbapi' },
              { guard: 'it is C’s job', target: 'in a thread' },
            ],
            spawnProcess: 'in a process',
            'client.recv': { guard: 'it is for D', target: 'in a program' },
          },
        },
        held: beat('held', 'The reactor’s own thread does it, for {held} at a time.', [
          'reactor',
          'code',
        ]),
        whole: beat(
          'whole',
          'It has no seams: {cure} moves it, and cuts nothing. {held} at once.',
          ['reactor', 'code'],
        ),
        timed: beat('timed', 'A timer of the reactor waits, and holds nobody.', [
          'reactor',
          'code',
        ]),
        'in a thread': beat('in-a-thread', 'A thread has it. In all, {threads} are begun.', [
          'workers',
        ]),
        'in a thread of adbapi': beat(
          'in-adbapi',
          'A thread of adbapi has it: runInteraction runs any function.',
          ['workers'],
        ),
        'in a process': beat(
          'in-a-process',
          'A process begins. What its start takes, {start} here, is left out.',
          ['workers'],
        ),
        'in a program': beat(
          'in-a-program',
          'The second program has it. For the server it is a client like any.',
          ['wire'],
        ),
      },
    },
    lock: {
      initial: 'free',
      states: {
        free: { on: { gilWait: { guard: 'it waited for the lock', target: 'taken' } } },
        taken: beat('lock', 'A thread computes in Python: the reactor waits {lock} for the lock.', [
          'reactor',
        ]),
      },
    },
    chat: {
      initial: 'as ever',
      states: {
        'as ever': {
          on: { 'client.recv': { guard: 'it ends A’s longest wait', target: 'waited' } },
        },
        waited: beat('a-waited', 'A’s longest wait: {worst}. Half of its waits: {p50} or less.', [
          'waits',
        ]),
      },
    },
    names: {
      initial: 'as ever',
      states: {
        'as ever': {
          on: { 'client.recv': { guard: 'it ends B’s longest wait', target: 'waited' } },
        },
        waited: beat('b-waited', 'B has waited {name} for a name that is found in {lookup}.', [
          'waits',
        ]),
      },
    },
    answer: {
      initial: 'open',
      states: {
        open: { on: { 'client.recv': { guard: 'C has all', target: 'there' } } },
        there: beat('done', 'C has its last answer {done} after it asked.', ['waits']),
      },
    },
    end: {
      initial: 'not yet',
      states: {
        'not yet': {
          on: { end: [{ guard: 'nobody else waits', target: 'kept' }, { target: 'missed' }] },
        },
        kept: beat('kept', 'Nobody else waits for longer than {budget}. It takes {memory}.', [
          'balance',
        ]),
        missed: beat('missed', '{others} for longer than {budget}. It takes {memory}.', [
          'balance',
        ]),
      },
    },
  },
});
