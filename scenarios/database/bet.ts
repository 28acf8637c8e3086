import { settingText } from '../../src/player/measures/durations';
import { cycleOf, roundsOf } from '../../src/player/measures/rounds';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { OTHER_PROGRAM, percent, shareByFormula, shareOf } from './facts';

/** Shares of those who ask, in words, from the fewest; `most` is the highest. */
const GUESSES = [
  { text: 'nobody', most: 0 },
  { text: 'some, up to 45 %', most: 0.45 },
  { text: 'more than 45 %', most: Infinity },
] as const;

const seconds = (value: number): string => settingText(value, 's', 0);

function shareIn(recording: Recording, values: Values): number {
  const { count, late } = shareOf(recording, values);
  return late / Math.max(1, count);
}

function because(recording: Recording, values: Values): string {
  const share = percent(shareIn(recording, values));
  const { job, patience, every } = values as { job: number; patience: number; every: number };
  const formula = percent(shareByFormula(values));
  switch (recording.variant) {
    case 'thread':
      return `${share}. The job waits in a thread, and the reactor hears everybody meanwhile. On its own thread it is ${formula}.`;
    case 'crunch':
      return `${share}. The job computes in a thread: each turn of the reactor waits some ms for Python’s lock, and nobody gives up for that.`;
    case 'two':
      return `${share}. The job has a program of its own, and this one is as free as without it.`;
  }
  if (job <= patience) return `${share}. Nobody is held for longer than ${seconds(patience)}.`;
  return `${share}. Who asks in the first ${seconds(job - patience)} of the job waits too long: (${seconds(job)} − ${seconds(patience)}) ÷ ${seconds(cycleOf(job, every))} is ${formula}. The last ${seconds(patience)} of it are only slow.`;
}

export const bet: Bet = {
  question: (_, { job, every, patience }) =>
    `A job of ${seconds(job!)} every ${seconds(every!)}; a client gives up after ${seconds(patience!)}. What share sees an error?`,
  options: () => GUESSES.map(({ text }) => text),
  answer: (recording, values) =>
    GUESSES.findIndex(({ most }) => shareIn(recording, values) <= most),
  because,
  asked: (recording) =>
    roundsOf(recording, OTHER_PROGRAM)[0]?.startIndex ?? recording.events.length - 2,
  // The last beat tells it, at the run's last event.
  moment: (recording) => recording.events.length - 2,
};
