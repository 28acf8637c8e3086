import { NS_PER_SECOND } from '../../src/scenario/units';

/** What one payment looks like on the wire, without its delimiter. */
export const PAY = 'PAY 7 10';

/** One way, in ms: a slow line, so that there is time to cut it under way. */
export const LATENCY_MS = 200;

/** When the server sends its first payment: the handshake takes three latencies, then a second goes by. */
export const WRITTEN_NS = 1.6 * NS_PER_SECOND;

/** When a peer that answers gets round to reading. */
export const READS_NS = 2.4 * NS_PER_SECOND;

/** A peer that is stuck comes round so long after the deadline, when the second payment has arrived too. */
export const WAKES_AFTER_NS = 0.8 * NS_PER_SECOND;

/** What is shown after the deadline, in ms. */
export const AFTER_MS = 2400;

/** The last thing that happens, so long after the deadline. */
export const LAST_AFTER_NS = 2.3 * NS_PER_SECOND;
