import type { Recording } from '../../recording/recording';
import { firstWhere } from './segments';
import { isPart, type Work } from '../work';

/** Who is in a set of names at one event. */
export interface NamesAt {
  has(name: string): boolean;
}

/** A set since it was last handed over whole: what it held, and for each name the events that put it in or out. */
interface Era {
  from: number;
  base: readonly string[];
  /** Index of the event for a name that came, its complement (`~index`) for one that went. In order. */
  changes: Map<string, number[]>;
}

const indexOf = (change: number): number => (change < 0 ? ~change : change);

/** One of the two interest sets through a whole run: asked at any event without a copy for each. */
class SetHistory {
  readonly #eras: Era[];

  constructor(base: readonly string[]) {
    this.#eras = [{ from: -1, base, changes: new Map() }];
  }

  replace(index: number, base: readonly string[]): void {
    this.#eras.push({ from: index, base, changes: new Map() });
  }

  change(index: number, name: string | null, isIn: boolean): void {
    if (name === null) return;
    const { changes } = this.#eras[this.#eras.length - 1]!;
    const known = changes.get(name);
    const change = isIn ? index : ~index;
    if (known === undefined) changes.set(name, [change]);
    else known.push(change);
  }

  at(index: number): NamesAt {
    const eras = this.#eras;
    const { base, changes } = eras[firstWhere(eras.length, (i) => eras[i]!.from > index) - 1]!;
    const names = setOf(base);
    return {
      has: (name) => {
        const own = changes.get(name);
        const last = own && own[firstWhere(own.length, (i) => indexOf(own[i]!) > index) - 1];
        return last === undefined ? names.has(name) : last >= 0;
      },
    };
  }
}

/** What the reactor has registered, at every event of a run. */
export interface InterestHistory {
  reads: SetHistory;
  writes: SetHistory;
}

/** Goes through the run once. The waker is registered before anything happens. */
export function* interestHistory({ events }: Recording): Work<InterestHistory> {
  const reads = new SetHistory(['waker']);
  const writes = new SetHistory([]);
  for (let i = 0; i < events.length; i++) {
    const event = events[i]!;
    switch (event.kind) {
      case 'addReader':
        reads.change(i, event.conn, true);
        break;
      case 'removeReader':
        reads.change(i, event.conn, false);
        break;
      case 'addWriter':
        writes.change(i, event.conn, true);
        break;
      case 'removeWriter':
        writes.change(i, event.conn, false);
        break;
      case 'selectEnter':
        // Written out, the sets are those of this call; a program without a reactor registers nothing.
        if (event.reads !== undefined) reads.replace(i, event.reads);
        if (event.writes !== undefined) writes.replace(i, event.writes);
    }
    if (isPart(i)) yield;
  }
  return { reads, writes };
}

const SETS_KEPT = 8;
const sets: { names: readonly string[]; set: ReadonlySet<string> }[] = [];

/** A list of an event as a set. The last few are kept: a picture asks for the same ones again and again. */
export function setOf(names: readonly string[]): ReadonlySet<string> {
  const known = sets.find((one) => one.names === names);
  if (known !== undefined) return known.set;
  const set = new Set(names);
  sets.unshift({ names, set });
  sets.length = Math.min(sets.length, SETS_KEPT);
  return set;
}
