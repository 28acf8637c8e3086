import type { VirtualNs } from '../../recording/events';
import type { Wait } from '../world/world.types';

/** How a client has fared up to one moment. */
export interface WaitNow {
  client: string;
  /** Its longest wait so far, of all that ended or still run, as the table of waits counts; null without one. */
  longestNs: VirtualNs | null;
  /** `quiet`: it has asked nothing yet. `lost`: the connection of its longest wait ended without an answer. */
  state: 'quiet' | 'waits' | 'answered' | 'lost';
}

/**
 * What each of `clients` has waited until `timeNs`, in their order.
 *
 * @param waits all waits of the run, in the order in which they begin
 */
export function waitsNow(
  waits: readonly Wait[],
  clients: readonly string[],
  timeNs: VirtualNs,
): WaitNow[] {
  const byClient = new Map<string, Wait[]>();
  for (const wait of waits) {
    if (wait.sentNs > timeNs) continue;
    const own = byClient.get(wait.client);
    if (own === undefined) byClient.set(wait.client, [wait]);
    else own.push(wait);
  }
  return clients.map((client) => {
    let longest: { ns: VirtualNs; isLost: boolean } | null = null;
    let isOpen = false;
    for (const { sentNs, answeredNs, lostNs } of byClient.get(client) ?? []) {
      const endNs = answeredNs ?? lostNs ?? Infinity;
      isOpen ||= endNs > timeNs;
      const ns = Math.min(timeNs, endNs) - sentNs;
      const isLost = endNs <= timeNs && answeredNs === null;
      const isLonger = longest === null || ns > longest.ns || (ns === longest.ns && isLost);
      if (isLonger) longest = { ns, isLost };
    }
    if (longest === null) return { client, longestNs: null, state: 'quiet' };
    const state = isOpen ? 'waits' : longest.isLost ? 'lost' : 'answered';
    return { client, longestNs: longest.ns, state };
  });
}
