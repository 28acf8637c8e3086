import { grouped } from '../../src/recording/digits';
import type { Recording } from '../../src/recording/recording';
import { causeIndex } from '../../src/scenario/story';
import type { Bet, Values } from '../../src/scenario/types';
import { breaks, ordersOf } from './facts';

/** How many of all orders, told apart by their share. */
const GUESSES: readonly { text: string; holds: (share: number) => boolean }[] = [
  { text: 'In none: one line runs at a time', holds: (share) => share === 0 },
  { text: 'In a few: under one in five', holds: (share) => share > 0 && share < 0.2 },
  { text: 'In some: one to four in five', holds: (share) => share >= 0.2 && share <= 0.8 },
  { text: 'In most: over four in five', holds: (share) => share > 0.8 },
];

const variantOf = ({ variant = 'dict' }: Recording): string => variant;

export const bet: Bet = {
  question: (recording, values) => {
    const { count } = ordersOf(values, variantOf(recording));
    const does =
      recording.variant === 'iterate' ? 'is there an error' : 'is more sold than there is';
    return `The lines can run in ${grouped(count)} orders. In how many ${does}?`;
  },
  options: () => GUESSES.map(({ text }) => text),
  answer: (recording, values) => {
    const { count, broken } = ordersOf(values, variantOf(recording));
    return GUESSES.findIndex(({ holds }) => holds(broken / count));
  },
  because: (recording, values) => because(values, variantOf(recording)),
  asked: (recording) => causeIndex(recording, 'stand'),
  moment: (recording) => recording.events.findLastIndex(({ kind }) => kind === 'variables'),
};

function because(values: Values, variant: string): string {
  const { count, broken, shortest } = ordersOf(values, variant);
  const all = `${grouped(broken)} of ${grouped(count)} orders ${breaks[variant]}`;
  if (shortest !== null) {
    return `${all}. ${shortest.switches} switches are enough: the GIL does not keep three lines together.`;
  }
  return variant === 'dict'
    ? `${all}: there is a cup for everyone. The dict may be wrong even so.`
    : `${all}: no line of the worker touches the dict while the reactor thread sells.`;
}
