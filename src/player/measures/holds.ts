import type { EventOf, VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import type { Wait } from '../world/world.types';
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

/**
 * Who waited in a hold: whose wait falls into it by more than no time, without its own handler's client. A wait is one
 * of `waitsOf`; where the server wrote no answer it ends, here, when what was sent is given to the server's code: a
 * client that is never answered does not wait in every hold that follows. The recorder's report has the same rule
 * (`python/recorder/inside_the_reactor/waits.py`); a test holds both against the same recordings.
 */
function waitedIn(
  recording: Recording,
  { conn, timeNs, durationNs }: EventOf<'held'>,
): Pick<Hold, 'clients' | 'waitedNs' | 'longest'> {
  const holder = conn === null ? null : clientOf(conn);
  const clients = new Set<string>();
  const endNs = timeNs + durationNs;
  let waitedNs = 0;
  let longest: Hold['longest'] = null;
  for (const wait of waitsOf(recording)) {
    const { client, sentNs } = wait;
    const partNs = Math.min(endNs, untilNs(wait, recording)) - Math.max(timeNs, sentNs);
    if (partNs <= 0 || client === holder) continue;
    clients.add(client);
    waitedNs += partNs;
    if (longest === null || partNs > longest.waitedNs) longest = { client, waitedNs: partNs };
  }
  return { clients: clients.size, waitedNs, longest };
}

function untilNs(
  { answeredNs, lostNs, trail: { answer, deliveryIndex } }: Wait,
  { events }: Recording,
): VirtualNs {
  if (answer === null && deliveryIndex !== null) return events[deliveryIndex]!.timeNs;
  return answeredNs ?? lostNs ?? Infinity;
}
