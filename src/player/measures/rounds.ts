import type { VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { waitsOf } from './waits';

/** A job that comes again and again, once. Null: it had not ended when the run did. */
export interface Round {
  startIndex: number;
  startNs: VirtualNs;
  endIndex: number | null;
  endNs: VirtualNs | null;
}

/**
 * From one start of such a job to the next, s: a LoopingCall starts it on a grid, and never while it runs.
 * Follows twisted/internet/task.py (`LoopingCall._scheduleFrom`).
 */
export const cycleOf = (job: number, every: number): number =>
  (Math.floor(job / every) + 1) * every;

/** The share of all who ask, at any time alike, that wait for longer than `patience` s where the job holds who hears them. */
export const lateShare = (job: number, patience: number, every: number): number =>
  Math.max(0, job - patience) / cycleOf(job, every);

const rounds = new WeakMap<Recording, Round[]>();

/**
 * The rounds of a run's LoopingCall: from its timer to where it plans the next one, which it does when its function has
 * returned, or the Deferred of it has fired. Where it has none: those of `client`, each from one send to the next.
 */
export function roundsOf(recording: Recording, client: string): Round[] {
  let found = rounds.get(recording);
  if (found !== undefined) return found;
  found = [];
  let open: Round | null = null;
  for (const [index, event] of recording.events.entries()) {
    const { kind, timeNs } = event;
    const isOwn = (kind === 'timerFire' || kind === 'callLater') && isLoop(event.name);
    const isClients = kind === 'client.send' && event.conn === client;
    if (open === null && (isClients || (isOwn && kind === 'timerFire'))) {
      open = { startIndex: index, startNs: timeNs, endIndex: null, endNs: null };
      found.push(open);
    } else if (open !== null && (isClients || (isOwn && kind === 'callLater'))) {
      Object.assign(open, { endIndex: index, endNs: timeNs });
      open = null;
    }
  }
  rounds.set(recording, found);
  return found;
}

const isLoop = (name: string): boolean => name.startsWith('LoopingCall');

/** Somebody who asked, and whether the answer came in time. */
export interface Asked {
  client: string;
  sentIndex: number;
  sentNs: VirtualNs;
  /** Since the job was last due, ns. */
  phaseNs: VirtualNs;
  /** The answer did not come within the patience; null: the run was over before that could be said. */
  isLate: boolean | null;
  /** When it could be said. */
  knownNs: VirtualNs;
}

/** How often the job is due, and whose patience counts. Times in ns. */
export interface Asking {
  clients: readonly string[];
  cycleNs: VirtualNs;
  patienceNs: VirtualNs;
  firstNs: VirtualNs;
}

/** A run may end so much before a cycle does. */
const MARGIN_NS = 5e9;

/** All who asked within whole cycles of the job, from its first start on, in the order in which they did. */
export function askedOf(
  recording: Recording,
  { clients, cycleNs, patienceNs, firstNs }: Asking,
): Asked[] {
  const endNs = recording.events.at(-1)!.timeNs;
  const untilNs = firstNs + Math.floor((endNs + MARGIN_NS - firstNs) / cycleNs) * cycleNs;
  return waitsOf(recording).flatMap(({ client, sentIndex, sentNs, answeredNs }) => {
    if (!clients.includes(client) || sentNs < firstNs || sentNs >= untilNs) return [];
    const lateNs = sentNs + patienceNs;
    const isLate = (answeredNs ?? endNs) > lateNs ? true : answeredNs === null ? null : false;
    const knownNs = isLate ? lateNs : (answeredNs ?? endNs);
    return [{ client, sentIndex, sentNs, phaseNs: (sentNs - firstNs) % cycleNs, isLate, knownNs }];
  });
}

/** Of those who have asked at a time: how many there are, and of how many it is known that no answer came in time. */
export function shareAt(
  asked: readonly Asked[],
  timeNs: VirtualNs,
): { count: number; late: number } {
  const sofar = asked.filter(({ sentNs }) => sentNs <= timeNs);
  const late = sofar.filter(({ isLate, knownNs }) => isLate === true && knownNs <= timeNs);
  return { count: sofar.length, late: late.length };
}
