import { batonOf, latenessOf, MAIN, median, type Stretch } from '../../../player/measures/baton';
import { isByReactor } from '../../../player/world/reactor';
import type { RecordedEvent, VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import type { Picture } from '../../../scenario/picture';
import type { Figure, Values } from '../../../scenario/types';

const NS_PER_MS = 1e6;
/** Rows under the reactor's: there are never more threads. */
export const SEATS = 8;
/** The window shows at least so much time; where it stands the present is at this share of it. */
const LEAST_NS = 24 * NS_PER_MS;
const BEFORE = 0.6;

/** What a thread or process is at. */
export type Doing = 'has' | 'wants' | 'apart' | 'sleeps' | 'idle';

/** A row: the reactor's thread, another one, or another process; or a seat without one. */
export interface Row {
  /** Null: nobody is there yet. */
  who: string | null;
  doing: Doing;
  /** How long it has wanted the lock, so far. */
  wantedNs: VirtualNs;
  /** It is a process, and has a lock of its own. */
  ownDisc: boolean;
}

export interface BatonModel {
  rows: readonly Row[];
  /** How many threads, or processes, the run has. */
  count: number;
  fromNs: VirtualNs;
  toNs: VirtualNs;
  /** Of the window alone. */
  holds: readonly Stretch[];
  wants: readonly Stretch[];
  apart: readonly Stretch[];
  sleeps: readonly Stretch[];
  /** When the reactor's thread woke up. */
  wakes: readonly VirtualNs[];
  /** There is no lock. */
  isFree: boolean;
}

/** How much time the window shows: a round of everybody who may want the lock. */
export function windowNs(values: Values, { jobs, interval }: Picture<'baton'>): VirtualNs {
  return Math.max(LEAST_NS, values[interval]! * (values[jobs]! + 3) * NS_PER_MS);
}

/** @param index of the last event before or at `timeNs` */
export function batonModel(
  recording: Recording,
  index: number,
  timeNs: VirtualNs,
  picture: Picture<'baton'>,
  values: Values,
): BatonModel {
  const isFree = recording.variant === picture.free;
  const baton = batonOf(recording, isFree);
  const width = windowNs(values, picture);
  const fromNs = Math.max(0, timeNs - width * BEFORE);
  const toNs = fromNs + width;
  const inWindow = (list: readonly Stretch[]): Stretch[] =>
    list.filter((one) => one.toNs > fromNs && one.fromNs < toNs);
  const lists = {
    holds: inWindow(baton.holds),
    wants: inWindow(baton.wants),
    apart: inWindow(baton.apart),
    sleeps: inWindow(baton.sleeps),
  };
  const names = namesOf(recording);
  const acts = isFree ? null : actsAt(recording.events[index]!, timeNs);
  const rows = [MAIN, ...Array.from({ length: SEATS }, (_, i) => names[i] ?? null)].map(
    (who): Row => ({ who, ...doingAt(lists, who, timeNs, acts), ownDisc: isProcess(who) }),
  );
  return {
    rows,
    count: names.length,
    fromNs,
    toNs,
    ...lists,
    wakes: wakesOf(recording).filter((ns) => fromNs <= ns && ns < toNs),
    isFree,
  };
}

const isProcess = (who: string | null): boolean => who?.startsWith('process-') === true;

/** Everybody but the reactor's thread who has something to do in this run, in their order. */
function namesOf(recording: Recording): string[] {
  const names = new Set<string>();
  for (const event of recording.events) {
    if (event.kind === 'threadSpawn' || event.kind === 'spawnProcess') names.add(event.name);
  }
  return [...names].sort((a, b) => numberOf(a) - numberOf(b));
}

/** The number at the end of a thread's name. */
export const numberOf = (name: string): number => Number(name.replace(/.*-/, ''));

function doingAt(
  lists: Pick<BatonModel, 'holds' | 'wants' | 'apart' | 'sleeps'>,
  who: string | null,
  timeNs: VirtualNs,
  acts: string | null,
): Pick<Row, 'doing' | 'wantedNs'> {
  if (acts !== null && who === acts) return { doing: 'has', wantedNs: 0 };
  const at = (list: readonly Stretch[]): Stretch | undefined =>
    list.find((one) => one.who === who && one.fromNs <= timeNs && timeNs < one.toNs);
  const want = at(lists.wants);
  if (want !== undefined) return { doing: 'wants', wantedNs: timeNs - want.fromNs };
  const doing = at(lists.holds)
    ? acts === null
      ? 'has'
      : 'wants'
    : at(lists.apart)
      ? 'apart'
      : at(lists.sleeps)
        ? 'sleeps'
        : 'idle';
  return { doing, wantedNs: 0 };
}

/** Who does what takes no time, and has the lock at this very moment for it. */
function actsAt(event: RecordedEvent, timeNs: VirtualNs): string | null {
  if (event.timeNs !== timeNs) return null;
  if (event.kind === 'gilSwitch') return event.to;
  if (event.kind === 'selectEnter' || event.kind === 'block' || event.kind === 'cpu') return null;
  const who = event.thread ?? (isByReactor(event) ? MAIN : null);
  return isProcess(who) ? null : who;
}

const wakes = new WeakMap<Recording, VirtualNs[]>();

function wakesOf(recording: Recording): VirtualNs[] {
  let list = wakes.get(recording);
  if (list === undefined) {
    list = recording.events.filter(({ kind }) => kind === 'select').map(({ timeNs }) => timeNs);
    wakes.set(recording, list);
  }
  return list;
}

/** How late lines were heard in a run while somebody worked: the middle one and the latest. */
export function lateIn(
  recording: Recording,
  isFree: boolean,
): { usualNs: VirtualNs; worstNs: VirtualNs } {
  const { holds, apart, sleeps } = batonOf(recording, isFree);
  const work = [...holds, ...apart, ...sleeps];
  const fromNs = Math.min(...work.map((one) => one.fromNs));
  const toNs = Math.max(...work.map((one) => one.toNs));
  const late = latenessOf(recording)
    .filter(({ arrivedNs }) => fromNs < arrivedNs && arrivedNs < toNs)
    .map(({ lateNs }) => lateNs);
  return { usualNs: median(late), worstNs: Math.max(0, ...late) };
}

/** A point of the chart: so many threads, and how late in ms. */
export interface Point {
  count: number;
  ms: number;
}

/** What was measured, and the top of the scale that has room for it and for `ms`. */
export function chartOf(
  figures: readonly Figure[],
  ms: readonly number[],
): { points: readonly Point[]; topMs: number } {
  const points = figures.map(({ label, parts }) => ({
    count: Number(label),
    ms: parts[0]!.durationMs,
  }));
  const most = Math.max(8, ...points.map((point) => point.ms), ...ms);
  const step = 10 ** Math.floor(Math.log10(most));
  return { points, topMs: Math.ceil(most / step) * step };
}
