import { assign, setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import { jobsOf } from '../../src/player/measures/jobs';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';
import { demandOf } from './facts';

interface Told {
  /** Threads of the pool that has the reports. */
  pool: number;
  /** More comes than the pool can do. */
  tooMuch: boolean;
  /** Look-ups have a pool of their own, and are not counted. */
  apart: boolean;
  /** Jobs that wait for a thread, that have one, and those of them that sleep in it. */
  waiting: number;
  busy: number;
  working: number;
  /** Jobs that other jobs wait for. */
  asked: number;
}

const LOOK_UP = 'getaddrinfo';
const INNER = 'rows';

const counts = ({ apart }: Told, name: string | undefined): boolean => !apart || name !== LOOK_UP;
const isFull = ({ busy, pool }: Told): boolean => busy >= pool;

/** The job that a thread begins now was given up before. */
function isGivenUp({ recording, index, call }: StoryEvent): boolean {
  const { givenUpIndex } = jobsOf(recording).jobs[call! - 1]!;
  return givenUpIndex !== null && givenUpIndex < index;
}

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it is counted': ({ context, event }) => counts(context, event.name ?? event.job),
    'it is C': ({ event }) => event.conn === 'C',
    'it is A': ({ event }) => event.conn === 'A',
    'it is a report': ({ event }) => event.name === 'report',
    'it is the last free thread': ({ context, event }) =>
      counts(context, event.job) && context.busy + 1 === context.pool,
    'no thread is free': ({ context, event }) => counts(context, event.name) && isFull(context),
    'a round of jobs waits': ({ context, event }) =>
      context.tooMuch && counts(context, event.name) && context.waiting + 1 >= context.pool,
    'nobody waits any more': ({ context, event }) =>
      !context.tooMuch && counts(context, event.job) && context.waiting === 1,
    'a look-up has to wait': ({ context, event }) =>
      !context.apart && event.name === LOOK_UP && isFull(context),
    'A has it at once': ({ context, event }) =>
      event.conn === 'A' && !context.apart && !isFull(context),
    'A has it while reports wait': ({ context, event }) =>
      event.conn === 'A' && context.apart && context.waiting > 0,
    'A is answered': ({ event }) => event.conn === 'A' && !(event.data ?? '').includes('timed'),
    'B is answered while no thread is free': ({ context, event }) =>
      event.conn === 'B' && isFull(context),
    'B is answered': ({ event }) => event.conn === 'B',
    'somebody gives up': ({ event }) => (event.name ?? '').endsWith('timeItOut'),
    'C asks again': ({ event }) => (event.data ?? '').startsWith('AGAIN'),
    'nobody wants it': ({ event }) => isGivenUp(event),
    'a job asks for a job': ({ event }) => event.name === INNER,
    'all wait for each other': ({ context, event }) =>
      event.name === INNER && context.working === 0 && context.asked + 1 >= context.pool,
    'it is a deadlock': ({ event }) => event.why === 'deadlock',
  },
  actions: {
    ...telling,
    'one more waits': assign(({ context: { waiting, asked }, event }) => ({
      waiting: waiting + 1,
      asked: asked + Number(event.name === INNER),
    })),
    'one begins': assign(({ context: { waiting, busy, working }, event }) => ({
      waiting: waiting - 1,
      busy: busy + 1,
      working: working + Number(event.job === INNER || event.job === LOOK_UP),
    })),
    'one is done': assign(({ context: { busy, working, asked }, event }) => ({
      busy: busy - 1,
      asked: asked - Number(event.job === INNER),
      working: working - Number(event.job === INNER || event.job === LOOK_UP),
    })),
  },
}).createMachine({
  id: 'thread-pool story',
  type: 'parallel',
  context: ({ input: { values, variant } }) => ({
    pool: values.pool!,
    tooMuch: demandOf(values, variant) > values.pool!,
    apart: variant === 'own',
    waiting: 0,
    busy: 0,
    working: 0,
    asked: 0,
  }),
  states: {
    // Guards see the counts as they were before the event.
    notes: {
      on: {
        callInThread: { guard: 'it is counted', actions: 'one more waits' },
        threadStart: { guard: 'it is counted', actions: 'one begins' },
        threadEnd: { guard: 'it is counted', actions: 'one is done' },
      },
    },
    jobs: {
      initial: 'none',
      states: {
        none: { on: { callInThread: { guard: 'it is a report', target: 'first' } } },
        first: {
          ...beat('first', 'C asks for a report: a job of {jobTime} for the pool.', [
            'counters',
            'code',
          ]),
          on: { 'client.recv': { guard: 'it is C', target: 'rows' } },
        },
        rows: beat(
          'rows',
          'C has its first answer after {rowsWait}. That thread takes the next job.',
          ['counters'],
        ),
      },
    },
    crowd: {
      initial: 'room',
      states: {
        room: { on: { threadStart: { guard: 'it is the last free thread', target: 'full' } } },
        full: {
          ...beat('full', '{taken} at {fullAt}, {byJobs}.', ['counters']),
          on: { callInThread: { guard: 'no thread is free', target: 'ticket' } },
        },
        ticket: {
          ...beat('ticket', 'Job {ticket} finds no thread free: it takes a ticket and waits.', [
            'queue',
          ]),
          on: {
            callInThread: { guard: 'a round of jobs waits', target: 'queue' },
            threadStart: { guard: 'nobody waits any more', target: 'drained' },
          },
        },
        queue: beat(
          'queue',
          '{waiting} wait, for {work}. {perSecond} a second need {demand}, not {pool}.',
          ['queue', 'balance'],
        ),
        drained: beat(
          'drained',
          'The queue is empty again: {perSecond} a second need {demand} of {pool}.',
          ['queue', 'balance'],
        ),
      },
    },
    names: {
      initial: 'none',
      states: {
        none: {
          on: {
            callInThread: { guard: 'a look-up has to wait', target: 'lookup' },
            'client.recv': [
              { guard: 'A has it at once', target: 'at once' },
              { guard: 'A has it while reports wait', target: 'own' },
            ],
          },
        },
        'at once': {
          ...beat('at-once', 'A’s name look-up is a job of the same pool. It took {freeWait}.', [
            'counters',
          ]),
          on: { callInThread: { guard: 'a look-up has to wait', target: 'lookup' } },
        },
        lookup: {
          ...beat('lookup', 'A looks a name up. That is a job, too: {ahead}.', ['queue']),
          on: { 'client.recv': { guard: 'A is answered', target: 'looked up' } },
        },
        'looked up': beat(
          'looked-up',
          'A waited {lookupWait} for a name. The network was never slow.',
          ['waits'],
        ),
        own: beat('own-lookup', '{reports}. A’s look-up has another pool: {ownWait}.', [
          'counters',
          'waits',
        ]),
      },
    },
    reactor: {
      initial: 'quiet',
      states: {
        quiet: {
          on: {
            'client.recv': { guard: 'B is answered while no thread is free', target: 'chat' },
          },
        },
        chat: beat('chat', '{taken}. B is answered in {chatWait}: the reactor is free.', ['waits']),
      },
    },
    patience: {
      initial: 'all wait',
      states: {
        'all wait': { on: { timerFire: { guard: 'somebody gives up', target: 'gave up' } } },
        'gave up': {
          ...beat(
            'timed-out',
            'addTimeout gives up at {gaveUpAt}: the Deferred fails, its job stays.',
            ['counters', 'queue'],
          ),
          on: { 'client.send': { guard: 'C asks again', target: 'again' } },
        },
        again: {
          ...beat('again', 'C asks again: one more ticket, for the same report.', ['queue']),
          on: { threadStart: { guard: 'nobody wants it', target: 'for nobody' } },
        },
        'for nobody': beat(
          'for-nobody',
          'Job {forNobody} has a thread at last, and nobody waits for it any more.',
          ['counters'],
        ),
      },
    },
    nested: {
      initial: 'none',
      states: {
        none: { on: { callInThread: { guard: 'a job asks for a job', target: 'inner' } } },
        inner: {
          ...beat('inner', 'The report asks for another job, and its thread waits for that one.', [
            'counters',
            'queue',
          ]),
          on: { callInThread: { guard: 'all wait for each other', target: 'stuck' } },
        },
        stuck: {
          ...beat('stuck', '{threads}, each waiting for a job that waits for a thread.', [
            'counters',
            'queue',
          ]),
          on: { 'client.recv': { guard: 'B is answered', target: 'dead chat' } },
        },
        'dead chat': beat(
          'dead-chat',
          'B is answered in {deadWait}. The reactor is well; no job will ever end.',
          ['waits'],
        ),
      },
    },
    end: {
      initial: 'not yet',
      states: {
        'not yet': {
          on: { end: [{ guard: 'it is a deadlock', target: 'deadlock' }, { target: 'over' }] },
        },
        deadlock: beat('deadlock', 'Deadlock: nothing can happen any more. {never} never begin.', [
          'queue',
        ]),
        over: beat('over', 'At {endAt} {done} are done, and {left}.', ['queue', 'waits']),
      },
    },
  },
});
