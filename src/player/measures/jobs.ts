import type { RecordedEvent, VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';

/** A job that a pool of threads was given. Indexes are of events; null: that did not happen in the run. */
export interface Job {
  /** Its number among all jobs of the run, from 1. */
  call: number;
  name: string;
  /** The pool's own name; null where it has none. */
  pool: string | null;
  /** The connection whose data led to it; null where none did, or the recording does not say. */
  owner: string | null;
  /** The event that gave a protocol that data. */
  delivery: number | null;
  takenIndex: number;
  takenNs: VirtualNs;
  begunIndex: number | null;
  begunNs: VirtualNs | null;
  /** The thread that does it. */
  thread: string | null;
  endedIndex: number | null;
  endedNs: VirtualNs | null;
  /** When `addTimeout` gave it up: whoever asked has a TimeoutError, and the job is still to be done. */
  givenUpIndex: number | null;
  givenUpNs: VirtualNs | null;
  /** The job whose thread waits for this one to end. */
  parent: Job | null;
}

/** A pool's limit from an event on. */
interface Limit {
  index: number;
  pool: string | null;
  max: number;
}

export interface RunJobs {
  jobs: readonly Job[];
  limits: readonly Limit[];
}

const cache = new WeakMap<Recording, RunJobs>();

/** The jobs of a run in the order in which pools were given them: of recordings that have `callInThread` events. */
export function jobsOf(recording: Recording): RunJobs {
  let found = cache.get(recording);
  if (found === undefined) cache.set(recording, (found = findJobs(recording)));
  return found;
}

function findJobs({ events, causes }: Recording): RunJobs {
  const deliveries = new Map(causes ?? []);
  const jobs: Job[] = [];
  const limits: Limit[] = [];
  const byCall = new Map<number, Job>();
  const running = new Map<string, Job>();
  const byDelivery = new Map<number, Job[]>();
  events.forEach((event, index) => {
    const { timeNs, thread } = event;
    switch (event.kind) {
      case 'poolSize':
        limits.push({ index, pool: event.pool ?? null, max: event.max });
        return;
      case 'callInThread': {
        const delivery = deliveries.get(index) ?? null;
        const same = delivery === null ? [] : (byDelivery.get(delivery) ?? []);
        const job = taken(event, index, delivery, ownerOf(events, delivery));
        job.parent =
          same.find(({ thread: own, endedNs }) => own !== null && endedNs === null) ?? null;
        if (delivery !== null) byDelivery.set(delivery, [...same, job]);
        jobs.push(job);
        byCall.set(job.call, job);
        return;
      }
      case 'threadStart': {
        const job = byCall.get(event.call ?? 0);
        if (job === undefined || thread === undefined) return;
        Object.assign(job, { begunIndex: index, begunNs: timeNs, thread });
        running.set(thread, job);
        return;
      }
      case 'threadEnd': {
        const job = running.get(thread ?? '');
        if (job !== undefined) Object.assign(job, { endedIndex: index, endedNs: timeNs });
        running.delete(thread ?? '');
        return;
      }
      case 'timerFire':
        if (!event.name.endsWith('timeItOut')) return;
        for (const job of byDelivery.get(deliveries.get(index) ?? -1) ?? []) {
          if (job.endedNs === null) Object.assign(job, { givenUpIndex: index, givenUpNs: timeNs });
        }
    }
  });
  return { jobs, limits };
}

function taken(
  event: Extract<RecordedEvent, { kind: 'callInThread' }>,
  takenIndex: number,
  delivery: number | null,
  owner: string | null,
): Job {
  const { call, name, pool = null, timeNs: takenNs } = event;
  const open = { begunIndex: null, begunNs: null, thread: null, endedIndex: null, endedNs: null };
  const kept = { givenUpIndex: null, givenUpNs: null, parent: null };
  return { call, name, pool, owner, delivery, takenIndex, takenNs, ...open, ...kept };
}

function ownerOf(events: readonly RecordedEvent[], delivery: number | null): string | null {
  return delivery === null ? null : ((events[delivery] as { conn?: string | null }).conn ?? null);
}

/** How things are with a pool after event `index`. */
export interface PoolState {
  pool: string | null;
  /** Most threads that it may have. */
  max: number;
  /** Jobs that its threads are at, in the order in which they began. */
  busy: readonly Job[];
  /** Jobs that no thread has, first come first. */
  waiting: readonly Job[];
  doneCount: number;
  /** How long a job took that is done, on average, ns; null before the first. */
  meanNs: VirtualNs | null;
}

/** The pools that there are after event `index`, in the order in which they were made. */
export function poolsAt(recording: Recording, index: number): PoolState[] {
  const { jobs, limits } = jobsOf(recording);
  const max = new Map<string | null, number>();
  for (const limit of limits) if (limit.index <= index) max.set(limit.pool, limit.max);
  return [...max].map(([pool, most]) => {
    const own = jobs.filter((job) => job.pool === pool && job.takenIndex <= index);
    const done = own.filter(({ endedIndex }) => endedIndex !== null && endedIndex <= index);
    const begun = own.filter(
      ({ begunIndex, endedIndex }) =>
        begunIndex !== null && begunIndex <= index && (endedIndex === null || endedIndex > index),
    );
    const waiting = own.filter(({ begunIndex }) => begunIndex === null || begunIndex > index);
    const totalNs = done.reduce((sum, job) => sum + job.endedNs! - job.begunNs!, 0);
    begun.sort((a, b) => a.begunIndex! - b.begunIndex!);
    return {
      pool,
      max: most,
      busy: begun,
      waiting,
      doneCount: done.length,
      meanNs: done.length === 0 ? null : totalNs / done.length,
    };
  });
}

/** True while the job's thread does nothing but wait for a job that it gave. */
export function isWaitingForJob(recording: Recording, job: Job, index: number): boolean {
  return jobsOf(recording).jobs.some(
    ({ parent, takenIndex, endedIndex }) =>
      parent === job && takenIndex <= index && (endedIndex === null || endedIndex > index),
  );
}
