import { jobsOf, poolsAt, type Job } from '../../../player/measures/jobs';
import { longestWaitOf, waitsOf } from '../../../player/measures/waits';
import { worldAt } from '../../../player/world/world';
import type { Wait, World } from '../../../player/world/world.types';
import type { RecordedEvent, VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';

/** What is on either side of the wall after an event, and what is in it. */
export interface WallState {
  /** Calls that threads have put through, and that the reactor has not run: their names. */
  calls: readonly string[];
  /** A call is put through now. */
  isPassing: boolean;
  /** The waker has a byte that the reactor has not read. */
  rings: boolean;
  /** Jobs that threads are at, in the order in which they began; and those without a thread, first come first. */
  busy: readonly Job[];
  waiting: readonly Job[];
  /** Most threads that the pool may have; null before there is a pool. */
  most: number | null;
}

export function wallAt(recording: Recording, index: number): WallState {
  const pool = poolsAt(recording, index)[0];
  const { threadCalls, interest } = worldAt(recording, index);
  const now = recording.events[index]!;
  return {
    calls: threadCalls,
    isPassing: now.thread !== undefined && (now.kind === 'callFromThread' || now.kind === 'wakeUp'),
    rings: interest.some(({ name, readableNow }) => name === 'waker' && readableNow),
    busy: pool?.busy ?? [],
    waiting: pool?.waiting ?? [],
    most: pool?.max ?? null,
  };
}

/** How a client's Deferred is: there is none yet, it waits for its result, or it has it. */
export function deferredAt(
  recording: Recording,
  index: number,
  client: string,
): 'none' | 'waits' | 'fired' {
  const { events } = recording;
  const own = jobsOf(recording).jobs.filter(
    ({ owner, takenIndex }) => owner === client && takenIndex <= index,
  );
  const last = own.at(-1);
  if (last === undefined) return 'none';
  if (last.endedIndex === null || last.endedIndex > index) return 'waits';
  const fired = events.findIndex(
    (event, i) => i > last.endedIndex! && event.kind === 'deferredFire',
  );
  return fired >= 0 && fired <= index ? 'fired' : 'waits';
}

/** What a wait is split into. `own`: the reactor thread is in the client’s own handler. */
export type Share = 'way' | 'reactor' | 'own' | 'pool' | 'worker';

export interface SharePart {
  share: Share;
  fromNs: VirtualNs;
  toNs: VirtualNs;
}

/** The wait that the picture is about: that of a client's row in the table of waits. Null where it did not ask. */
export const waitOf = (recording: Recording, client: string): Wait | null =>
  longestWaitOf(waitsOf(recording), client);

/**
 * Where the wait went, in parts that follow each other, up to `untilNs`: the way and the work as the run tells them, and
 * what is neither is a wait for the reactor. Adds up as `waitParts` does, which knows more kinds and is larger.
 */
export function splitOf(recording: Recording, wait: Wait, untilNs = Infinity): SharePart[] {
  const { events } = recording;
  const { conn, deliveryIndex, answer } = wait.trail;
  const endNs = Math.min(untilNs, wait.answeredNs ?? wait.lostNs ?? events.at(-1)!.timeNs);
  const parts: SharePart[] = [];
  let nowNs = wait.sentNs;
  const upTo = (share: Share, timeNs: VirtualNs | null | undefined): void => {
    const toNs = Math.min(endNs, timeNs ?? endNs);
    if (toNs <= nowNs) return;
    const last = parts.at(-1);
    if (last?.share === share) last.toNs = toNs;
    else parts.push({ share, fromNs: nowNs, toNs });
    nowNs = toNs;
  };
  const first = (kind: RecordedEvent['kind'], after: number): VirtualNs | undefined =>
    events.find((e, i) => i > after && e.kind === kind && (e as { conn?: unknown }).conn === conn)
      ?.timeNs;

  upTo('way', first('net.arrive', wait.sentIndex));
  if (deliveryIndex !== null) {
    upTo('reactor', events[deliveryIndex]!.timeNs);
    upTo('own', first('handlerEnd', deliveryIndex));
    for (const job of jobsOf(recording).jobs.filter((one) => one.delivery === deliveryIndex)) {
      upTo('reactor', job.takenNs);
      upTo('pool', job.begunNs);
      if (job.begunNs !== null) upTo('worker', job.endedNs);
    }
  }
  const sentNs = answer === null ? undefined : first('send', answer.writeIndex);
  upTo('reactor', sentNs);
  upTo('way', endNs);
  return parts;
}

/** How long each share is, ns. */
export function sumsOf(parts: readonly SharePart[]): Record<Share, VirtualNs> {
  const sums: Record<Share, VirtualNs> = { way: 0, reactor: 0, own: 0, pool: 0, worker: 0 };
  for (const { share, fromNs, toNs } of parts) sums[share] += toNs - fromNs;
  return sums;
}

/** What is true of the client at this moment: it may hang up while it is connected. */
export const isConnected = (world: World, client: string): boolean =>
  world.clients.some(({ name, state }) => name === client && state === 'connected');
