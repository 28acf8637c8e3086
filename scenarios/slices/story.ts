import { setup } from 'xstate';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { piecesOf } from '../../src/player/measures/pieces';
import { waitsOf } from '../../src/player/measures/waits';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, leftOfBlockNs, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { costNs, piecesIn, worstNs, worstOf } from './facts';
import { TICK_MS } from './slicing';

/** A disk that takes longer holds everybody up. */
const SLOW_DISK_MS = 100;
/** What all the turns cost is worth a word from here on. */
const COST_NS = 10 * NS_PER_MS;

interface Told {
  values: Values;
  variant: string;
}

const isOf = ({ conn }: StoryEvent, client: string): boolean => conn === client;

/** The event brings A the answer that it waits for longest. */
const endsWorst = ({ recording, index }: StoryEvent): boolean =>
  worstOf(recording, 'A').answeredIndex === index;

/** A Cooperator plans its next tick, and has worked before. */
const isTick = ({ name, recording, index }: StoryEvent): boolean =>
  (name ?? '').startsWith('Cooperator') &&
  (piecesOf(recording).pieces[0]?.index ?? Infinity) < index;

const isDone = ({ conn, data }: StoryEvent): boolean =>
  conn === 'C' && (data ?? '').startsWith('done');

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'C asks, by count': ({ context, event }) => isOf(event, 'C') && context.variant === 'count',
    'C asks, in one piece': ({ context: { values, variant }, event }) =>
      isOf(event, 'C') && variant === 'count' && piecesIn(values) === 1,
    'C asks, by clock': ({ context, event }) => isOf(event, 'C') && context.variant === 'clock',
    'C asks, in a list': ({ context, event }) => isOf(event, 'C') && context.variant === 'list',
    'C asks, in a thread': ({ context, event }) => isOf(event, 'C') && context.variant === 'thread',
    'A comes while a slice is worked at': ({ context: { values, variant }, event }) =>
      isOf(event, 'A') &&
      (variant === 'count' || variant === 'clock') &&
      values.slice! >= TICK_MS &&
      leftOfBlockNs(event) > NS_PER_MS,
    'it is of A': ({ event }) => isOf(event, 'A'),
    'it is of A, and all is done': ({ event }) =>
      isOf(event, 'A') && piecesOf(event.recording).pieces.at(-1)!.index < event.index,
    'it ends A’s longest wait, which is short': ({ context: { variant }, event }) =>
      variant !== 'thread' && endsWorst(event) && worstNs(event.recording, 'A') < NOTICEABLE_NS,
    'it ends A’s longest wait': ({ event }) => endsWorst(event),
    'A is answered beside the work': ({ context, event: { conn, recording, index } }) =>
      context.variant === 'thread' &&
      conn === 'A' &&
      waitsOf(recording).some(({ answeredIndex }) => answeredIndex === index),
    'cooperate plans the rest, short steps': ({ context: { values, variant }, event }) =>
      variant === 'clock' && isTick(event) && values.slice! < TICK_MS,
    'cooperate plans the rest': ({ context: { variant }, event }) =>
      variant === 'clock' && isTick(event),
    'there are more jobs, by count': ({ context: { values, variant } }) =>
      variant === 'count' && values.jobs! > 1,
    'there are more jobs, short steps': ({ context: { values, variant } }) =>
      variant === 'clock' && values.jobs! > 1 && values.slice! < TICK_MS,
    'there are more jobs, by clock': ({ context: { values, variant } }) =>
      variant === 'clock' && values.jobs! > 1,
    'the disk is slow': ({ context: { values }, event }) =>
      values.disk! > SLOW_DISK_MS && event.source === 'time.sleep(DISK / 1000)',
    'the list is built': ({ context: { variant } }) => variant === 'list',
    'it yields': ({ event }) => event.source === 'yield row',
    'C is done, in a thread': ({ context, event }) => isDone(event) && context.variant === 'thread',
    'C is done, in a list': ({ context, event }) => isDone(event) && context.variant === 'list',
    'C is done, at a cost': ({ context: { variant }, event }) =>
      isDone(event) && variant === 'count' && costNs(event.recording) >= COST_NS,
    'C is done, in pieces': ({ context: { values }, event }) =>
      isDone(event) && piecesIn(values) > 1,
    'C is done': ({ event }) => isDone(event),
  },
  actions: telling,
}).createMachine({
  id: 'slices story',
  type: 'parallel',
  context: ({ input: { values, variant } }) => ({ values, variant }),
  states: {
    calm: {
      initial: 'none',
      states: {
        none: { on: { 'client.recv': { guard: 'it is of A', target: 'answered' } } },
        answered: beat('calm', 'A chats with the server. An answer takes {way}, there and back.', [
          'waits',
        ]),
      },
    },
    work: {
      initial: 'none',
      states: {
        none: {
          on: {
            lineReceived: [
              { guard: 'C asks, in one piece', target: 'whole' },
              { guard: 'C asks, by count', target: 'cut' },
              { guard: 'C asks, by clock', target: 'steps' },
              { guard: 'C asks, in a list', target: 'list' },
              { guard: 'C asks, in a thread', target: 'call' },
            ],
          },
        },
        whole: beat('whole', 'C has work for {work}, and the server does it in one piece.', [
          'reactor',
          'code',
        ]),
        cut: beat('cut', 'C has work for {work}: {pieces} of {slice}, each by callLater(0).', [
          'reactor',
          'code',
        ]),
        steps: beat('steps', 'C has work for {work}: a generator that yields after each {slice}.', [
          'reactor',
          'code',
        ]),
        list: beat('list', 'C has work for {work}: a generator that yields each step. Does it?', [
          'reactor',
          'code',
        ]),
        call: beat('call', 'C has work for {work}, in one call without seams. A thread has it.', [
          'reactor',
          'code',
        ]),
      },
    },
    line: {
      initial: 'none',
      states: {
        none: {
          on: { 'net.arrive': { guard: 'A comes while a slice is worked at', target: 'held' } },
        },
        held: {
          ...beat(
            'held',
            'A’s line arrives. It waits in the kernel until this turn’s work is over.',
            ['waits'],
          ),
          on: {
            lineReceived: [
              { guard: 'it is of A, and all is done', target: 'afterwards' },
              { guard: 'it is of A', target: 'slips' },
            ],
          },
        },
        afterwards: beat(
          'afterwards',
          'The work is over. Only now does the reactor read A’s line.',
          ['waits'],
        ),
        slips: {
          ...beat(
            'slips',
            'Between two turns of work the reactor reads A’s line: it slips through.',
            ['waits', 'code'],
          ),
          on: { block: 'one more', send: { guard: 'it is of A', target: 'sent' } },
        },
        'one more': {
          ...beat(
            'one-more',
            'The answer is written, and waits one more turn of work: it is sent then.',
            ['waits'],
          ),
          on: { send: { guard: 'it is of A', target: 'sent' } },
        },
        sent: {},
      },
    },
    meanwhile: {
      initial: 'none',
      states: {
        none: {
          on: { lineReceived: { guard: 'C asks, in a thread', target: 'waiting' } },
        },
        waiting: {
          on: { 'client.recv': { guard: 'A is answered beside the work', target: 'answered' } },
        },
        answered: beat('meanwhile', 'A has its answer in {calm}: the reactor’s thread is free.', [
          'waits',
        ]),
      },
    },
    ticks: {
      initial: 'none',
      states: {
        none: {
          on: {
            callLater: [
              { guard: 'cooperate plans the rest, short steps', target: 'many' },
              { guard: 'cooperate plans the rest', target: 'one' },
            ],
          },
        },
        many: beat('many', 'cooperate took {inTick} in 10 ms. Now the reactor has its turn.', [
          'reactor',
          'code',
        ]),
        one: beat('one', 'A step of {slice} uses up cooperate’s 10 ms: one step a turn.', [
          'reactor',
          'code',
        ]),
      },
    },
    others: {
      initial: 'none',
      states: {
        none: { on: { block: 'first' } },
        first: {
          on: {
            block: [
              { guard: 'there are more jobs, by count', target: 'longer' },
              { guard: 'there are more jobs, short steps', target: 'shared' },
              { guard: 'there are more jobs, by clock', target: 'in turn' },
            ],
          },
        },
        longer: beat('longer', '{askers} have a slice each in every turn: it holds {inTurn}.', [
          'reactor',
        ]),
        shared: beat('shared', '{askers} share the 10 ms of each turn, step by step.', ['reactor']),
        'in turn': beat('in-turn', '{askers} take turns, one step a turn: others wait no longer.', [
          'reactor',
        ]),
      },
    },
    built: {
      initial: 'none',
      states: {
        none: { on: { block: { guard: 'the list is built', target: 'building' } } },
        building: {
          ...beat('built', 'No: the list comes first. It does {steps} before the first yield.', [
            'reactor',
            'code',
          ]),
          on: { line: { guard: 'it yields', target: 'yields' } },
        },
        yields: beat('yields', 'Now it yields, {times}, and has nothing left to do.', ['code']),
      },
    },
    disk: {
      initial: 'none',
      states: {
        none: { on: { line: { guard: 'the disk is slow', target: 'slow' } } },
        slow: beat('disk', 'The disk takes {disk} for 10 KB. A smaller slice does not help.', [
          'reactor',
          'code',
        ]),
      },
    },
    longest: {
      initial: 'none',
      states: {
        none: {
          on: {
            'client.recv': [
              { guard: 'it ends A’s longest wait, which is short', target: 'short' },
              { guard: 'it ends A’s longest wait', target: 'long' },
            ],
          },
        },
        short: beat(
          'short',
          'A’s longest wait is {worst}, the way of {way} included. Nobody notices.',
          ['waits'],
        ),
        long: beat('long', 'A’s longest wait is {worst}: {turnsHeld} and the way, {way}.', [
          'waits',
        ]),
      },
    },
    end: {
      initial: 'not yet',
      states: {
        'not yet': {
          on: {
            'client.recv': [
              { guard: 'C is done, in a thread', target: 'seams' },
              { guard: 'C is done, in a list', target: 'late' },
              { guard: 'C is done, at a cost', target: 'costly' },
              { guard: 'C is done, in pieces', target: 'cheap' },
              { guard: 'C is done', target: 'done' },
            ],
          },
        },
        seams: beat(
          'seams',
          'C waited {total}: no less. One query, one C call: only threads help.',
          ['balance'],
        ),
        costly: beat('costly', 'C waited {total}: {turns} of {turn} cost {cost} of it.', [
          'balance',
        ]),
        cheap: beat('cheap', 'C waited {total}: the turns between slices cost next to nothing.', [
          'balance',
        ]),
        done: beat('done', 'C waited {total}, and A up to {worst} for a line.', ['balance']),
        late: beat('late', 'C waited {total}. The yields came too late for A.', ['balance']),
      },
    },
  },
});
