import type { VirtualNs } from '../../recording/events';

/** A wait that a person notices; a handler that holds the thread for longer is called blocked. */
export const NOTICEABLE_NS: VirtualNs = 100_000_000;
