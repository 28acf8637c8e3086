import type { VirtualNs } from '../recording/events';

export const NS_PER_MS = 1_000_000;
export const NS_PER_SECOND = 1_000_000_000;

/** Nearest whole number, halves to even: what Python's `round` does. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest < 0.5) return floor;
  if (rest > 0.5) return floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

export function msToNs(ms: number): VirtualNs {
  return roundHalfEven(ms * NS_PER_MS);
}

/** Twisted's API counts in seconds; a run counts in whole nanoseconds. */
export function secondsToNs(seconds: number): VirtualNs {
  return roundHalfEven(seconds * NS_PER_SECOND);
}

export function nsToSeconds(ns: VirtualNs): number {
  return ns / NS_PER_SECOND;
}
