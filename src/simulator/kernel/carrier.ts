import type { VirtualNs } from '../../recording/events';
import { Direction } from './direction';
import type { Keepalive } from './keepalive';
import type { Kernel } from './kernel';
import type { Link } from './link';
import type { NatOptions } from './nat';
import { Path, type Side } from './path';
import type { Cable } from './wire';

/**
 * What carries the bytes of the clients, and what both kernels do when it does not. A run brings its own, so that
 * a page without lost segments has no code for them.
 */
export interface Carrier {
  /** Whether a cable may be cut. */
  readonly canFail: boolean;
  path(
    kernel: Kernel,
    label: string,
    latencyNs: VirtualNs,
    cable: Cable,
    nat: NatOptions | null,
  ): Path;
  /** `path` is one of this carrier's. */
  direction(path: Path, side: Side, link: Link): Direction;
  keepalive(path: Path): Keepalive;
}

/** Never fails: whatever is sent arrives, and nobody asks whether the other is there. */
export const reliableCarrier: Carrier = {
  canFail: false,
  path: (kernel, label, latencyNs, _, nat) =>
    nat === null ? new Path(kernel, label, latencyNs) : needsFailing('nat'),
  direction: (path, side, link) => new Direction(path, side, link),
  keepalive: () => needsFailing('SO_KEEPALIVE'),
};

/** Says which carrier a run lacks. */
export function needsFailing(what: string): never {
  throw new Error(`${what}: only with a failingCarrier (src/simulator/kernel/failingCarrier.ts)`);
}
