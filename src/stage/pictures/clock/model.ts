import { poolsAt, type Job } from '../../../player/measures/jobs';
import {
  askedOf,
  cycleOf,
  lateShare,
  roundsOf,
  shareAt,
  type Asked,
  type Asking,
  type Round,
} from '../../../player/measures/rounds';
import { waitsOf } from '../../../player/measures/waits';
import type { World } from '../../../player/world/world.types';
import type { VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import type { JobPlace, Picture } from '../../../scenario/picture';
import type { Values } from '../../../scenario/types';

const NS = 1e9;

/** The clock of a run's values. Times in s. */
export interface Share {
  job: number;
  patience: number;
  /** From one start of the job to the next: a multiple of what it is due by, and more than it takes. */
  cycle: number;
  /** What share of those who ask must give up where the job holds the reactor's thread. */
  formula: number;
}

export function shareOf(picture: Picture<'clock'>, values: Values): Share {
  const [job, every, patience] = [picture.job, picture.every, picture.patience].map(
    (id) => values[id]!,
  ) as [number, number, number];
  return { job, patience, cycle: cycleOf(job, every), formula: lateShare(job, patience, every) };
}

export function jobPlace({ places }: Picture<'clock'>, { variant }: Recording): JobPlace {
  const names = Object.keys(places) as JobPlace[];
  return names.find((name) => places[name] === variant) ?? 'reactor';
}

/** A thread of the pool: who waits for what it does, and how much of that is done, from 0 to 1. */
export interface PoolThread {
  /** A client, or the job; empty: it is free. */
  who: string;
  /** It works itself, and does not wait for the database. */
  computes: boolean;
  done: number | null;
}

export interface ClockModel {
  place: JobPlace;
  share: Share;
  /** Where the hand is, from 0 at the top to 1. */
  turn: number;
  /** Once round at least: before, those who asked early in it are all that there are. */
  isRound: boolean;
  /** The job goes on: since when. */
  round: Round | null;
  asked: readonly Asked[];
  /** Who has asked and has no answer yet, and whether that is for longer than the patience; by when they asked in the round. */
  open: readonly { client: string; turn: number; isGone: boolean }[];
  count: number;
  late: number;
  threads: readonly PoolThread[];
  waiting: number;
  /** For whom the database works: clients, and the job. */
  connections: readonly string[];
}

/** What the job is called where a client has its letter. */
export const JOB = 'job';

/** How things are after the world's event, at `timeNs`. */
export function clockModel(
  recording: Recording,
  world: World,
  timeNs: VirtualNs,
  picture: Picture<'clock'>,
  values: Values,
): ClockModel {
  const share = shareOf(picture, values);
  const place = jobPlace(picture, recording);
  const rounds = roundsOf(recording, picture.program);
  const asking = askingOf(recording, picture, values);
  const { firstNs, cycleNs } = asking;
  const all = askedOf(recording, asking);
  const now = rounds.findLast(({ startIndex }) => startIndex <= world.index);
  const round = now && (now.endIndex === null || now.endIndex > world.index) ? now : null;
  const pool = poolsAt(recording, world.index)[0];
  const threads = threadsOf(pool?.busy ?? [], pool?.max ?? 0, world, timeNs);
  const own = place === 'reactor' && round !== null ? [JOB] : [];
  const turns = (timeNs - firstNs) / cycleNs;
  return {
    place,
    share,
    turn: turns - Math.floor(turns),
    isRound: turns >= 1,
    round,
    asked: all.filter(({ isLate, knownNs }) => isLate !== null && knownNs <= timeNs),
    open: waitsOf(recording)
      .filter(
        ({ client, sentNs, answeredNs }) =>
          asking.clients.includes(client) &&
          sentNs >= firstNs &&
          sentNs <= timeNs &&
          (answeredNs ?? Infinity) > timeNs,
      )
      .map(({ client, sentNs }) => ({
        client,
        turn: ((sentNs - firstNs) % cycleNs) / cycleNs,
        isGone: sentNs + asking.patienceNs < timeNs,
      })),
    ...shareAt(all, timeNs),
    threads,
    waiting: pool?.waiting.length ?? 0,
    connections: [
      ...own,
      ...threads.flatMap(({ who, computes }) => (who === '' || computes ? [] : [who])),
    ],
  };
}

function threadsOf(
  busy: readonly Job[],
  count: number,
  world: World,
  timeNs: VirtualNs,
): PoolThread[] {
  const list = new Array<PoolThread>(count).fill({ who: '', computes: false, done: null });
  for (const { owner, thread } of busy) {
    const block = world.threads.find(({ name }) => name === thread)?.block ?? null;
    const waits = block !== null && block.kind === 'block' && block.durationNs > 0;
    const done = waits ? Math.min(1, (timeNs - block.startNs) / block.durationNs) : null;
    // Threads are numbered as they are made, so each has a place of its own.
    const own = Number(/\d+$/.exec(thread ?? '')?.[0] ?? 0) - 1;
    const free = list.findIndex(({ who }) => who === '');
    list[list[own]?.who === '' ? own : free] = {
      who: owner ?? JOB,
      computes: block?.kind === 'cpu',
      done,
    };
  }
  return list;
}

/** The same of the other run of a comparison, which has values and a variant of its own. */
export function lateIn(
  recording: Recording,
  timeNs: VirtualNs,
  picture: Picture<'clock'>,
): { count: number; late: number } {
  const asking = askingOf(recording, picture, recording.parameters as Values);
  return shareAt(askedOf(recording, asking), timeNs);
}

/** Who asks in a run, how often its job is due, and from when on. */
function askingOf(recording: Recording, picture: Picture<'clock'>, values: Values): Asking {
  const { cycle, patience } = shareOf(picture, values);
  const firstNs = roundsOf(recording, picture.program)[0]?.startNs ?? values[picture.every]! * NS;
  return { clients: picture.asks, cycleNs: cycle * NS, patienceNs: patience * NS, firstNs };
}
