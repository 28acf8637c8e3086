import { setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { ASKER, crunchTime, lateDuring, worstNs } from './facts';

interface Told {
  values: Values;
  variant: string;
}

const isOther = ({ conn }: StoryEvent): boolean => conn === 'A' || conn === 'B';

/** While the jobs go on. */
function isDuring({ recording, timeNs }: StoryEvent): boolean {
  const time = crunchTime(recording);
  return time !== null && time.fromNs < timeNs && timeNs < time.toNs;
}

/** A line that comes now is not read at once. */
const willWait = (event: StoryEvent): boolean =>
  isOther(event) &&
  lateDuring(event.recording).some((one) => one.arrivedNs === event.timeNs && one.lateNs > 0);

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it is A': ({ event }) => event.conn === 'A',
    'it is CRUNCH': ({ event }) => event.what === 'CRUNCH',
    'there is nothing to do': ({ context, event }) =>
      event.what === 'CRUNCH' && context.values.jobs === 0,
    'the reactor computes': ({ event }) => event.thread === undefined,
    'a process computes': ({ event }) => event.thread?.startsWith('process-') === true,
    'C code computes': ({ context }) => context.variant === 'c',
    'there is no lock': ({ context }) => context.variant === 'free',
    'it will wait': ({ event }) => willWait(event),
    'it would have to wait longer than for one': ({ context, event }) =>
      event.durationNs! > context.values.switch! * NS_PER_MS,
    'it waited for the lock': ({ event }) =>
      isOther(event) && isDuring(event) && worstNs(event.recording) > 0,
    'nobody waited': ({ event }) =>
      isOther(event) && isDuring(event) && worstNs(event.recording) === 0,
    'it is C': ({ event }) => event.conn === ASKER,
    'it is C, and nothing was to be done': ({ context, event }) =>
      event.conn === ASKER && context.values.jobs === 0,
    'it is C, and the reactor computed': ({ context, event }) =>
      event.conn === ASKER && context.variant === 'reactor',
    'it is C, and nobody waited': ({ event }) =>
      event.conn === ASKER && worstNs(event.recording) === 0,
  },
  actions: telling,
}).createMachine({
  id: 'one-baton story',
  type: 'parallel',
  context: ({ input: { values, variant } }) => ({ values, variant }),
  states: {
    calm: {
      initial: 'not yet',
      states: {
        'not yet': { on: { 'client.recv': { guard: 'it is A', target: 'answered' } } },
        answered: beat('calm', 'A says hi, and has it back after {calm}. So it goes all day.', [
          'waits',
        ]),
      },
    },
    job: {
      initial: 'none',
      states: {
        none: {
          on: {
            handlerStart: [
              { guard: 'there is nothing to do', target: 'nothing' },
              { guard: 'it is CRUNCH', target: 'asked' },
            ],
          },
        },
        nothing: beat('nothing', 'C asks, and there is nothing to compute. Add a thread.', [
          'workers',
        ]),
        asked: {
          ...beat('asked', 'C asks for {jobs} of work, {each}.', ['reactor', 'code']),
          on: {
            spawnProcess: 'apart',
            cpu: [
              { guard: 'the reactor computes', target: 'held up' },
              { guard: 'C code computes', target: 'in C' },
              { guard: 'there is no lock', target: 'without' },
              { target: 'in Python' },
            ],
            block: 'asleep',
          },
        },
        'in Python': beat(
          'in-python',
          'A worker computes. It has the disc: only who has it runs Python.',
          ['workers', 'disc'],
        ),
        asleep: beat('asleep', 'The worker sleeps, and has put the disc down before.', [
          'workers',
          'disc',
        ]),
        'in C': beat('in-c', 'The worker computes in C code, which has put the disc down.', [
          'workers',
          'disc',
        ]),
        without: beat('without', 'There is no disc in this Python: who wants to run, runs.', [
          'workers',
        ]),
        apart: {
          ...beat('apart', '{processes}.', ['workers', 'code']),
        },
        'held up': {
          ...beat('held-up', 'The handler computes, with the disc, on the reactor’s thread.', [
            'reactor',
            'disc',
          ]),
          on: { 'net.arrive': { guard: 'it will wait', target: 'held' } },
        },
        held: beat('held', '{held}’s line is there at {heldAt}. Nobody reads it.', ['reactor']),
      },
    },
    disc: {
      initial: 'elsewhere',
      states: {
        elsewhere: { on: { cpu: [{ guard: 'the reactor computes' }, { target: 'taken' }] } },
        taken: {
          on: {
            gilSwitch: 'handed on',
            'net.arrive': { guard: 'it will wait', target: 'wanted' },
          },
        },
        'handed on': {
          ...beat(
            'handed-on',
            'Each keeps the disc for {interval}, then the next has it. No two run.',
            ['workers', 'disc'],
          ),
          on: { 'net.arrive': { guard: 'it will wait', target: 'wanted' } },
        },
        wanted: {
          ...beat(
            'wants',
            '{wants}’s line wakes the reactor. It wants the disc, and has to wait.',
            ['reactor', 'disc'],
          ),
          on: {
            gilWait: [
              { guard: 'it would have to wait longer than for one', target: 'had after many' },
              { target: 'had' },
            ],
          },
        },
        had: {
          ...beat('waited', '{waited} later the worker is made to let go: the switch interval.', [
            'reactor',
            'disc',
          ]),
          on: { 'client.recv': { guard: 'it waited for the lock', target: 'slowed' } },
        },
        'had after many': {
          ...beat(
            'queued',
            'Its turn comes after {queuedFor}: each before it may keep {interval}.',
            ['reactor', 'disc'],
          ),
          on: { 'client.recv': { guard: 'it waited for the lock', target: 'slowed' } },
        },
        slowed: beat('slowed', '{name} has its answer after {wait}, not {calm}.', ['waits']),
      },
    },
    others: {
      initial: 'as ever',
      states: {
        'as ever': { on: { 'client.recv': { guard: 'nobody waited', target: 'spared' } } },
        spared: beat('spared', '{name} has its answer after {wait}, as ever: {why}.', ['waits']),
      },
    },
    end: {
      initial: 'not yet',
      states: {
        'not yet': {
          on: {
            'client.recv': [
              { guard: 'it is C, and nothing was to be done', target: 'at once' },
              { guard: 'it is C, and the reactor computed', target: 'late' },
              { guard: 'it is C, and nobody waited', target: 'done' },
              { guard: 'it is C', target: 'shared' },
            ],
          },
        },
        'at once': beat(
          'at-once',
          'C has its answer at once, and the others have theirs as ever.',
          ['waits'],
        ),
        late: beat('late', 'Done after {took}. For so long nobody else was heard.', [
          'reactor',
          'waits',
        ]),
        done: beat('done', 'Done after {took}, and no line was heard late.', ['waits', 'costs']),
        shared: beat('shared', 'Done after {took}. Lines were heard {late}.', ['costs', 'waits']),
      },
    },
  },
});
