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

const START: Fill = { index: -1, timeNs: 0, ours: 0, kernel: 0, theirs: 0, read: 0 };
const cache = new WeakMap<Recording, Found>();

/** Where the data of a run waits, all the time. */
export function buffersOf(recording: Recording): Found {
  let found = cache.get(recording);
  if (found === undefined) cache.set(recording, (found = find(recording)));
  return found;
}

function find({ events, net }: Recording): Found {
  const fills = new Map<string | null, Fill[]>();
  const totals: Total[] = [];
  let peak: Total = { index: 0, timeNs: 0, bytes: 0 };
  let all = 0;
  const capacity = net?.serverSendBuffer ?? 0;
  for (const [index, event] of events.entries()) {
    const { timeNs } = event;
    const own = (conn: string | null): Fill => fills.get(conn)?.at(-1) ?? START;
    const add = (conn: string | null, change: Partial<Fill>): void => {
      const last = own(conn);
      const next = { ...last, ...change, index, timeNs };
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
          kernel: capacity - event.kernelFree!,
        });
        break;
      case 'net.ack':
        add(event.conn, {
          kernel: capacity - event.kernelFree,
          theirs: own(event.conn).theirs + event.n,
        });
        break;
      case 'client.recv':
        add(event.conn, {
          theirs: Math.max(0, own(event.conn).theirs - event.n),
          read: event.total,
        });
        break;
      case 'connectionLost':
        if (fills.has(event.conn)) add(event.conn, { ours: 0, kernel: 0 });
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

/** A size as one says it, of 1,000s: `100 KB`, `58.4 MB`, `1.2 GB`. */
export function bytesText(bytes: number): string {
  const [unit, name] = (
    [
      [1e9, 'GB'],
      [1e6, 'MB'],
      [1e3, 'KB'],
    ] as const
  ).find(([size]) => bytes >= size * 0.9995) ?? [1, 'bytes'];
  return `${Number((bytes / unit).toPrecision(3))} ${name}`;
}
