import { setup } from 'xstate';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput, Values } from '../../src/scenario/types';
import { ordersOf, soldUpTo, teaIn, waitOfC } from './facts';

interface Context {
  values: Values;
  variant: string;
}

/** The marked lines up to an event after which a hand has a number of its own. */
const readsUpTo = ({ recording, index }: StoryEvent) =>
  recording.events
    .slice(0, index + 1)
    .flatMap((e) => (e.kind === 'variables' && e.local !== undefined ? [e] : []));

const isLastStep = ({ recording, index }: StoryEvent): boolean =>
  !recording.events.some((e, i) => i > index && e.kind === 'variables');

const isLastAnswer = ({ recording, index }: StoryEvent): boolean =>
  !recording.events.some((e, i) => i > index && e.kind === 'client.recv');

export const story = setup({
  types: {
    context: {} as Context,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'they sell': ({ context }) => context.variant === 'dict',
    'they count': ({ context }) => context.variant === 'iterate',
    'it has a copy': ({ context }) => context.variant === 'copy',
    'it calls': ({ context }) => context.variant === 'calls',
    'they have a lock': ({ context }) => context.variant === 'lock',
    'it is B': ({ event }) => event.conn === 'B',
    'the worker reads its copy': ({ context, event }) =>
      context.variant === 'copy' && event.thread !== undefined,
    'a hand has read': ({ event }) => event.local !== undefined,
    'the other has read as much, before a sale': ({ event }) => {
      const reads = readsUpTo(event);
      const other = reads.filter(({ thread }) => thread !== event.thread);
      return reads.length === other.length + 1 && soldUpTo(event.recording, event.index) === 0;
    },
    'the other reads after a sale': ({ event }) => {
      const reads = readsUpTo(event);
      const other = reads.filter(({ thread }) => thread !== event.thread);
      return reads.length === other.length + 1 && soldUpTo(event.recording, event.index) > 0;
    },
    'more is sold than there was': ({ context, event }) =>
      isLastStep(event) && soldUpTo(event.recording, event.index) > context.values.tea!,
    'a sale is lost': ({ context, event }) =>
      isLastStep(event) &&
      soldUpTo(event.recording, event.index) + teaIn(event.shared!) !== context.values.tea!,
    'all is well': ({ event }) => isLastStep(event),
    'C waits for the lock': ({ event }) =>
      event.thread === undefined && waitOfC(event.recording) > NOTICEABLE_NS,
    'it is the last answer': ({ event }) => isLastAnswer(event),
    'some orders break it': ({ context: { values, variant } }) =>
      ordersOf(values, variant).broken > 0,
  },
  actions: telling,
}).createMachine({
  id: 'shared-dict story',
  context: ({ input }) => ({ values: input.values, variant: input.variant }),
  initial: 'before',
  states: {
    before: {
      on: {
        threadSpawn: [
          { guard: 'they sell', target: 'two sellers' },
          { guard: 'they count', target: 'two uses' },
          { guard: 'it has a copy', target: 'a copy' },
          { guard: 'it calls', target: 'a call' },
          { guard: 'they have a lock', target: 'a lock' },
        ],
      },
    },
    'two sellers': {
      ...beat(
        'two-sellers',
        'A pays by card: a worker sells. B pays cash: the reactor thread sells.',
        ['hands'],
      ),
      on: { handlerStart: { guard: 'it is B', target: 'both stand' } },
    },
    'two uses': {
      ...beat('two-uses', 'For A a worker adds to the dict. For B the reactor thread counts it.', [
        'hands',
      ]),
      on: { handlerStart: { guard: 'it is B', target: 'both stand' } },
    },
    'a copy': {
      ...beat('a-copy', 'Fix A: the worker gets a copy of the dict, and sells nothing.', ['hands']),
      on: { handlerStart: { guard: 'it is B', target: 'both stand' } },
    },
    'a call': {
      ...beat('a-call', 'Fix B: the worker may only ask the reactor thread to sell.', ['hands']),
      on: { handlerStart: { guard: 'it is B', target: 'both stand' } },
    },
    'a lock': {
      ...beat('a-lock', 'Fix C: whoever wants to sell must have the lock first.', ['hands']),
      on: { handlerStart: { guard: 'it is B', target: 'both stand' } },
    },
    'both stand': {
      ...beat('stand', 'Each stands before its first line. Which runs next? You say: R or W.', [
        'order',
      ]),
      on: {
        variables: [
          { guard: 'they count', target: 'first use' },
          { guard: 'the worker reads its copy', target: 'copy read' },
          { guard: 'a hand has read', target: 'one read' },
        ],
        lockAcquire: 'locked',
        callFromThread: { guard: 'it calls', target: 'posted' },
      },
    },
    'one read': {
      ...beat('one-read', '{First} reads the dict: its n is {n}.', ['hands', 'board']),
      on: {
        variables: [
          { guard: 'the worker reads its copy', target: 'copy read' },
          { guard: 'the other has read as much, before a sale', target: 'both read' },
          { guard: 'the other reads after a sale', target: 'read after' },
        ],
        callFromThread: { guard: 'it calls', target: 'posted' },
      },
    },
    'both read': {
      ...beat('both-read', '{Second} reads too: its n is {m}. Neither knows of the other.', [
        'hands',
        'board',
      ]),
      on: sums(),
    },
    'read after': {
      ...beat('read-after', '{Second} reads after that sale: its n is {m}.', ['hands', 'board']),
      on: sums(),
    },
    'copy read': {
      ...beat('copy-read', 'The worker reads its copy: n is {copied}. No sale follows from it.', [
        'hands',
      ]),
      on: sums(),
    },
    posted: {
      ...beat('posted', 'The worker only posts a call. The reactor thread will sell.', ['hands']),
      on: sums(),
    },
    locked: {
      ...beat('locked', '{Has} takes the lock. The other may come as far as that.', ['hands']),
      on: { lockWait: 'lock wait', ...sums() },
    },
    'lock wait': {
      ...beat('lock-wait', '{Waits} stands at the lock, and can do nothing else.', ['hands']),
      on: {
        lockAcquire: { guard: 'C waits for the lock', target: 'held up' },
        ...sums(),
      },
    },
    oversold: {
      ...beat(
        'oversold',
        '{sold} sold, and there was {cups}. No line failed, nobody raised anything.',
        ['board'],
      ),
      on: ending(),
    },
    lost: {
      ...beat('lost', '{sold} of {tea} sold, yet the dict says {left} left: a sale is lost.', [
        'board',
      ]),
      on: ending(),
    },
    well: {
      ...beat('well', '{sold} of {tea} sold, {left} left: in this order all is well.', ['board']),
      on: ending(),
    },
    'held up': {
      ...beat('held-up', 'The reactor thread stood at the lock for {held}: C waits {cWait}.', [
        'waits',
      ]),
      on: sums(),
    },
    'first use': {
      ...beat('first-use', '{FirstStep}, before the other begins.', ['hands']),
      on: {
        connectionLost: { guard: 'it is B', target: 'raised' },
        write: { guard: 'it is B', target: 'counted' },
      },
    },
    raised: {
      ...beat('raised', '“RuntimeError: dictionary changed size during iteration”. B is cut off.', [
        'hands',
        'board',
      ]),
      on: ending(),
    },
    counted: {
      ...beat('counted', 'B is told {answerB}: nothing was added between two names.', ['board']),
      on: ending(),
    },
    told: {
      ...beat('told', 'A is told {answerA}, B {answerB}.', ['waits']),
      on: {
        end: [{ guard: 'some orders break it', target: 'some break' }, { target: 'none breaks' }],
      },
    },
    'some break': beat(
      'some-break',
      '{broken} of {orders} orders {break}: {switches} switches are enough.',
      ['order'],
    ),
    'none breaks': beat('none-breaks', '{broken} of {orders} orders {break}. Each was tried.', [
      'order',
    ]),
  },
});

/** What the last marked line has come to. */
function sums() {
  return {
    variables: [
      { guard: 'more is sold than there was' as const, target: 'oversold' },
      { guard: 'a sale is lost' as const, target: 'lost' },
      { guard: 'all is well' as const, target: 'well' },
    ],
  };
}

function ending() {
  return { 'client.recv': [{ guard: 'it is the last answer' as const, target: 'told' }] };
}
