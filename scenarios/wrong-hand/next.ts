import { NS_PER_SECOND } from '../../src/scenario/units';
import type { Parameter, Word } from '../../src/scenario/types';

/** A word for each value, from 0. */
function wordOf(names: readonly string[]): Word {
  return {
    read(text) {
      const value = names.findIndex((name) => name.toLowerCase() === text.trim().toLowerCase());
      return value >= 0 ? { value } : { value: 0, wrong: `one of ${names.join(', ')}` };
    },
    write: (value) => names[value] ?? names[0]!,
    others: names.map((_, i) => i),
  };
}

const chosen = (names: readonly string[]) => ({
  unit: '' as const,
  min: 0,
  max: names.length - 1,
  step: 1,
  default: 0,
  word: wordOf(names),
});

export const REACTORS = ['select', 'epoll'] as const;
/** Who gives the reactor something to do next: A sends a line, C sends another, D connects; or nobody ever does. */
export const NEXT = ['A', 'C', 'D', 'nobody'] as const;

/** What happens then, in words that grow shorter. */
export const deeds = [
  ['A sends a line', 'A sends', 'A'],
  ['C sends another line', 'C sends', 'C'],
  ['D connects', 'D comes', 'D'],
  ['nothing ever comes', 'nobody', 'none'],
] as const;

export const reactorOf = (value: number): (typeof REACTORS)[number] => REACTORS[value]!;
export const nextOf = (value: number): (typeof NEXT)[number] => NEXT[value]!;
export const deedOf = (value: number): string => deeds[value]![0];

export const reactor: Parameter = {
  label: 'Reactor',
  short: 'reactor',
  ...chosen(REACTORS),
  named: reactorOf,
  spoken: (value) => `the reactor asks with ${reactorOf(value)}`,
};

export const next: Parameter = {
  label: 'Next event',
  short: 'next event',
  ...chosen(NEXT),
  named: deedOf,
  spoken: (value) => `after that ${deedOf(value)}`,
};

/** When the worker is done: C asks after half a second, the way takes 20 ms and the job half a second. */
export const DONE_NS = 1.02 * NS_PER_SECOND;

/** Ends of the time axis, s. */
const ENDS = [3, 5, 8, 11.5];
/** From the worker’s write to the last thing that comes of the next event, beside the wait for it, s. */
const REST = 0.1;

/** End of the time axis, ms: one of a few, so that it seldom moves under the reader’s hand, and a short run has no empty half. */
export function axisMs(quiet: number): number {
  const endS = DONE_NS / NS_PER_SECOND + quiet + REST;
  return 1000 * (ENDS.find((end) => end >= endS) ?? ENDS.at(-1)!);
}

/** When the next event is sent. */
export const nextNs = (quiet: number): number => DONE_NS + Math.round(quiet * NS_PER_SECOND);
