import type { VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';

/** A stretch for which the reactor’s thread works or sleeps in somebody’s code. */
export interface Piece {
  /** The event with which it begins. */
  index: number;
  startNs: VirtualNs;
  endNs: VirtualNs;
  turn: number;
  /** The client whose line led to it; null where the recording does not say. */
  owner: string | null;
}

/** All that one turn of the loop worked, one piece right after the other. */
export interface Hold {
  startNs: VirtualNs;
  endNs: VirtualNs;
  turn: number;
  count: number;
}

interface Found {
  pieces: readonly Piece[];
  holds: readonly Hold[];
}

const cache = new WeakMap<Recording, Found>();

/** The pieces of a run in order, and what each turn worked. */
export function piecesOf(recording: Recording): Found {
  let found = cache.get(recording);
  if (found === undefined) cache.set(recording, (found = find(recording)));
  return found;
}

function find({ events, causes }: Recording): Found {
  const deliveries = new Map(causes ?? []);
  const pieces: Piece[] = [];
  const holds: Hold[] = [];
  for (const [index, event] of events.entries()) {
    if (event.kind !== 'block' || event.thread !== undefined || event.durationNs === 0) continue;
    const { timeNs: startNs, turn } = event;
    const endNs = startNs + event.durationNs;
    const delivery = events[deliveries.get(index) ?? -1] as { conn?: string } | undefined;
    pieces.push({ index, startNs, endNs, turn, owner: delivery?.conn ?? null });
    const last = holds.at(-1);
    if (last?.turn === turn) Object.assign(last, { endNs, count: last.count + 1 });
    else holds.push({ startNs, endNs, turn, count: 1 });
  }
  return { pieces, holds };
}

/** A line of a client on its way through the program. Null: that did not happen in the run. */
export interface Passage {
  client: string;
  /** In the kernel, where it waits to be read. */
  arrivedNs: VirtualNs;
  readNs: VirtualNs | null;
  /** The answer was written, and waits to be sent, until it was. */
  writtenNs: VirtualNs | null;
  sentNs: VirtualNs | null;
}

const passages = new WeakMap<Recording, Passage[]>();

/** The lines of all clients in the order in which they arrived: of a program that answers each line with one write. */
export function passagesOf(recording: Recording): readonly Passage[] {
  let found = passages.get(recording);
  if (found !== undefined) return found;
  found = [];
  /** Of each client, the lines that are not sent yet, the oldest first. */
  const open = new Map<string, Passage[]>();
  for (const event of recording.events) {
    const { kind, timeNs } = event;
    const client = (event as { conn?: string | null }).conn;
    if (client == null) continue;
    const own = open.get(client) ?? [];
    if (kind === 'net.arrive') {
      const passage = {
        client,
        arrivedNs: timeNs,
        readNs: null,
        writtenNs: null,
        sentNs: null,
      };
      open.set(client, [...own, passage]);
      found.push(passage);
    } else if (kind === 'lineReceived') {
      const line = own.find(({ readNs }) => readNs === null);
      if (line) line.readNs = timeNs;
    } else if (kind === 'write') {
      const line = own.find(({ writtenNs }) => writtenNs === null);
      if (line) line.writtenNs = timeNs;
    } else if (kind === 'send') {
      for (const line of own) if (line.writtenNs !== null) line.sentNs = timeNs;
      open.set(
        client,
        own.filter(({ writtenNs }) => writtenNs === null),
      );
    }
  }
  passages.set(recording, found);
  return found;
}

/** How many turns held a line up, from its arrival to its answer’s leaving. */
export function turnsHolding(recording: Recording, { arrivedNs, sentNs }: Passage): number {
  const untilNs = sentNs ?? Infinity;
  return piecesOf(recording).holds.filter(
    ({ startNs, endNs }) => endNs > arrivedNs && startNs < untilNs,
  ).length;
}
