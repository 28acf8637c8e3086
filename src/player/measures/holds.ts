import type { EventOf, VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { clientOf, waitsOf } from './waits';

/** A handler that held the loop's thread, as a recorder saw it, and who waited meanwhile. */
export interface Hold {
  index: number;
  held: EventOf<'held'>;
  /** Clients whose wait fell into it, without the one whose handler it was. */
  clients: number;
  /** How long they waited in it, in all. */
  waitedNs: VirtualNs;
  /** Who waited longest in it, and how long; null where nobody did. */
  longest: { client: string; waitedNs: VirtualNs } | null;
}

/** The longest holds of a recorded server, the worst first, and the place of each; of a run in virtual time there are none. */
export function longestHolds(
  recording: Recording,
  most: number,
): { index: number; held: EventOf<'held'> }[] {
  const all: { index: number; held: EventOf<'held'> }[] = [];
  for (const [index, event] of recording.events.entries()) {
    if (event.kind === 'held') all.push({ index, held: event });
  }
  all.sort((a, b) => b.held.durationNs - a.held.durationNs);
  return all.slice(0, most);
}

/** The same with who waited in each. */
export function worstHolds(recording: Recording, most: number): Hold[] {
  return longestHolds(recording, most).map((hold) => ({
    ...hold,
    ...waitedIn(recording, hold.held),
  }));
}

function waitedIn(
  recording: Recording,
  { conn, timeNs, durationNs }: EventOf<'held'>,
): Pick<Hold, 'clients' | 'waitedNs' | 'longest'> {
  const holder = conn === null ? null : clientOf(conn);
  const clients = new Set<string>();
  const endNs = timeNs + durationNs;
  let waitedNs = 0;
  let longest: Hold['longest'] = null;
  for (const { client, sentNs, answeredNs, lostNs } of waitsOf(recording)) {
    const partNs = Math.min(endNs, answeredNs ?? lostNs ?? endNs) - Math.max(timeNs, sentNs);
    if (partNs <= 0 || client === holder) continue;
    clients.add(client);
    waitedNs += partNs;
    if (longest === null || partNs > longest.waitedNs) longest = { client, waitedNs: partNs };
  }
  return { clients: clients.size, waitedNs, longest };
}
