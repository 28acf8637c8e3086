import type { Values, Word } from '../../src/scenario/types';
import { tickets } from './tickets';

export type CureId =
  'direct' | 'later' | 'cooperate' | 'thread' | 'pool' | 'adbapi' | 'process' | 'program';

export interface Cure {
  /** Its word in the address. */
  id: CureId;
  /** Over its column: shorter and shorter. */
  names: readonly [string, ...string[]];
  /** For a caption: “The cure: …”. */
  is: string;
  /** The scenario that teaches it, and its title. */
  lesson: { id: string; title: string };
}

/** The eight, in the order of the tray. */
export const cures: readonly Cure[] = [
  {
    id: 'direct',
    names: ['direct'],
    is: 'none, it is direct',
    lesson: { id: 'what-blocks', title: 'What blocks?' },
  },
  {
    id: 'later',
    names: ['callLater', 'later'],
    is: 'callLater',
    lesson: { id: 'slices', title: 'Slices' },
  },
  {
    id: 'cooperate',
    names: ['cooperate', 'coop'],
    is: 'cooperate',
    lesson: { id: 'slices', title: 'Slices' },
  },
  {
    id: 'thread',
    names: ['thread', 'thr'],
    is: 'deferToThread',
    lesson: { id: 'defer-to-thread', title: 'deferToThread' },
  },
  {
    id: 'pool',
    names: ['own pool', 'pool'],
    is: 'a pool of its own',
    lesson: { id: 'thread-pool', title: 'Ten counters, one queue' },
  },
  {
    id: 'adbapi',
    names: ['adbapi', 'db'],
    is: 'adbapi',
    lesson: { id: 'database', title: 'The database, every 30 s' },
  },
  {
    id: 'process',
    names: ['process', 'proc'],
    is: 'a process for each',
    lesson: { id: 'one-baton', title: 'One baton' },
  },
  {
    id: 'program',
    names: ['program', 'prog'],
    is: 'a second program',
    lesson: { id: 'database', title: 'The database, every 30 s' },
  },
];

const COUNT = tickets.length;
const BASE = cures.length;

/** The cure of each ticket, in the tickets' order. */
export type Placement = readonly CureId[];

/** A placement of one cure on all tickets. */
export const everywhere = (cure: CureId): Placement => tickets.map(() => cure);

/** A placement as one number: a digit for each ticket, the first one the lowest. */
export function writePlacement(placement: Placement): number {
  return placement.reduceRight(
    (value, id) => value * BASE + cures.findIndex((cure) => cure.id === id),
    0,
  );
}

/** The placement of a number that `writePlacement` gave. */
export function readPlacement(value: number): Placement {
  return tickets.map((_, i) => cures[Math.floor(value / BASE ** i) % BASE]!.id);
}

/** The cure of the ticket that is looked at. */
export function cureOf({ ticket, cures: value }: Values): CureId {
  return readPlacement(value!)[ticket! - 1]!;
}

export const MOST = writePlacement(everywhere('program'));

/** No longer than the longest placement. */
const LONGEST = 100;

/**
 * Reads a placement such as `thread.direct.pool.…`: a cure for each ticket, in their order. One cure alone is that of all; where
 * some are missing, or are no cure, the handler does it.
 */
function readWord(text: string): { value: number; wrong?: string } {
  const wrong = new Set<string>();
  const words = text.slice(0, LONGEST).toLowerCase().split('.');
  const found = words.slice(0, COUNT).map((word): CureId => {
    const cure = cures.find(({ id }) => id === word);
    if (cure === undefined) wrong.add(`there is no cure “${word}”, the handler does it`);
    return cure?.id ?? 'direct';
  });
  if (words.length > COUNT || text.length > LONGEST)
    wrong.add(`there are ${COUNT} tickets, the rest is left out`);
  const only = words.length === 1 ? found[0] : undefined;
  if (only === undefined && found.length < COUNT)
    wrong.add(`it has ${found.length} of ${COUNT} cures, for the others the handler does it`);
  const value = writePlacement(
    only === undefined ? tickets.map((_, i) => found[i] ?? 'direct') : everywhere(only),
  );
  return wrong.size === 0 ? { value } : { value, wrong: [...wrong].slice(0, 3).join(', ') };
}

function write(value: number): string {
  const placement = readPlacement(value);
  return new Set(placement).size === 1 ? placement[0]! : placement.join('.');
}

export const word: Word = {
  read: readWord,
  write,
  others: cures.map(({ id }) => writePlacement(everywhere(id))),
};
