import type { RecordedEvent, VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { isByReactor } from '../world/reactor';

/** The reactor's thread, by the name that the lock's events have for it. */
export const MAIN = 'main';

/** A stretch of time of one thread. */
export interface Stretch {
  who: string;
  fromNs: VirtualNs;
  toNs: VirtualNs;
}

/** What the threads of a run did with Python's lock. Each list is in the order of its beginnings. */
export interface Baton {
  /** Who had the lock while time passed; nobody in between. They do not overlap. */
  holds: readonly Stretch[];
  /** Who wanted it and did not have it. */
  wants: readonly Stretch[];
  /** Who computed without it: C code, another process, Python without the lock. */
  apart: readonly Stretch[];
  /** Who slept in `time.sleep`, without it. */
  sleeps: readonly Stretch[];
}

const batons = new WeakMap<Recording, Baton>();

/** @param isFree the run is one of a Python without the lock */
export function batonOf(recording: Recording, isFree = false): Baton {
  let baton = batons.get(recording);
  if (baton === undefined) batons.set(recording, (baton = new Reckoning(isFree).of(recording)));
  return baton;
}

/**
 * Follows the lock through a run by what its events say. Code takes no time, so that whoever computes while time passes
 * has the lock; who is forced off stands behind those who wait already (`gilSwitch`), and when the lock is let go the
 * first of them has it.
 */
class Reckoning {
  readonly #holds: Stretch[] = [];
  readonly #wants: Stretch[] = [];
  readonly #apart: Stretch[] = [];
  readonly #sleeps: Stretch[] = [];
  /** Threads that compute with the lock, whether or not they have it now. */
  readonly #computing = new Set<string>();
  /** Since when each wants it, in their order. */
  readonly #waiting = new Map<string, VirtualNs>();
  /** What goes on without the lock, by thread. */
  readonly #open = new Map<string, Stretch>();
  #holder: string | null = null;
  #sinceNs: VirtualNs = 0;
  readonly #isFree: boolean;

  constructor(isFree: boolean) {
    this.#isFree = isFree;
  }

  of({ events }: Recording): Baton {
    let nowNs = 0;
    for (const event of events) {
      if (event.timeNs > nowNs) this.#pass(nowNs);
      nowNs = event.timeNs;
      this.#see(event);
    }
    this.#take(null, nowNs);
    return {
      holds: this.#holds,
      wants: this.#wants.sort((a, b) => a.fromNs - b.fromNs),
      apart: this.#apart,
      sleeps: this.#sleeps,
    };
  }

  /** Time is about to pass: who does not compute has let go of the lock. */
  #pass(nowNs: VirtualNs): void {
    if (this.#holder !== null && this.#computing.has(this.#holder)) return;
    const next = [...this.#waiting.keys()].find((who) => this.#computing.has(who));
    this.#take(next ?? null, nowNs);
  }

  #see(event: RecordedEvent): void {
    const { timeNs, kind } = event;
    if (kind === 'gilSwitch') {
      this.#waiting.set(event.frm, timeNs);
      this.#take(event.to, timeNs);
      return;
    }
    if (event.thread === undefined && !isByReactor(event)) return;
    const who = event.thread ?? MAIN;
    const open = this.#open.get(who);
    if (open !== undefined) open.toNs = timeNs;
    this.#open.delete(who);
    this.#computing.delete(who);
    if (kind === 'gilWait') this.#want(who, timeNs - event.durationNs, timeNs);
    if (kind === 'threadSpawn') this.#waiting.set(event.name, timeNs);
    if (!who.startsWith('process-')) this.#take(who, timeNs);
    if (kind === 'cpu') {
      const isApart = event.lock === false || this.#isFree || who.startsWith('process-');
      if (isApart) this.#begin(this.#apart, who, timeNs);
      else this.#computing.add(who);
    } else if (kind === 'block') {
      this.#begin(this.#sleeps, who, timeNs);
    }
  }

  #begin(list: Stretch[], who: string, fromNs: VirtualNs): void {
    const stretch = { who, fromNs, toNs: fromNs };
    list.push(stretch);
    this.#open.set(who, stretch);
  }

  #want(who: string, fromNs: VirtualNs, toNs: VirtualNs): void {
    if (toNs > fromNs) this.#wants.push({ who, fromNs, toNs });
  }

  /** `who` has the lock from now on. */
  #take(who: string | null, nowNs: VirtualNs): void {
    if (who === this.#holder) return;
    if (this.#holder !== null && nowNs > this.#sinceNs && !this.#isFree) {
      this.#holds.push({ who: this.#holder, fromNs: this.#sinceNs, toNs: nowNs });
    }
    if (who !== null && this.#waiting.has(who)) {
      if (!this.#isFree) this.#want(who, this.#waiting.get(who)!, nowNs);
      this.#waiting.delete(who);
    }
    this.#holder = who;
    this.#sinceNs = nowNs;
  }
}

/** What is going on at a time, of stretches that do not overlap for one thread. */
export function stretchAt(
  stretches: readonly Stretch[],
  who: string,
  timeNs: VirtualNs,
): Stretch | undefined {
  return stretches.find((s) => s.who === who && s.fromNs <= timeNs && timeNs < s.toNs);
}

/** How late a line was heard: from its arrival in the kernel until the reactor read it. */
export interface Lateness {
  client: string;
  /** Index of the event that reads it. */
  index: number;
  arrivedNs: VirtualNs;
  lateNs: VirtualNs;
}

const heard = new WeakMap<Recording, Lateness[]>();

/** Of each read of a client, in their order: how late it was. Of several lines in one read it is that of the first. */
export function latenessOf(recording: Recording): readonly Lateness[] {
  let list = heard.get(recording);
  if (list !== undefined) return list;
  heard.set(recording, (list = []));
  const arrived = new Map<string, VirtualNs>();
  for (const [index, event] of recording.events.entries()) {
    if (event.kind !== 'net.arrive' && event.kind !== 'recv') continue;
    const { conn: client, timeNs } = event;
    if (client === null) continue;
    if (event.kind === 'net.arrive') {
      if (!arrived.has(client)) arrived.set(client, timeNs);
    } else if (arrived.has(client)) {
      const arrivedNs = arrived.get(client)!;
      list.push({ client, index, arrivedNs, lateNs: timeNs - arrivedNs });
      arrived.delete(client);
    }
  }
  return list;
}

/** The middle one of some numbers; 0 of none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
