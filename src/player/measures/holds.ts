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
}

/** The longest holds of a recorded server, the worst first; of a run in virtual time there are none. */
export function worstHolds(recording: Recording, most: number): Hold[] {
  const all: { index: number; held: EventOf<'held'> }[] = [];
  for (const [index, event] of recording.events.entries()) {
    if (event.kind === 'held') all.push({ index, held: event });
  }
  all.sort((a, b) => b.held.durationNs - a.held.durationNs);
  return all.slice(0, most).map((hold) => ({ ...hold, ...waitedIn(recording, hold.held) }));
}

function waitedIn(
  recording: Recording,
  { conn, timeNs, durationNs }: EventOf<'held'>,
): Pick<Hold, 'clients' | 'waitedNs'> {
  const holder = conn === null ? null : clientOf(conn);
  const clients = new Set<string>();
  const endNs = timeNs + durationNs;
  let waitedNs = 0;
  for (const { client, sentNs, answeredNs, lostNs } of waitsOf(recording)) {
    const partNs = Math.min(endNs, answeredNs ?? lostNs ?? endNs) - Math.max(timeNs, sentNs);
    if (partNs <= 0 || client === holder) continue;
    clients.add(client);
    waitedNs += partNs;
  }
  return { clients: clients.size, waitedNs };
}
