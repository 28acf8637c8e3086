import { assign, setup } from 'xstate';
import { chatter } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import { beat } from '../../src/scenario/story';
import type { FactEvent, StoryMeta } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { NS_PER_MS, NS_PER_SECOND } from '../../src/scenario/units';
import { cards, questions } from './cards';

/** From the end of one card, however long it takes, to the next question. */
const PAUSE_S = 0.25;

/** How many answers C and A have when both have the last one for each card. */
const LAST = cards.map((_, i) => questions.filter(({ card }) => card <= i + 1).length);

interface Told {
  values: Values;
  /** Answers that C has had. */
  done: number;
  /** Answers that A has had: one for each question, sent just after it. */
  heard: number;
}

/** One state for each card, reached when C and A have their last answers; in the order of the cards. */
const story = Object.fromEntries(
  cards.map(({ id }, i) => [
    id,
    {
      ...beat(id, `{${id.replaceAll('-', '_')}}`, ['reactor', 'waits']),
      ...(i + 1 < cards.length && {
        on: { 'client.recv': { guard: 'the next card is done', target: cards[i + 1]!.id } },
      }),
    },
  ]),
);

export const machine = setup({
  types: {
    context: {} as Told,
    input: {} as { values: Values },
    events: {} as FactEvent,
    meta: {} as StoryMeta,
  },
  delays: {
    'first question': 0.5 * NS_PER_SECOND,
    'just after it': 0.5 * NS_PER_SECOND + 10 * NS_PER_MS,
    'next question': ({ context }) =>
      Math.round((context.values.long! + PAUSE_S) * 1000) * NS_PER_MS,
  },
  guards: {
    'it is an answer': ({ event }) => isAnswer(event),
    'A has its line': ({ event }) => event.conn === 'A',
    'the next card is done': ({ context: { done, heard }, event }) => {
      const both = Math.min(done + Number(isAnswer(event)), heard + Number(event.conn === 'A'));
      return both > Math.min(done, heard) && LAST.includes(both);
    },
  },
  actions: {
    ...commands,
    'note the answer': assign({ done: ({ context }) => context.done + 1 }),
    'note what A has': assign({ heard: ({ context }) => context.heard + 1 }),
  },
}).createMachine({
  id: 'what-blocks',
  type: 'parallel',
  context: ({ input }) => ({ values: input.values, done: 0, heard: 0 }),
  states: {
    A: chatter(
      'A',
      questions.map((_, i) => [i === 0 ? 'just after it' : 'next question', 'hi'] as const),
    ),
    C: chatter(
      'C',
      questions.map(({ line }, i) => [i === 0 ? 'first question' : 'next question', line] as const),
    ),
    notes: {
      on: {
        'client.recv': [
          { guard: 'it is an answer', actions: 'note the answer' },
          { guard: 'A has its line', actions: 'note what A has' },
        ],
      },
    },
    story: {
      initial: 'before',
      states: {
        before: { on: { selectEnter: 'sort' } },
        sort: {
          ...beat('sort', 'Twelve lines, one reactor thread. Sort them, then let C ask for each.', [
            'code',
          ]),
          on: { 'client.recv': { guard: 'the next card is done', target: cards[0]!.id } },
        },
        ...story,
      },
    },
  },
});

function isAnswer(event: FactEvent): boolean {
  return event.conn === 'C' && (event.data ?? '').endsWith('done\r\n');
}
