import { randomFrom } from '../../src/scenario/random';
import { NS_PER_MS, NS_PER_SECOND } from '../../src/scenario/units';
import type { Values } from '../../src/scenario/types';
import type { VirtualNs } from '../../src/recording/events';

/** Who sends what, and when: times in ns, ascending. */
export type Plan = Readonly<Record<'A' | 'B' | 'C', readonly VirtualNs[]>>;

/** Nobody asks in the last half second: it is for answers. */
const QUIET_MS = 500;

/** Times in ms, one every `everyMs`. */
function regular(fromMs: number, everyMs: number, untilMs: number): number[] {
  const times: number[] = [];
  for (let ms = fromMs; ms < untilMs; ms += everyMs) times.push(ms);
  return times;
}

/**
 * Times in ms at which people ask who know nothing of each other, `perSecond` of them a second on average: each ms is
 * as likely as any other, so the gaps are (nearly) exponential, as in M/D/c.
 */
export function independent(
  seed: number,
  perSecond: number,
  fromMs: number,
  untilMs: number,
): number[] {
  const random = randomFrom(seed);
  const times: number[] = [];
  for (let ms = fromMs; ms < untilMs; ms++) {
    if (random.integer(1, 1000) <= perSecond) times.push(ms);
  }
  return times;
}

/** What the clients of a run do. */
export function planOf({ arrivals, long }: Values, seed: number): Plan {
  const untilMs = (long! * NS_PER_SECOND) / NS_PER_MS - QUIET_MS;
  const inNs = (times: number[]): VirtualNs[] => times.map((ms) => ms * NS_PER_MS);
  return {
    A: inNs(regular(2050, 3000, untilMs)),
    B: inNs(regular(500, 2000, untilMs)),
    C: inNs(independent(seed, arrivals!, 100, untilMs)),
  };
}
