import { theWire } from './ownServer/theWire';
import { theReactor } from './ownServer/theReactor';
import { blocking } from './ownServer/blocking';
import { bulk } from './ownServer/bulk';
import { deferreds } from './ownServer/deferreds';
import { threadsAndPools } from './ownServer/threadsAndPools';

/** How to find what a chapter taught in a program that runs. */
export interface OwnServer {
  chapter: 1 | 2 | 3 | 4 | 5 | 6;
  /** Its place on the page. */
  id: string;
  title: string;
  signs: readonly Sign[];
  programs: readonly Program[];
}

/** What it looks like from outside: a sentence, and what a tool prints. */
export interface Sign {
  says: string;
  command?: string;
  /** What that printed, on a server that had the trouble. */
  printed?: string;
}

/** A small program that runs as it stands: `try/<file>`. */
export interface Program {
  system: 'Twisted' | 'asyncio' | 'Node';
  says: string;
  file: string;
  source: string;
  /** What it prints; digits are those of one run, and `…` stands for what differs. */
  prints: readonly string[];
}

export const ownServer: readonly OwnServer[] = [
  theWire,
  theReactor,
  blocking,
  deferreds,
  threadsAndPools,
  bulk,
];
