import { durationText } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import type { Bet } from '../../src/scenario/types';
import { causeIndex } from '../../src/scenario/story';
import { NS_PER_SECOND } from '../../src/scenario/units';
import { blocking, heldBy, requestsText } from './facts';
import { cards } from './cards';

/** Which of the twelve may stay where they are, told apart by the cards that hold the reactor up. */
const GUESSES: readonly { text: string; blocks: (card: number) => boolean }[] = [
  { text: 'All but time.sleep', blocks: (card) => card === 1 },
  { text: 'All that do not compute', blocks: (card) => card === 7 || card === 8 },
  {
    text: 'Only deferLater, transport.write and yield d',
    blocks: (card) => cards[card - 1]!.asks.length > 1,
  },
  { text: 'All twelve', blocks: () => false },
];

export const bet: Bet = {
  question: (_, values) =>
    `Each line takes ${durationText(values.long! * NS_PER_SECOND, 2)}. Which may stay on the reactor thread?`,
  options: () => GUESSES.map(({ text }) => text),
  answer: (recording) => {
    const found = blocking(recording).join();
    return GUESSES.findIndex(
      ({ blocks }) => cards.flatMap((_, i) => (blocks(i + 1) ? [i + 1] : [])).join() === found,
    );
  },
  because: (recording) => {
    const count = blocking(recording).length;
    return count === 0
      ? 'Ten requests a second take a tenth of the thread at most: today. Ask what the line takes on a bad day.'
      : `${count} of the 12 hold the thread, and at ${requestsText(heldBy(recording, 1))} a second it does nothing else. The other three only begin something: a timer, a buffer or a Deferred does the waiting.`;
  },
  asked: (recording: Recording) => causeIndex(recording, cards[0]!.id),
  // With the last card all twelve are known, not before.
  moment: (recording: Recording) => causeIndex(recording, cards.at(-1)!.id) - 1,
};
