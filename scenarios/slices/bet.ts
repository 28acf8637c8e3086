import { durationText } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { facts, WAY_NS, worstNs, worstOf } from './facts';
import { msText, TICK_MS, WORK_MS } from './slicing';

/** How long a wait is, as an option. */
const guess = (ns: number): string => `about ${durationText(ns, 2)}`;

/** Waits that differ by less are one guess. */
const ALIKE = 1.3;

/** Longest waits that one may expect, ns, from the shortest, and the true one among them. */
function guesses(recording: Recording, { slice, jobs }: Values): number[] {
  const trueNs = worstNs(recording, 'A');
  const piece = recording.variant === 'clock' ? Math.max(TICK_MS, slice!) : slice! * jobs!;
  const all = [0, piece, 2 * piece, (WORK_MS * jobs!) / 2, WORK_MS * jobs!]
    .map((ms) => WAY_NS + ms * NS_PER_MS)
    .sort((a, b) => a - b);
  const found: number[] = [];
  for (const ns of all) {
    const isNew = [trueNs, ...found].every((other) => ns > other * ALIKE || other > ns * ALIKE);
    if (isNew) found.push(ns);
  }
  return [...found, trueNs].sort((a, b) => a - b);
}

function because(recording: Recording, values: Values): string {
  const { worst, turnsHeld, slice, way, disk } = facts(recording, values) as Record<string, string>;
  switch (recording.variant) {
    case 'thread':
      return `${worst}. A thread has the work, and the reactor’s own thread is free: it is only the way.`;
    case 'list':
      return `${worst}. The list is built before the first yield, so all of the work is one piece.`;
  }
  if (worstNs(recording, 'A') < 1.5 * WAY_NS) {
    return `${worst}, and ${way} of that is the way. A line is read and answered between two slices.`;
  }
  if (values.disk! > 2 * values.slice!) {
    return `${worst}. What the disk takes, ${disk}, is a slice that nobody can cut.`;
  }
  if (values.slice! >= WORK_MS) return `${worst}. One slice of ${slice} is all of a job.`;
  return `${worst}: ${turnsHeld} hold it up. One passes until the line is read, and one more until the answer is sent: write() only fills a buffer.`;
}

export const bet: Bet = {
  question: (_, { slice, jobs }) =>
    jobs === 1
      ? `Work for 1 s, in slices of ${msText(slice!)}. A’s longest wait?`
      : `${jobs} times work for 1 s, in slices of ${msText(slice!)}. A’s longest wait?`,
  options: (recording, values) => guesses(recording, values).map(guess),
  answer: (recording, values) => guesses(recording, values).indexOf(worstNs(recording, 'A')),
  because,
  asked: (recording) =>
    recording.events.findIndex((event) => event.kind === 'client.send' && event.conn === 'C'),
  moment: (recording) => worstOf(recording, 'A').answeredIndex ?? recording.events.length - 2,
};
