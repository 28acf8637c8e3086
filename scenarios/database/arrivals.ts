import { cycleOf } from '../../src/player/measures/rounds';
import { randomFrom } from '../../src/scenario/random';
import { NS_PER_MS, NS_PER_SECOND } from '../../src/scenario/units';
import type { Values } from '../../src/scenario/types';
import type { VirtualNs } from '../../src/recording/events';

/** Who asks for pages, in turn. */
export const VISITORS = ['A', 'B'] as const;

/** Somebody asks in each stretch of so many seconds. */
const STRETCH_S = 2;

/**
 * When `visitor` asks for a page, ns, ascending: once in each stretch somebody does, at some ms of it. So the share of
 * askers that a job meets is nearly the share of time that it takes, and not a matter of luck.
 */
export function pagesOf({ minutes }: Values, seed: number, visitor: string): VirtualNs[] {
  const random = randomFrom(seed);
  const own = VISITORS.findIndex((name) => name === visitor);
  const times: VirtualNs[] = [];
  // The last stretch is for answers.
  for (let n = 0; n < (minutes! * 60) / STRETCH_S - 1; n++) {
    const ms = random.integer(200, 1980);
    if (n % VISITORS.length === own) times.push(n * STRETCH_S * NS_PER_SECOND + ms * NS_PER_MS);
  }
  return times;
}

/** When the run is stopped, ms: before a job that would be due then. */
export const endMs = ({ minutes }: Values): number => minutes! * 60_000 - 500;

/** When it is over at the latest, ms: a job that holds the reactor’s thread then goes on to its own end. */
export function latestMs(values: Values): number {
  const [job, every] = [values.job!, values.every!];
  const cycle = cycleOf(job, every);
  const last = every + Math.floor((endMs(values) / 1000 - every) / cycle) * cycle;
  return Math.max(values.minutes! * 60, last + job) * 1000;
}
