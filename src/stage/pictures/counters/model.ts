import {
  isWaitingForJob,
  jobsOf,
  poolsAt,
  type Job,
  type PoolState,
} from '../../../player/measures/jobs';
import type { VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';

/** A job in the queue or at a counter. `lookup`: of a host’s name, which Twisted itself gave to the pool. */
export interface Ticket {
  job: Job;
  lookup: boolean;
  /** Whoever asked has been told that it took too long. */
  givenUp: boolean;
}

/** A thread of the pool, or one that it may still have. */
export interface Counter {
  ticket: Ticket | null;
  /** Its thread waits for another job of the pool. */
  stuck: boolean;
  sinceNs: VirtualNs;
}

export interface CountersModel {
  /** The pool that most jobs are given to. */
  pool: PoolState;
  queue: readonly Ticket[];
  counters: readonly Counter[];
  /** How long the last in line will wait if jobs go on as they did so far, ns; null as long as no job is done. */
  lineNs: VirtualNs | null;
  /** Every thread waits for a job that waits for a thread. */
  deadlock: boolean;
  /** The other pools. */
  others: readonly PoolState[];
}

/** Python’s function that looks a name up. */
const LOOKUP = 'getaddrinfo';

function ticketOf(job: Job, index: number): Ticket {
  const givenUp = job.givenUpIndex !== null && job.givenUpIndex <= index;
  return { job, lookup: job.name === LOOKUP, givenUp };
}

/** The pools and their queue after event `index`; null before there is a pool. */
export function countersModel(recording: Recording, index: number): CountersModel | null {
  const pools = poolsAt(recording, index);
  const name = busiestPool(recording);
  const pool = pools.find((one) => one.pool === name) ?? pools[0];
  if (pool === undefined) return null;
  const counters = places(pool).map((job): Counter => {
    if (job === null) return { ticket: null, stuck: false, sinceNs: 0 };
    const stuck = isWaitingForJob(recording, job, index);
    return { ticket: ticketOf(job, index), stuck, sinceNs: job.begunNs! };
  });
  const count = pool.waiting.length;
  return {
    pool,
    queue: pool.waiting.map((job) => ticketOf(job, index)),
    counters,
    lineNs: pool.meanNs === null ? null : (count * pool.meanNs) / pool.max,
    deadlock: count > 0 && counters.every(({ stuck }) => stuck),
    others: pools.filter((one) => one !== pool),
  };
}

/** Each thread has a place of its own: by its number among those that have worked, as threads are numbered as they are made. */
function places({ busy, max }: PoolState): (Job | null)[] {
  const list = new Array<Job | null>(max).fill(null);
  const late: Job[] = [];
  for (const job of busy) {
    const place = Number(/\d+$/.exec(job.thread ?? '')?.[0] ?? 0) - 1;
    if (place >= 0 && place < max && list[place] === null) list[place] = job;
    else late.push(job);
  }
  for (const job of late) list[list.indexOf(null)] = job;
  return list;
}

const busiest = new WeakMap<Recording, string | null>();

function busiestPool(recording: Recording): string | null {
  const known = busiest.get(recording);
  if (known !== undefined) return known;
  const counts = new Map<string | null, number>();
  for (const { pool } of jobsOf(recording).jobs) counts.set(pool, (counts.get(pool) ?? 0) + 1);
  const [first = [null]] = [...counts].sort((a, b) => b[1] - a[1]);
  busiest.set(recording, first[0]);
  return first[0];
}

/** A count that grows by one at each time, ns, ascending. */
export type Steps = readonly VirtualNs[];

/** Of the jobs of the pool: when each was given to it, begun and done. Between the curves lie the waits and the work. */
export interface Flow {
  taken: Steps;
  begun: Steps;
  ended: Steps;
}

const flows = new WeakMap<Recording, Flow>();

/** The curves of the whole run, of the pool that most jobs are given to. */
export function flowOf(recording: Recording): Flow {
  let flow = flows.get(recording);
  if (flow === undefined) {
    const name = busiestPool(recording);
    const own = jobsOf(recording).jobs.filter(({ pool }) => pool === name);
    const times = (of: (job: Job) => VirtualNs | null): VirtualNs[] =>
      own
        .map(of)
        .filter((ns) => ns !== null)
        .sort((a, b) => a - b);
    flow = {
      taken: times(({ takenNs }) => takenNs),
      begun: times(({ begunNs }) => begunNs),
      ended: times(({ endedNs }) => endedNs),
    };
    flows.set(recording, flow);
  }
  return flow;
}

/** The work that comes and the threads that there are, both in threads, and what of it is too much. */
export interface Balance {
  demand: number;
  supply: number;
  /** By how many jobs a second the queue grows; 0 while it does not. */
  growsBy: number;
}

/** @param each threads that a job holds: two where it waits for another. */
export function balanceOf(perSecond: number, seconds: number, supply: number, each = 1): Balance {
  const demand = perSecond * seconds * each;
  const growsBy = demand > supply ? perSecond * (1 - supply / demand) : 0;
  return { demand, supply, growsBy };
}

/** How many threads a job of the run holds at a time: those that wait for jobs hold another one, too. */
export function threadsPerJob(recording: Recording): number {
  return jobsOf(recording).jobs.some(({ parent }) => parent !== null) ? 2 : 1;
}
