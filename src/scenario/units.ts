import { NS_PER_MS, NS_PER_SECOND } from '../simulator/units';

export { NS_PER_MS, NS_PER_SECOND };

/** A time or duration as a caption says it: `2.5 s`, one decimal. */
export const inSeconds = (ns: number): string => `${(ns / NS_PER_SECOND).toFixed(1)} s`;

/** A short duration as a caption says it: `40 ms`. */
export const inMilliseconds = (ns: number): string => `${Math.round(ns / NS_PER_MS)} ms`;

/** `A`, `A and B`, `A, B and D`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
