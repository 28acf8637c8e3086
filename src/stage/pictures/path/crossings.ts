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

/** What a segment is known by in `net.lost`: its kind, its way and when it would have arrived. */
const lossKey = (kind: Crossing['kind'], down: boolean, timeNs: VirtualNs): string =>
  `${kind} ${down} ${timeNs}`;

/** What is lost, and how many bytes of data with it. */
function lossesOf(events: readonly RecordedEvent[]): Map<string, number> {
  const lost = new Map<string, number>();
  for (const event of events) {
    const kind = event.kind === 'net.lost' ? WHATS.get(event.what) : undefined;
    if (event.kind !== 'net.lost' || kind === undefined) continue;
    lost.set(lossKey(kind, event.side === 'server', event.timeNs), event.n ?? 0);
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

/** Follows a run and notes what crosses. */
class Tracker {
  readonly crossings: Crossing[] = [];
  readonly #latencyNs: number;
  /** Each is taken once. */
  readonly #lost: Map<string, number>;
  readonly #server: Sender = { down: true, unacknowledged: [], repeats: false };
  readonly #client: Sender = { down: false, unacknowledged: [], repeats: false };
  #isOver = false;

  constructor(latencyNs: number, lost: Map<string, number>) {
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
        // A connection that is over already says no more, and the port's own end none at all.
        if (this.#isOver || event.conn === 'port') return;
        this.#cross(index, event.rst ? 'rst' : 'fin', true, event.timeNs);
    }
  }

  /** Losses that no event tells the beginning of: copies of a handshake, of a FIN. */
  finish(): void {
    for (const [key, size] of this.#lost) {
      const [kind, down, timeNs] = key.split(' ') as [Crossing['kind'], string, string];
      const toNs = Number(timeNs);
      const way = { down: down === 'true', fromNs: toNs - this.#latencyNs, toNs };
      this.crossings.push({ index: -1, kind, ...way, isLost: true, text: '', size });
    }
    this.crossings.sort((a, b) => a.fromNs - b.fromNs);
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
    const isLost = this.#lost.delete(lossKey(kind, down, toNs));
    this.crossings.push({ index, kind, down, fromNs, toNs, isLost, text, size: text.length });
    return !isLost;
  }
}

function findCrossings({ events, net }: Recording): PathRun {
  const tracker = new Tracker((net?.latencyMs ?? 0) * 1e6, lossesOf(events));
  events.forEach((event, index) => tracker.see(event, index));
  tracker.finish();
  const { crossings } = tracker;
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
