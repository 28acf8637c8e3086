import type { VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';

/** What of a connection's data waits where, after an event of it. Bytes. */
export interface Fill {
  index: number;
  timeNs: VirtualNs;
  /** In our program: the transport's buffer. */
  ours: number;
  /** Sent and not acknowledged: what our kernel keeps. */
  kernel: number;
  /** Acknowledged and not read: in the client's kernel. */
  theirs: number;
  /** What the client's program has read. */
  read: number;
  /** What our kernel has taken so far, and what of it is acknowledged. */
  sent: number;
  acked: number;
}

/** All of our buffers together, after an event that changes them. */
export interface Total {
  index: number;
  timeNs: VirtualNs;
  bytes: number;
}

interface Found {
  /** Of each connection, in the order of events. */
  fills: ReadonlyMap<string | null, readonly Fill[]>;
  totals: readonly Total[];
  /** Where it is most; the first such. */
  peak: Total;
}

const START: Fill = {
  index: -1,
  timeNs: 0,
  ours: 0,
  kernel: 0,
  theirs: 0,
  read: 0,
  sent: 0,
  acked: 0,
};
const cache = new WeakMap<Recording, Found>();

/** Where the data of a run waits, all the time. */
export function buffersOf(recording: Recording): Found {
  let found = cache.get(recording);
  if (found === undefined) cache.set(recording, (found = find(recording)));
  return found;
}

function find({ events }: Recording): Found {
  const fills = new Map<string | null, Fill[]>();
  const totals: Total[] = [];
  let peak: Total = { index: 0, timeNs: 0, bytes: 0 };
  let all = 0;
  for (const [index, event] of events.entries()) {
    const { timeNs } = event;
    const own = (conn: string | null): Fill => fills.get(conn)?.at(-1) ?? START;
    const add = (conn: string | null, change: Partial<Fill>): void => {
      const last = own(conn);
      const next = { ...last, ...change, index, timeNs };
      // What is read has arrived, even if that is not heard yet, or not any more.
      const arrived = Math.max(next.acked, next.read);
      next.kernel = next.sent - arrived;
      next.theirs = arrived - next.read;
      if (!fills.has(conn)) fills.set(conn, []);
      fills.get(conn)!.push(next);
      if (next.ours === last.ours) return;
      all += next.ours - last.ours;
      totals.push({ index, timeNs, bytes: all });
      if (all > peak.bytes) peak = totals.at(-1)!;
    };
    switch (event.kind) {
      case 'write':
        add(event.conn, { ours: event.buffered });
        break;
      case 'send':
        if (event.n === undefined) break;
        add(event.conn, {
          ours: own(event.conn).ours - event.n,
          sent: own(event.conn).sent + event.n,
        });
        break;
      case 'net.ack':
        add(event.conn, { acked: own(event.conn).acked + event.n });
        break;
      case 'client.recv':
        add(event.conn, { read: event.total });
        break;
      case 'connectionLost':
        if (!fills.has(event.conn)) break;
        if (event.reason === 'ConnectionDone') add(event.conn, { ours: 0 });
        else add(event.conn, { ours: 0, sent: 0, acked: 0, read: 0 });
        break;
    }
  }
  return { fills, totals, peak };
}

/** What of `client`'s data waits where after event `index`. */
export function fillAt(recording: Recording, client: string, index: number): Fill {
  return lastUpTo(buffersOf(recording).fills.get(client) ?? [], index) ?? START;
}

/** All of our buffers together after event `index`, bytes. */
export function totalAt(recording: Recording, index: number): number {
  return lastUpTo(buffersOf(recording).totals, index)?.bytes ?? 0;
}

function lastUpTo<T extends { index: number }>(list: readonly T[], index: number): T | undefined {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]!.index <= index) low = middle + 1;
    else high = middle;
  }
  return list[low - 1];
}

/** A number with so many digits that count. */
export function rounded(value: number, digits: number): number {
  if (value === 0) return 0;
  const scale = 10 ** (digits - 1 - Math.floor(Math.log10(value)));
  return Math.round(value * scale) / scale;
}

/** A size as one says it, of 1,000s: `100 KB`, `58.4 MB`, `1.2 GB`. */
export function bytesText(bytes: number): string {
  const size = rounded(bytes, 3);
  const [unit, name] = (
    [
      [1e9, 'GB'],
      [1e6, 'MB'],
      [1e3, 'KB'],
    ] as const
  ).find(([least]) => size >= least) ?? [1, 'bytes'];
  return `${rounded(size / unit, 3)} ${name}`;
}
