import { assign, setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';
import { cards, questions } from './cards';

/** How many answers C and A have when both have the last one for each card. */
const LAST = cards.map((_, i) => questions.filter(({ card }) => card <= i + 1).length);

interface Told {
  /** Answers that C has had. */
  done: number;
  /** Answers that A has had: one for each question, sent just after it. */
  heard: number;
}

/** One state for each card, reached when C and A have their last answers; in the order of the cards. */
const cardStates = Object.fromEntries(
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

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
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
    ...telling,
    'note the answer': assign({ done: ({ context }) => context.done + 1 }),
    'note what A has': assign({ heard: ({ context }) => context.heard + 1 }),
  },
}).createMachine({
  id: 'what-blocks story',
  type: 'parallel',
  context: { done: 0, heard: 0 },
  states: {
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
        ...cardStates,
      },
    },
  },
});

function isAnswer(event: StoryEvent): boolean {
  return event.conn === 'C' && (event.data ?? '').endsWith('done\r\n');
}
