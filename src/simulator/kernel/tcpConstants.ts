import type { VirtualNs } from '../../recording/events';
import { NS_PER_MS, NS_PER_SECOND } from '../units';

// Times and counts of Linux's TCP. The sysctls are in tcp(7) and in the kernel's
// Documentation/networking/ip-sysctl.rst, the bounds of the retransmission timer in include/net/tcp.h.

/** `TCP_RTO_MIN`: the shortest retransmission timeout. */
export const RTO_MIN_NS: VirtualNs = 200 * NS_PER_MS;
/** `TCP_RTO_MAX`: the longest. */
export const RTO_MAX_NS: VirtualNs = 120 * NS_PER_SECOND;
/** `TCP_TIMEOUT_INIT`, before the round trip is known (RFC 6298, 2.1). */
export const RTO_FIRST_NS: VirtualNs = NS_PER_SECOND;
/**
 * `tcp_retries2` is 15, and "the default value of 15 yields a hypothetical timeout of 924.6 seconds"
 * (ip-sysctl.rst): TCP gives up at the first timeout of the timer after it.
 */
export const RETRIES_2_NS: VirtualNs = 924_600 * NS_PER_MS;
/** `tcp_orphan_retries`: 0, the default, stands for 8 (tcp_timer.c). For a connection that is closed here. */
export const ORPHAN_RETRIES = 8;
/** `tcp_syn_retries`. */
export const SYN_RETRIES = 6;
/** `tcp_synack_retries`. */
export const SYNACK_RETRIES = 5;
/** `tcp_keepalive_time`: silence before the first probe; per socket `TCP_KEEPIDLE`. */
export const KEEPALIVE_TIME_S = 7200;
/** `tcp_keepalive_intvl`: between probes; per socket `TCP_KEEPINTVL`. */
export const KEEPALIVE_INTVL_S = 75;
/** `tcp_keepalive_probes`: unanswered ones; per socket `TCP_KEEPCNT`. */
export const KEEPALIVE_PROBES = 9;

/**
 * The retransmission timeout of a connection whose round trip always takes `roundTripNs`. RFC 6298 (2.2):
 * R + 4 R/2 after the first sample; Linux lets it not go below `TCP_RTO_MIN`.
 */
export function retransmissionTimeoutNs(roundTripNs: VirtualNs): VirtualNs {
  return Math.max(RTO_MIN_NS, 3 * roundTripNs);
}
