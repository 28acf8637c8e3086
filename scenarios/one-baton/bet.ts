import { durationText } from '../../src/player/measures/durations';
import { eventsOf } from '../../src/scenario/story';
import { NS_PER_MS } from '../../src/scenario/units';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { lateText, worstNs } from './facts';

/** How much later the others are heard, in words, from the least. */
const GUESSES = [
  { text: 'nothing', mostMs: 0 },
  { text: 'some ms', mostMs: 50 },
  { text: 'more than 50 ms', mostMs: Infinity },
] as const;

const PLACES: Readonly<Record<string, (jobs: string) => string>> = {
  reactor: (jobs) => `The handler computes ${jobs}.`,
  threads: (jobs) => `Threads compute ${jobs} in Python.`,
  waits: (jobs) => `Threads sleep through ${jobs}.`,
  c: (jobs) => `Threads compute ${jobs} in C code.`,
  process: (jobs) => `Other processes compute ${jobs}.`,
  free: (jobs) => `Threads compute ${jobs}, in Python without the lock.`,
};

function because(recording: Recording, { jobs: threads, switch: ms }: Values): string {
  const worst = durationText(worstNs(recording));
  if (threads === 0) return 'Nothing: nothing is computed.';
  switch (recording.variant) {
    case 'reactor':
      return `Up to ${worst}: the reactor’s thread is the one that computes.`;
    case 'threads':
      return `${lateText(recording)}. The reactor wants the lock at each line, and whoever has it may keep it for ${durationText(ms! * NS_PER_MS)}, each in turn.`;
    case 'process':
      return 'Nothing: another process has a lock of its own.';
    case 'free':
      return 'Nothing: there is no lock to wait for, as long as there are processors.';
  }
  return 'Nothing: the threads have let go of the lock, and it is free when the reactor wants it.';
}

export const bet: Bet = {
  question: ({ variant }, { jobs: threads }) => {
    const jobs = threads! < 2 ? (threads === 1 ? 'one job' : 'nothing') : `${threads} jobs`;
    return `${PLACES[variant!]!(jobs)} By how much are A and B heard later, at worst?`;
  },
  options: () => GUESSES.map(({ text }) => text),
  answer: (recording) =>
    GUESSES.findIndex(({ mostMs }) => worstNs(recording) <= mostMs * NS_PER_MS),
  because,
  moment: (recording) =>
    recording.events.indexOf(
      eventsOf(recording, 'handlerStart').find(({ what }) => what === 'CRUNCH')!,
    ),
};
