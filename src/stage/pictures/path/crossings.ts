import type { RecordedEvent, VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';

/** One segment on its way between the two kernels. */
export interface Crossing {
  /** Its connection: that of client `A`, or `A#2`, which A made when the first was over. */
  conn: string;
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

/** What crossed between the server and its clients, found once for a run. */
export interface PathRun {
  crossings: readonly Crossing[];
  /** When the network carried something from end to end, ascending: a box in the middle remembers so long. */
  heardNs: readonly VirtualNs[];
}

const cache = new WeakMap<Recording, PathRun>();

/** The crossings of a run. They follow from events and the latency alone. */
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

/** A segment that is lost, as `net.lost` tells of it. */
interface Loss {
  conn: string;
  kind: Crossing['kind'];
  down: boolean;
  toNs: VirtualNs;
  size: number;
}

/** What a segment is known by: its connection, its kind, its way and when it would have arrived. */
const lossKey = ({ conn, kind, down, toNs }: Omit<Loss, 'size'>): string =>
  `${kind} ${down} ${toNs} ${conn}`;

function lossesOf(events: readonly RecordedEvent[]): Map<string, Loss> {
  const lost = new Map<string, Loss>();
  for (const event of events) {
    const kind = event.kind === 'net.lost' ? WHATS.get(event.what) : undefined;
    if (event.kind !== 'net.lost' || kind === undefined) continue;
    const { timeNs: toNs, side, n: size = 0 } = event;
    const loss = { conn: event.conn ?? '', kind, down: side === 'server', toNs, size };
    lost.set(lossKey(loss), loss);
  }
  return lost;
}

/** One end of the connection, as far as its crossings go. */
interface Sender {
  down: boolean;
  /** What it has sent and the other has not acknowledged. */
  unacknowledged: string[];
  /** It sends again and again until an acknowledgement comes: what is new waits. */
  repeats: boolean;
}

/** Follows one connection and notes what crosses. */
class Tracker {
  readonly #conn: string;
  readonly #crossings: Crossing[];
  readonly #latencyNs: number;
  /** Each is taken once. */
  readonly #lost: Map<string, Loss>;
  readonly #server: Sender = { down: true, unacknowledged: [], repeats: false };
  readonly #client: Sender = { down: false, unacknowledged: [], repeats: false };
  #isOver = false;

  constructor(conn: string, crossings: Crossing[], latencyNs: number, lost: Map<string, Loss>) {
    this.#conn = conn;
    this.#crossings = crossings;
    this.#latencyNs = latencyNs;
    this.#lost = lost;
  }

  see(event: RecordedEvent, index: number): void {
    switch (event.kind) {
      case 'send':
        if (event.n !== undefined) this.#send(this.#server, index, event, event.data ?? '');
        return;
      case 'client.send':
        return this.#send(this.#client, index, event, event.data);
      case 'net.ack':
        this.#server.unacknowledged.shift();
        this.#server.repeats = false;
        return;
      case 'net.retransmit': {
        const from = event.side === 'server' ? this.#server : this.#client;
        from.repeats = true;
        const [first = ''] = from.unacknowledged;
        if (event.n > 0) this.#carry(index, 'data', from.down, event.timeNs, first);
        return;
      }
      case 'net.keepalive':
        return this.#carry(index, 'probe', true, event.timeNs);
      case 'client.connect':
        this.#cross(index, 'handshake', false, event.timeNs);
        return;
      case 'client.close':
        this.#cross(index, 'fin', false, event.timeNs);
        return;
      case 'net.synRefused':
      case 'net.reset':
        this.#cross(index, 'rst', true, event.timeNs);
        return;
      case 'client.refused':
      case 'net.timeout':
      case 'net.rst':
        this.#isOver = true;
        return;
      case 'sockClose':
        // A connection that is over already says no more.
        if (this.#isOver) return;
        this.#cross(index, event.rst ? 'rst' : 'fin', true, event.timeNs);
    }
  }

  #send(from: Sender, index: number, { timeNs }: RecordedEvent, data: string): void {
    from.unacknowledged.push(data);
    if (!from.repeats) this.#carry(index, 'data', from.down, timeNs, data);
  }

  /** Data, and the acknowledgement that the other kernel sends at once. */
  #carry(index: number, kind: 'data' | 'probe', down: boolean, fromNs: VirtualNs, text = ''): void {
    if (this.#cross(index, kind, down, fromNs, text)) {
      this.#cross(index, 'ack', !down, fromNs + this.#latencyNs);
    }
  }

  /** Whether it arrives. */
  #cross(
    index: number,
    kind: Crossing['kind'],
    down: boolean,
    fromNs: VirtualNs,
    text = '',
  ): boolean {
    const toNs = fromNs + this.#latencyNs;
    const way = { conn: this.#conn, kind, down, toNs };
    const isLost = this.#lost.delete(lossKey(way));
    this.#crossings.push({ ...way, index, fromNs, isLost, text, size: text.length });
    return !isLost;
  }
}

function findCrossings({ events, net }: Recording): PathRun {
  const latencyNs = (net?.latencyMs ?? 0) * 1e6;
  const lost = lossesOf(events);
  const crossings: Crossing[] = [];
  const trackers = new Map<string, Tracker>();
  events.forEach((event, index) => {
    const conn = 'conn' in event && typeof event.conn === 'string' ? event.conn : 'port';
    if (conn === 'port') return;
    let tracker = trackers.get(conn);
    if (tracker === undefined) {
      trackers.set(conn, (tracker = new Tracker(conn, crossings, latencyNs, lost)));
    }
    tracker.see(event, index);
  });
  // Losses that no event tells the beginning of: copies of a handshake, of a FIN.
  for (const loss of lost.values()) {
    crossings.push({ ...loss, index: -1, fromNs: loss.toNs - latencyNs, isLost: true, text: '' });
  }
  crossings.sort((a, b) => a.fromNs - b.fromNs);
  const established = events.filter(
    ({ kind }) => kind === 'client.connected' || kind === 'net.acceptable',
  );
  const heardNs = established.map(({ timeNs }) => timeNs);
  for (const { isLost, toNs } of crossings) if (!isLost) heardNs.push(toNs);
  return { crossings, heardNs: heardNs.sort((a, b) => a - b) };
}

/** What is between the kernels at a moment, at or after event `index`. */
export function underWay({ crossings }: PathRun, index: number, timeNs: VirtualNs): Crossing[] {
  return crossings.filter((c) => c.index <= index && c.fromNs <= timeNs && timeNs < c.toNs);
}

/** Bytes of a connection that the peer's kernel has and its program has not read. */
export function unreadByPeer(
  { crossings }: PathRun,
  name: string,
  receivedBytes: number,
  index: number,
  timeNs: VirtualNs,
): string {
  let text = '';
  for (const { conn, kind, down, isLost, toNs, text: bytes, index: from } of crossings) {
    if (conn !== name || kind !== 'data' || !down) continue;
    if (isLost) break;
    if (from <= index && toNs <= timeNs) text += bytes;
  }
  return text.slice(receivedBytes);
}
