import type { VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { reactorSpans, workerSpans } from './spans';
import { firstWhere } from '../world/segments';
import { finish, isPart, type Work as InParts } from '../work';
import type { ReactorSpan, WorkerSpan } from '../world/world.types';

/** From `fromNs` to `toNs`, begun by event `index`. */
export interface Stretch {
  fromNs: VirtualNs;
  toNs: VirtualNs;
  index: number;
}

/** What the handling of one message led to, as far as it takes time. `index` is where each ends. */
export interface Work {
  /** Timers that fired: from `callLater` to when they were due. */
  timers: Stretch[];
  /** Jobs of threads, and from where each waited for its thread. */
  jobs: Stretch[];
  queued: Stretch[];
  /** Calls from threads, until the reactor made them. */
  calls: Stretch[];
}

/** What a run did and when, found once for all of its waits. */
export interface RunWork {
  /** By the event of the delivery. */
  byDelivery: ReadonlyMap<number, Work>;
  /** Spans of the reactor thread that take time, in order. */
  spans: readonly ReactorSpan[];
  /** Jobs of threads. */
  jobs: readonly WorkerSpan[];
  /** What led to each effect, by its event. */
  causes: ReadonlyMap<number, number>;
  /** When the reactor thread waited for the GIL. */
  gil: readonly Stretch[];
  /** Of each connection: when the server did not want to read from it. */
  paused: ReadonlyMap<string, Stretch[]>;
  /** Of each connection: when it was taken from the listen queue. */
  accepted: ReadonlyMap<string, Stretch>;
}

const cache = new WeakMap<Recording, RunWork>();

export function workOf(recording: Recording): RunWork {
  return finish(workInParts(recording));
}

/** The same in parts. */
export function* workInParts(recording: Recording): InParts<RunWork> {
  let work = cache.get(recording);
  if (work === undefined) {
    work = yield* findWork(recording);
    cache.set(recording, work);
  }
  return work;
}

const noWork = (): Work => ({ timers: [], jobs: [], queued: [], calls: [] });

function* findWork(recording: Recording): InParts<RunWork> {
  const { events } = recording;
  const causes = new Map(recording.causes ?? []);
  const byDelivery = new Map<number, Work>();
  const of = (delivery: number): Work => {
    let work = byDelivery.get(delivery);
    if (work === undefined) byDelivery.set(delivery, (work = noWork()));
    return work;
  };
  /** The last thing that each delivery led to so far: from there a job waits for a thread. */
  const last = new Map<number, number>();
  const made = new Map<number, number>();
  /** Calls from threads; those before `firstCall` have been made. */
  const calling: number[] = [];
  let firstCall = 0;
  const workers = workerSpans(recording);
  const jobs = new Map(workers.map((span) => [span.startIndex, span]));
  const gil: Stretch[] = [];
  const paused = new Map<string, Stretch[]>();
  const accepted = new Map<string, Stretch>();
  yield;
  for (const [index, event] of events.entries()) {
    if (isPart(index)) yield;
    const { timeNs } = event;
    const delivery = causes.get(index);
    if (event.kind === 'callLater') made.set(event.id, index);
    if (event.kind === 'callFromThread') calling.push(index);
    const called = event.kind === 'fromThreadRun' ? calling[firstCall++] : undefined;
    if (event.kind === 'gilWait' && event.thread === undefined) {
      gil.push({ fromNs: timeNs - event.durationNs, toNs: timeNs, index });
    }
    if (event.kind === 'accept' && event.conn !== null) {
      accepted.set(event.conn, { fromNs: timeNs, toNs: timeNs, index });
    }
    notePause(event, index, paused);
    if (delivery === undefined) continue;
    const job = jobs.get(index);
    if (job !== undefined) {
      const since = events[last.get(delivery) ?? delivery]!.timeNs;
      of(delivery).queued.push({ fromNs: since, toNs: timeNs, index });
      of(delivery).jobs.push({ fromNs: job.startNs, toNs: job.endNs, index: job.endIndex });
    } else if (event.kind === 'timerFire') {
      const from = made.get(event.id);
      const call = from === undefined ? undefined : events[from];
      if (call?.kind === 'callLater') {
        const toNs = Math.min(timeNs, Math.max(call.dueNs, call.timeNs));
        of(delivery).timers.push({ fromNs: call.timeNs, toNs, index });
      }
    } else if (called !== undefined) {
      of(delivery).calls.push({ fromNs: events[called]!.timeNs, toNs: timeNs, index });
    }
    last.set(delivery, index);
  }
  const spans = reactorSpans(recording).filter((span) => span.endNs > span.startNs);
  return { byDelivery, spans, jobs: workers, causes, gil, paused, accepted };
}

function notePause(
  event: Recording['events'][number],
  index: number,
  paused: Map<string, Stretch[]>,
): void {
  if (event.kind !== 'removeReader' && event.kind !== 'addReader') return;
  if (event.conn === null) return;
  let list = paused.get(event.conn);
  if (list === undefined) paused.set(event.conn, (list = []));
  const open = list.at(-1);
  if (event.kind === 'removeReader') {
    list.push({ fromNs: event.timeNs, toNs: Infinity, index });
  } else if (open !== undefined && open.toNs === Infinity) {
    open.toNs = event.timeNs;
  }
}

/** The spans of the reactor thread that overlap a stretch of time. */
export function spansBetween(
  { spans }: RunWork,
  fromNs: VirtualNs,
  toNs: VirtualNs,
): readonly ReactorSpan[] {
  const first = firstWhere(spans.length, (i) => spans[i]!.endNs > fromNs);
  const end = firstWhere(spans.length, (i) => spans[i]!.startNs >= toNs);
  return spans.slice(first, Math.max(first, end));
}

/** The first of a list in order of time that is not over at `now`, as an index. */
export function firstAfter(list: readonly Stretch[], now: VirtualNs): number {
  return firstWhere(list.length, (i) => list[i]!.toNs > now);
}
