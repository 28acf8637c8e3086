import { durationText } from '../../src/player/measures/durations';
import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { cureOf, cures } from './cures';
import { facts, worstOf } from './facts';
import { BUDGET_NS, judge, othersOf } from './judge';
import { hasTimer, ticketAt } from './tickets';

const OPTIONS = ['nobody', 'A', 'B', 'A and B'] as const;

const UNCUT = 'The reactor’s own thread does it, all at once.';
const APART = 'Another process has it, with a lock of its own.';

/** Why somebody waits, or nobody. */
function why(values: Values): string {
  const ticket = ticketAt(values.ticket!);
  switch (cureOf(values)) {
    case 'direct':
      return UNCUT;
    case 'later':
    case 'cooperate':
      if (hasTimer(ticket)) return 'A timer of the reactor holds nobody.';
      return ticket.seams === undefined
        ? UNCUT
        : 'The reactor’s own thread does it, and others come between two pieces.';
    case 'process':
    case 'program':
      return APART;
  }
  return ticket.work.kind === 'python'
    ? 'Threads that compute in Python have the lock by turns, and the reactor waits for it.'
    : 'A thread has it, without the lock: who may wait is who needs a thread of the same pool.';
}

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
    return `A’s longest wait is ${worst}, B’s for a name ${name}. ${why(values)}`;
  },
  asked: (recording) =>
    recording.events.findIndex((event) => event.kind === 'client.send' && event.conn === 'C'),
  moment,
};
