import type { Values } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';

/** What one payment looks like on the wire, without its delimiter. */
export const PAY = 'PAY 7 10';

/** One way, in ms: a slow line, so that there is time to cut it under way. */
export const LATENCY_MS = 200;

/** When the server sends its first payment: the handshake takes three latencies, then a second goes by. */
export const WRITTEN_NS = 1.6 * NS_PER_SECOND;

/** A peer that answers gets round to reading then, unless the deadline is over before. */
const READS_NS = 2.3 * NS_PER_SECOND;

/** Of the first payment, in ns. */
export function deadlineNs(values: Values): number {
  return WRITTEN_NS + Math.round(values.deadline! * NS_PER_SECOND);
}

/** A peer that is stuck comes round when our program has just given up, and the RST is still under way. */
export function readsNs(values: Values): number {
  const roundNs = deadlineNs(values) + 0.1 * NS_PER_SECOND;
  return values.reply === 1 ? Math.min(READS_NS, roundNs) : roundNs;
}

/** How long the peer takes over a payment. */
export const PAYS_NS = 0.05 * NS_PER_SECOND;

/** So long after a deadline the network is whole again; the peer connects again a little later. */
export const BACK_AFTER_NS = 0.4 * NS_PER_SECOND;
export const AGAIN_AFTER_NS = 0.6 * NS_PER_SECOND;

/** What is shown after the deadline, in ms: the second connection, its payment and the way back. */
export const AFTER_MS = 3400;

/** The last thing that happens, so long after the deadline. */
export const LAST_AFTER_NS = 3.3 * NS_PER_SECOND;
