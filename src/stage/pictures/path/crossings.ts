import type { RecordedEvent, VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';

/** One segment on its way between the two kernels. */
export interface Crossing {
  /** Index of the event that it comes from: before that it is not there. */
  index: number;
  kind: 'data' | 'ack' | 'probe' | 'fin' | 'rst' | 'handshake';
  /** Towards the peer. */
  down: boolean;
  fromNs: VirtualNs;
  toNs: VirtualNs;
  isLost: boolean;
  /** Bytes that it carries, latin-1, and how many. */
  text: string;
  size: number;
}

/** What crossed between the server and its one client, found once for a run. */
export interface PathRun {
  crossings: readonly Crossing[];
  /** When the network carried something from end to end, ascending: a box in the middle remembers so long. */
  heardNs: readonly VirtualNs[];
}

const cache = new WeakMap<Recording, PathRun>();

/** The crossings of a run with one client. They follow from events and the latency alone. */
export function pathRun(recording: Recording): PathRun {
  let run = cache.get(recording);
  if (run === undefined) cache.set(recording, (run = findCrossings(recording)));
  return run;
}

const WHATS: ReadonlyMap<string, Crossing['kind']> = new Map([
  ['data', 'data'],
  ['ack', 'ack'],
  ['keepalive', 'probe'],
  ['probe', 'probe'],
  ['fin', 'fin'],
  ['rst', 'rst'],
  ['syn', 'handshake'],
  ['synack', 'handshake'],
]);

function findCrossings({ events, net }: Recording): PathRun {
  const latencyNs = (net?.latencyMs ?? 0) * 1e6;
  /** What is lost, by kind, sender and time; each is taken once. */
  const lost = new Map<string, number>();
  const lossKey = (kind: string, down: boolean, timeNs: VirtualNs): string =>
    `${kind} ${down} ${timeNs}`;
  events.forEach((event) => {
    if (event.kind !== 'net.lost') return;
    const kind = WHATS.get(event.what);
    if (kind === undefined) return;
    lost.set(lossKey(kind, event.side === 'server', event.timeNs), event.n ?? 0);
  });

  const crossings: Crossing[] = [];
  let isOver = false;
  const sender = {
    server: { unacknowledged: [] as string[], repeats: false },
    client: { unacknowledged: [] as string[], repeats: false },
  };
  function cross(
    index: number,
    kind: Crossing['kind'],
    down: boolean,
    fromNs: VirtualNs,
    text = '',
  ): boolean {
    const toNs = fromNs + latencyNs;
    const isLost = lost.delete(lossKey(kind, down, toNs));
    crossings.push({ index, kind, down, fromNs, toNs, isLost, text, size: text.length });
    return !isLost;
  }
  /** Data, and the acknowledgement that the other kernel sends at once. */
  function carry(
    index: number,
    kind: 'data' | 'probe',
    down: boolean,
    event: RecordedEvent,
    text = '',
  ): void {
    if (cross(index, kind, down, event.timeNs, text)) {
      cross(index, 'ack', !down, event.timeNs + latencyNs);
    }
  }
  events.forEach((event, index) => {
    switch (event.kind) {
      case 'send':
        if (event.n === undefined) return;
        sender.server.unacknowledged.push(event.data ?? '');
        if (!sender.server.repeats) carry(index, 'data', true, event, event.data ?? '');
        return;
      case 'client.send':
        sender.client.unacknowledged.push(event.data);
        if (!sender.client.repeats) carry(index, 'data', false, event, event.data);
        return;
      case 'net.ack':
        sender.server.unacknowledged.shift();
        sender.server.repeats = false;
        return;
      case 'net.retransmit': {
        const from = event.side === 'server' ? sender.server : sender.client;
        from.repeats = true;
        if (event.n > 0) {
          carry(index, 'data', event.side === 'server', event, from.unacknowledged[0] ?? '');
        }
        return;
      }
      case 'net.keepalive':
        carry(index, 'probe', true, event);
        return;
      case 'client.connect':
        cross(index, 'handshake', false, event.timeNs);
        return;
      case 'client.close':
        cross(index, 'fin', false, event.timeNs);
        return;
      case 'net.synRefused':
      case 'net.reset':
        cross(index, 'rst', true, event.timeNs);
        return;
      case 'client.refused':
      case 'net.timeout':
      case 'net.rst':
        isOver = true;
        return;
      case 'sockClose':
        // A connection that is over already says no more, and the port's own end none at all.
        if (!isOver && event.conn !== 'port')
          cross(index, event.rst ? 'rst' : 'fin', true, event.timeNs);
    }
  });
  // Losses that no event above tells of: copies of a handshake, of a FIN.
  for (const [key, size] of lost) {
    const [kind, down, timeNs] = key.split(' ') as [Crossing['kind'], string, string];
    const toNs = Number(timeNs);
    const way = { down: down === 'true', fromNs: toNs - latencyNs, toNs };
    crossings.push({ index: -1, kind, ...way, isLost: true, text: '', size });
  }
  const heardNs = events.flatMap((e) =>
    e.kind === 'client.connected' || e.kind === 'net.acceptable' ? [e.timeNs] : [],
  );
  for (const { isLost, toNs } of crossings) if (!isLost) heardNs.push(toNs);
  crossings.sort((a, b) => a.fromNs - b.fromNs);
  return { crossings, heardNs: heardNs.sort((a, b) => a - b) };
}

/** What is between the kernels at a moment, at or after event `index`. */
export function underWay({ crossings }: PathRun, index: number, timeNs: VirtualNs): Crossing[] {
  return crossings.filter((c) => c.index <= index && c.fromNs <= timeNs && timeNs < c.toNs);
}

/** Bytes that the peer's kernel has and its program has not read. */
export function unreadByPeer(
  { crossings }: PathRun,
  receivedBytes: number,
  index: number,
  timeNs: VirtualNs,
): string {
  let text = '';
  for (const { kind, down, isLost, toNs, text: bytes, index: from } of crossings) {
    if (kind !== 'data' || !down) continue;
    if (isLost) break;
    if (from <= index && toNs <= timeNs) text += bytes;
  }
  return text.slice(receivedBytes);
}
