import type { VirtualNs } from '../recording/events';
import type { Wait } from './world.types';

/** How a client has fared up to one moment. */
export interface WaitNow {
  client: string;
  /** Its longest wait so far, of those that had an answer or still run, as the table of waits counts; null without one. */
  longestNs: VirtualNs | null;
  /** `quiet`: it has asked nothing yet. `lost`: its connection broke, so its last question has no answer. */
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
  return clients.map((client) => {
    const own = waits.filter((wait) => wait.client === client && wait.sentNs <= timeNs);
    const last = own.at(-1);
    if (last === undefined) return { client, longestNs: null, state: 'quiet' };
    const isOpen = (wait: Wait): boolean => (wait.answeredNs ?? wait.lostNs ?? Infinity) > timeNs;
    const counted = own.filter((wait) => isOpen(wait) || wait.answeredNs !== null);
    return {
      client,
      longestNs:
        counted.length === 0
          ? null
          : Math.max(
              ...counted.map(
                ({ sentNs, answeredNs }) => Math.min(timeNs, answeredNs ?? timeNs) - sentNs,
              ),
            ),
      state: own.some(isOpen) ? 'waits' : last.answeredNs === null ? 'lost' : 'answered',
    };
  });
}
