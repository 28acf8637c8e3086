import { durationText } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { cureOf, cures, type CureId } from './cures';
import { facts, worstOf } from './facts';
import { BUDGET_NS, judge, othersOf } from './judge';
import { ticketAt } from './tickets';

const OPTIONS = ['nobody', 'A', 'B', 'A and B'] as const;

/** Why somebody waits, or nobody. */
function why(cure: CureId, values: Values): string {
  const ticket = ticketAt(values.ticket!);
  const isPython = ticket.work.kind === 'python';
  switch (cure) {
    case 'direct':
      return 'The reactor’s thread has nobody else to do it, and is held for as long as it takes.';
    case 'later':
    case 'cooperate':
      return ticket.seams === undefined
        ? 'It is still the reactor’s own thread that does what the handler would, all at once.'
        : 'It is still the reactor’s own thread, but others come between two pieces.';
    case 'thread':
    case 'pool':
    case 'adbapi':
      return isPython
        ? 'Threads that compute in Python have the lock by turns, and the reactor waits for its own.'
        : 'A thread waits, or computes without the lock: only who needs a thread of the same pool may wait.';
    case 'process':
    case 'program':
      return 'Somebody else has it, with an interpreter and a lock of its own.';
  }
}

/** The reactor's own timer holds nobody. */
const TIMER = 'The wait is a timer of the reactor, which holds nobody.';

/** When the answer is seen: the last of the long waits is over, or, where there is none, the run is. */
function moment(recording: Recording): number {
  const others = othersOf(judge(recording)) as ('A' | 'B')[];
  const seen = others.map((name) => worstOf(recording, name).answeredIndex ?? 0);
  if (seen.length > 0) return Math.max(...seen);
  return recording.events.findLastIndex(({ kind }) => kind === 'client.recv');
}

export const bet: Bet = {
  question: (_, values) => {
    const cure = cures.find(({ id }) => id === cureOf(values))!;
    const { wants } = ticketAt(values.ticket!);
    return `C wants ${wants}. The cure: ${cure.is}. Who else waits for longer than ${durationText(BUDGET_NS)}?`;
  },
  options: () => OPTIONS,
  answer: (recording) => {
    const others = othersOf(judge(recording));
    return (others.includes('A') ? 1 : 0) + (others.includes('B') ? 2 : 0);
  },
  because: (recording, values) => {
    const { worst, name } = facts(recording, values) as Record<string, string>;
    const cure = cureOf(values);
    const isTimer =
      ticketAt(values.ticket!).id === 'login' && (cure === 'later' || cure === 'cooperate');
    return `A’s longest wait is ${worst}, B’s for a name ${name}. ${isTimer ? TIMER : why(cure, values)}`;
  },
  asked: (recording) =>
    recording.events.findIndex((event) => event.kind === 'client.send' && event.conn === 'C'),
  moment,
};
