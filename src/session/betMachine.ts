import { assign, setup } from 'xstate';

/** What the reader chose: the option's place, and its words, which change when a slider moves. */
export interface Choice {
  index: number;
  text: string;
}

export type BetEvent = { type: 'CHOOSE'; choice: Choice } | { type: 'REVEAL' } | { type: 'SKIP' };

/**
 * The reader's bet.
 *
 * - `asking`: the question is open. The picture keeps back what would give it away.
 * - `placed`: an option was chosen and then revealed; the choice stays beside the truth.
 * - `skipped`: the answer was shown without a bet.
 *
 * - `CHOOSE`: the reader picks an option; may be repeated.
 * - `REVEAL`: shows the truth; only after a choice.
 * - `SKIP`: shows the truth. A choice that was made still counts as the bet, whoever asks:
 *   the button, Play, a slider, or a step past the moment that settles it.
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
  initial: 'asking',
  states: {
    asking: {
      on: {
        CHOOSE: { actions: 'keep the choice' },
        REVEAL: { guard: 'a choice was made', target: 'placed' },
        SKIP: [{ guard: 'a choice was made', target: 'placed' }, { target: 'skipped' }],
      },
    },
    placed: { type: 'final' },
    skipped: { type: 'final' },
  },
});
