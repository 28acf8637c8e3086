import { settingText } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import { causeIndex } from '../../src/scenario/story';
import type { Bet, Values } from '../../src/scenario/types';
import { demandOf, reportsAt } from './facts';

/** How many reports wait in the end, in words, from the fewest; `most` is the highest count. */
const GUESSES = [
  { text: 'fewer than 5', most: 4 },
  { text: '5 to 19', most: 19 },
  { text: '20 to 79', most: 79 },
  { text: '80 or more', most: Infinity },
] as const;

const inTheEnd = (recording: Recording): number =>
  reportsAt(recording, recording.events.length - 1).waiting.length;

function because(recording: Recording, values: Values): string {
  const { pool, arrivals, job } = values as { pool: number; arrivals: number; job: number };
  const left = inTheEnd(recording);
  const needed = demandOf(values, recording.variant);
  const says = `${left} wait. ${arrivals} a second of ${settingText(job, 's')} keep ${needed} threads busy, and there are ${pool}`;
  if (recording.end === 'deadlock') {
    return `${left} wait, for ever: each thread waits for a job, and those jobs wait for a thread.`;
  }
  if (needed <= pool) return `${says}: a queue that forms goes away again.`;
  const grows = arrivals * (1 - pool / needed);
  return `${says}: the queue grows by ${Math.round(grows * 10) / 10} each second, as long as that goes on.`;
}

export const bet: Bet = {
  question: (_, { arrivals, job, pool, long }) =>
    `${arrivals === 1 ? 'One job' : `${arrivals} jobs`} a second of ${settingText(job!, 's')} each, ${pool === 1 ? 'one thread' : `${pool} threads`}. How many wait after ${settingText(long!, 's', 0)}?`,
  options: () => GUESSES.map(({ text }) => text),
  answer: (recording) => GUESSES.findIndex(({ most }) => inTheEnd(recording) <= most),
  because,
  asked: (recording) => {
    const full = causeIndex(recording, 'full');
    return full >= 0 ? full : causeIndex(recording, 'first');
  },
  // The last beat tells it, at the run's last event.
  moment: (recording) => recording.events.length - 2,
};
