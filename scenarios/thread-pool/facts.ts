import { durationText, momentText } from '../../src/player/measures/durations';
import { jobsOf, poolsAt, type Job, type PoolState } from '../../src/player/measures/jobs';
import { waitsOf } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import { causeIndex, type Facts } from '../../src/scenario/story';
import { NS_PER_SECOND } from '../../src/scenario/units';
import type { Values } from '../../src/scenario/types';

/** How many threads the reports would keep busy: reports a second × seconds; twice as many where each waits for another job. */
export function demandOf({ arrivals, job }: Values, variant: string | undefined): number {
  return Math.round(arrivals! * job! * (variant === 'nested' ? 2 : 1) * 10) / 10;
}

/** The pool that has the reports, after event `index`. */
export function reportsAt(recording: Recording, index: number): PoolState {
  const pools = poolsAt(recording, index);
  return pools.find(({ pool }) => pool === 'reports') ?? pools[0]!;
}

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const { pool, job } = values as { pool: number; job: number };
  const found: Record<string, string> = {
    pool: String(pool),
    threads: counted(pool, 'thread'),
    taken: pool === 1 ? 'The one thread is taken' : `All ${pool} threads are taken`,
    byJobs: pool === 1 ? 'by one job' : 'by one job each',
    jobTime: durationText(job * NS_PER_SECOND),
    demand: counted(demandOf(values, recording.variant), 'thread'),
    perSecond: counted(values.arrivals!, 'report'),
  };
  const index = (id: string): number => causeIndex(recording, id);

  found.rowsWait = answeredAfter(recording, index('rows'));
  found.fullAt = momentOf(recording, index('full'));
  found.ticket = String(jobAt(recording, index('ticket'))?.call ?? 0);
  const long = index('queue');
  if (long >= 0) {
    const { waiting, meanNs } = reportsAt(recording, long);
    found.waiting = String(waiting.length);
    found.work = durationText((waiting.length * (meanNs ?? job * NS_PER_SECOND)) / pool);
  }
  const lookup = index('lookup');
  if (lookup >= 0) {
    const before = poolsAt(recording, lookup)[0]!.waiting.length - 1;
    found.ahead =
      before === 0
        ? 'no thread is free'
        : `${counted(before, 'job')} ${before === 1 ? 'waits' : 'wait'} before it`;
  }
  found.lookupWait = answeredAfter(recording, index('looked-up'));
  found.freeWait = answeredAfter(recording, index('at-once'));
  const own = index('own-lookup');
  if (own >= 0) {
    const { length } = reportsAt(recording, own).waiting;
    found.reports = length === 1 ? '1 report waits' : `${length} reports wait`;
  }
  found.ownWait = answeredAfter(recording, own);
  found.chatWait = answeredAfter(recording, index('chat'));
  found.deadWait = answeredAfter(recording, index('dead-chat'));
  found.gaveUpAt = momentOf(recording, index('timed-out'));
  found.forNobody = String(jobAt(recording, index('for-nobody'))?.call ?? 0);
  Object.assign(found, atTheEnd(recording));
  return found;
}

/** What the run has come to. */
function atTheEnd(recording: Recording): Record<string, string> {
  const last = recording.events.length - 1;
  const pools = poolsAt(recording, last);
  const waiting = pools.reduce((sum, pool) => sum + pool.waiting.length, 0);
  const done = pools.reduce((sum, pool) => sum + pool.doneCount, 0);
  return {
    endAt: momentText(recording.events[last]!.timeNs),
    done: counted(done, 'job'),
    left: waiting === 0 ? 'none waits' : waiting === 1 ? 'one waits' : `${waiting} wait`,
    never: counted(waiting, 'job'),
  };
}

function counted(n: number, thing: string): string {
  return n === 1 ? `1 ${thing}` : `${n} ${thing}s`;
}

function momentOf({ events }: Recording, index: number): string {
  return index < 0 ? '' : momentText(events[index]!.timeNs);
}

/** The job that the event is about: it is given to a pool, or a thread begins it. */
export function jobAt(recording: Recording, index: number): Job | undefined {
  return jobsOf(recording).jobs.find(
    ({ takenIndex, begunIndex }) => takenIndex === index || begunIndex === index,
  );
}

/** How long the client waited that has its answer with the event. */
function answeredAfter(recording: Recording, index: number): string {
  const wait = waitsOf(recording).find(({ answeredIndex }) => answeredIndex === index);
  return wait === undefined ? '' : durationText(wait.answeredNs! - wait.sentNs, 2);
}
