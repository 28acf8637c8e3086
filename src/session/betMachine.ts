import { assign, setup } from 'xstate';

/** What the reader chose: the option's place, and its words, which change when a slider moves. */
export interface Choice {
  index: number;
  text: string;
}

export type BetEvent =
  | { type: 'PUT' }
  | { type: 'ASK' }
  | { type: 'MOVE' }
  | { type: 'CHOOSE'; choice: Choice }
  | { type: 'REVEAL' }
  | { type: 'SKIP' }
  | { type: 'PASS' };

const settled = {
  initial: 'quiet',
  states: { told: { tags: 'stands', on: { MOVE: 'quiet' } }, quiet: {} },
} as const;

/**
 * The reader's bet.
 *
 * - `open`: the truth is kept back. `before`: the question has not come up; `put`: it was put to the reader before
 *   anything else; `asking`: playing or a step came to it and stands there; `asked`: the reader moved on from there,
 *   and the next step over it is not stopped again.
 * - `placed`: an option was chosen, and the truth was shown; the choice stays beside it.
 * - `skipped`: the truth was shown without a bet.
 *
 * Of the last two, `told` lasts from the button that was pressed until the reader moves. `stands` is the tag of the states
 * in which question or answer are before the reader.
 *
 * - `PUT`: asks before anything else. `ASK`: playing, or a step, came to the question.
 * - `MOVE`: the reader steps, plays, or goes elsewhere in the run.
 * - `CHOOSE`: the reader picks an option; may be repeated.
 * - `REVEAL`: shows the truth; only after a choice.
 * - `SKIP`: shows the truth, by the button. `PASS`: so does whatever leads past the moment that settles it, a slider or
 *   an address too. A choice that was made still counts as the bet.
 */
export const betMachine = setup({
  types: {
    context: {} as { choice: Choice | null },
    events: {} as BetEvent,
  },
  guards: {
    'a choice was made': ({ context }) => context.choice !== null,
  },
  actions: {
    'keep the choice': assign({
      choice: ({ context, event }) => (event.type === 'CHOOSE' ? event.choice : context.choice),
    }),
  },
}).createMachine({
  id: 'bet',
  context: { choice: null },
  initial: 'open',
  states: {
    open: {
      initial: 'before',
      on: {
        CHOOSE: { actions: 'keep the choice' },
        REVEAL: { guard: 'a choice was made', target: '#bet.placed.told' },
        SKIP: [
          { guard: 'a choice was made', target: '#bet.placed.told' },
          { target: '#bet.skipped.told' },
        ],
        PASS: [{ guard: 'a choice was made', target: 'placed' }, { target: 'skipped' }],
      },
      states: {
        before: { on: { PUT: 'put', ASK: 'asking' } },
        put: { tags: 'stands', on: { MOVE: 'before', ASK: 'asking' } },
        asking: { tags: 'stands', on: { MOVE: 'asked' } },
        asked: { on: { ASK: 'asking' } },
      },
    },
    placed: settled,
    skipped: settled,
  },
});
