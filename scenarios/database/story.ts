import { assign, setup } from 'xstate';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { roundsOf } from '../../src/player/measures/rounds';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, leftOfBlockNs, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput, Values } from '../../src/scenario/types';
import { VISITORS } from './arrivals';
import { OTHER_PROGRAM, shareOf } from './facts';

/** Threads that adbapi's pool may have: Twisted's `cp_max`. */
const POOL = 5;

interface Told {
  values: Values;
  variant: string;
  /** Queries that no thread has, and threads that have one. */
  waiting: number;
  busy: number;
}

const isVisitor = ({ conn }: StoryEvent): boolean => VISITORS.some((name) => name === conn);

/** The event is inside of the job's first round. */
function isInJob({ recording, index }: StoryEvent): boolean {
  const [first] = roundsOf(recording, OTHER_PROGRAM);
  return (
    first !== undefined && first.startIndex < index && index < (first.endIndex ?? Number.MAX_VALUE)
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
    'no thread is free': ({ context }) => context.busy >= POOL,
    'it is the last thread, and more wait': ({ context }) =>
      context.busy + 1 >= POOL && context.waiting > 1,
    'it has rows': ({ event }) => event.ok === true,
    'it fails': ({ event }) => event.ok === false,
    'it is the job': ({ event: { recording, index } }) =>
      roundsOf(recording, OTHER_PROGRAM)[0]?.startIndex === index,
    'the job is over': ({ context: { variant }, event: { recording, index } }) =>
      variant === 'reactor' && roundsOf(recording, OTHER_PROGRAM)[0]?.endIndex === index,
    'it starts again, others left out': ({ context: { values }, event: { recording, index } }) =>
      roundsOf(recording, OTHER_PROGRAM)[1]?.startIndex === index && values.job! >= values.every!,
    'it starts again': ({ event: { recording, index } }) =>
      roundsOf(recording, OTHER_PROGRAM)[1]?.startIndex === index,
    'nobody hears it': ({ context: { variant }, event }) =>
      variant === 'reactor' && isVisitor(event) && leftOfBlockNs(event) > NOTICEABLE_NS,
    'it has its page beside the job': ({ context: { variant }, event }) =>
      variant !== 'reactor' && isVisitor(event) && isInJob(event),
    'it is a result': ({ event }) => event.conn === 'D' && (event.data ?? '').startsWith('RESULT'),
    'some gave up': ({ context: { values, variant }, event: { recording } }) =>
      variant === 'reactor' && shareOf(recording, values).late > 0,
    'the reactor has the job': ({ context }) => context.variant === 'reactor',
  },
  actions: {
    ...telling,
    'one more waits': assign({ waiting: ({ context }) => context.waiting + 1 }),
    'one begins': assign({
      waiting: ({ context }) => context.waiting - 1,
      busy: ({ context }) => context.busy + 1,
    }),
    'one is done': assign({ busy: ({ context }) => context.busy - 1 }),
  },
}).createMachine({
  id: 'database story',
  type: 'parallel',
  context: ({ input: { values, variant } }) => ({ values, variant, waiting: 0, busy: 0 }),
  states: {
    // Guards see the counts as they were before the event.
    notes: {
      on: {
        callInThread: { actions: 'one more waits' },
        threadStart: { actions: 'one begins' },
        threadEnd: { actions: 'one is done' },
      },
    },
    query: {
      initial: 'none',
      states: {
        none: { on: { callInThread: 'asked' } },
        asked: {
          ...beat('query', '{firstAsker}’s query is a job for adbapi’s own pool of threads.', [
            'workers',
            'code',
          ]),
          on: { deferredFire: { guard: 'it has rows', target: 'called back' } },
        },
        'called back': beat(
          'called-back',
          'The worker has committed; rows() runs on the reactor’s thread.',
          ['reactor', 'code'],
        ),
      },
    },
    crowd: {
      initial: 'room',
      states: {
        room: {
          on: {
            callInThread: { guard: 'no thread is free', target: 'full' },
            threadStart: { guard: 'it is the last thread, and more wait', target: 'full' },
          },
        },
        full: beat('full', 'All five threads, a connection each, are taken: a query waits.', [
          'workers',
        ]),
      },
    },
    mistakes: {
      initial: 'none',
      states: {
        none: { on: { deferredFire: { guard: 'it fails', target: 'failed' } } },
        failed: beat('failed', 'C’s query fails: rolled back in the worker, then its errback.', [
          'reactor',
          'code',
        ]),
      },
    },
    job: {
      initial: 'not yet',
      states: {
        'not yet': {
          on: {
            timerFire: { guard: 'it is the job', target: 'begun' },
            'client.send': { guard: 'it is the job', target: 'begun' },
          },
        },
        begun: {
          ...beat('job', '{at}: {begins}.', ['balance', 'slot']),
          on: {
            'client.send': { guard: 'nobody hears it', target: 'held' },
            callLater: { guard: 'the job is over', target: 'back' },
          },
        },
        held: {
          ...beat('held', '{held} asks at {heldAt}. Nobody hears it before {until}.', [
            'reactor',
            'waits',
          ]),
          on: { callLater: { guard: 'the job is over', target: 'back' } },
        },
        back: beat(
          'back',
          '{backAt}: the reactor is back. {asked} asked meanwhile, {gone} gave up.',
          ['balance', 'waits'],
        ),
      },
    },
    meanwhile: {
      initial: 'not yet',
      states: {
        'not yet': {
          on: { 'client.recv': { guard: 'it has its page beside the job', target: 'answered' } },
        },
        answered: beat('meanwhile', 'Meanwhile {name} has its page in {wait}; before, in {calm}.', [
          'reactor',
          'waits',
        ]),
      },
    },
    lock: {
      initial: 'free',
      states: {
        free: { on: { gilWait: 'waited for' } },
        'waited for': beat(
          'slowed',
          'The worker computes: the reactor waits {gil} for Python’s lock.',
          ['reactor', 'workers'],
        ),
      },
    },
    program: {
      initial: 'silent',
      states: {
        silent: { on: { 'client.send': { guard: 'it is a result', target: 'sent' } } },
        sent: beat('result', 'D sends its result as a line: it is one more client.', [
          'slot',
          'code',
        ]),
      },
    },
    next: {
      initial: 'not yet',
      states: {
        'not yet': {
          on: {
            timerFire: [
              { guard: 'it starts again, others left out', target: 'left out' },
              { guard: 'it starts again', target: 'again' },
            ],
          },
        },
        again: beat('again', '{again}: the next start. LoopingCall waits for the end of each.', [
          'balance',
        ]),
        'left out': beat(
          'left-out',
          '{again}: the next start. LoopingCall leaves out those meanwhile.',
          ['balance'],
        ),
      },
    },
    end: {
      initial: 'not yet',
      states: {
        'not yet': {
          on: {
            end: [
              { guard: 'some gave up', target: 'share' },
              { guard: 'the reactor has the job', target: 'patient' },
              { target: 'spared' },
            ],
          },
        },
        share: beat(
          'share',
          '{late} of {count} gave up: {share}. ({jobS} − {patienceS}) ÷ {cycleS} is {formula}.',
          ['balance'],
        ),
        patient: beat('patient', 'Nobody gave up: nobody had to wait for longer than {patience}.', [
          'balance',
        ]),
        spared: beat(
          'spared',
          '{late} of {count} gave up. On the reactor’s thread it is {formula}.',
          ['balance'],
        ),
      },
    },
  },
});
