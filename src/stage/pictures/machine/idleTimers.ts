import { durationText, momentText, secondsOf } from '../../../player/measures/durations';
import { isIdleTimer } from '../../../player/world/workers';
import type { World } from '../../../player/world/world.types';

/** The idle timer of one connection at a moment. */
export interface Fuse {
  client: string;
  /** What is left of it, 1 to 0. */
  share: number;
  /** Time that is left; below 0 it is overdue and nobody has looked. ns. */
  leftNs: number;
}

/** The idle timers of the connections, by the name of the connection. */
export function fusesAt(world: World, timeNs: number): Map<string, Fuse> {
  const fuses = new Map<string, Fuse>();
  for (const timer of world.timers) {
    if (!isIdleTimer(timer) || timer.conn === null) continue;
    const leftNs = timer.dueNs - timeNs;
    const share = timer.delayNs <= 0 ? 0 : Math.min(1, Math.max(0, leftNs / timer.delayNs));
    fuses.set(timer.conn, { client: timer.conn, share, leftNs });
  }
  return fuses;
}

/** Below this a tenth of a second would read 0.0. */
const SEEN_NS = 50e6;

/** `1.2 s left`, `overdue 0.9 s`; short: `1.2`, `−0.9`. */
export function fuseText(fuse: Fuse, short: boolean): string {
  const leftNs = Math.abs(fuse.leftNs);
  if (fuse.leftNs >= 0) return short ? secondsOf(leftNs) : `${momentText(leftNs)} left`;
  if (leftNs < SEEN_NS) return short ? 'due' : 'is due';
  return short ? `−${secondsOf(leftNs)}` : `overdue ${durationText(leftNs)}`;
}
