import { worldAt } from '../../../player/world/world';
import type { Bytes, World } from '../../../player/world/world.types';
import type { VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';

/** Whom the OS is to be asked about: names of clients, `port` and `waker`. */
export interface Asked {
  reads: readonly string[];
  writes: readonly string[];
}

/** What the reactor wants to know, and what the call in which it sleeps was asked. */
export interface Lists {
  /** Null while the reactor does not ask. */
  call: (Asked & { sinceNs: VirtualNs }) | null;
  /** The reactor’s own list. */
  now: Asked;
  /** epoll’s list is kept in the kernel: the call that sleeps has the one of now. */
  isKernels: boolean;
}

function askedIn({ interest }: World): Asked {
  return {
    reads: interest.filter(({ reading }) => reading).map(({ name }) => name),
    writes: interest.filter(({ writing }) => writing).map(({ name }) => name),
  };
}

export function listsAt(recording: Recording, index: number): Lists {
  const world = worldAt(recording, index);
  const now = askedIn(world);
  const isKernels = recording.reactor === 'epoll';
  if (!world.asking) return { call: null, now, isKernels };
  const { events } = recording;
  const entered = events.slice(0, index + 1).findLastIndex(({ kind }) => kind === 'selectEnter');
  const asked = isKernels ? now : askedIn(worldAt(recording, entered));
  return { call: { ...asked, sinceNs: events[entered]!.timeNs }, now, isKernels };
}

/** Who is on the reactor’s list to be written to, and not on that of the call that sleeps. */
export const unseenIn = ({ call, now }: Lists): readonly string[] =>
  call === null ? [] : now.writes.filter((name) => !call.writes.includes(name));

/** What lies in the process for a client, and whether a worker put something of it there: when. */
export interface Tray {
  bytes: Bytes;
  reachedNs: VirtualNs | null;
}

/** @throws Error when the run has no such client. */
export function trayAt(recording: Recording, index: number, client: string): Tray {
  const { events } = recording;
  const bytes = worldAt(recording, index).clients.find(({ name }) => name === client)!.writeBuffer;
  if (bytes.size === 0) return { bytes, reachedNs: null };
  const sent = events.findLastIndex(
    (event, i) => i <= index && event.kind === 'send' && event.conn === client,
  );
  const reached = events.find(
    (event, i) =>
      i > sent && i <= index && event.kind === 'write' && event.conn === client && event.thread,
  );
  return { bytes, reachedNs: reached?.timeNs ?? null };
}
