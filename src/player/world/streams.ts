import type { RecordedEvent, VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { consumedAfter, hasFraming } from './consumption';
import { programOf, type Program } from './program';
import { findLost, findSignals, travelDown, travelUp } from './travel';
import { knownText, type Segment } from './segments';
import { finish, isPart, type Work } from '../work';
import type { InFlight } from './world.types';

/** Something on a wire, drawn in the worlds of the events [`startIndex`, `goneIndex`). */
export interface Travel {
  startIndex: number;
  goneIndex: number;
  item: InFlight;
}

/** A mark on a stream: event `index` at `timeNs` brought the total to `total` bytes. */
export interface Mark {
  index: number;
  timeNs: VirtualNs;
  total: number;
}

/** Everything that crosses between one client and the server, found once for the whole run. */
export interface ClientStreams {
  name: string;
  /** One way, from how long the handshake took; 0 if the recording does not tell. */
  latencyNs: VirtualNs;
  /** Client to server: its sends, what arrived, what was read, what the protocol has dealt with. */
  sends: Segment[];
  arrivals: Mark[];
  reads: Mark[];
  consumptions: Mark[];
  /** Bytes that the protocol was given in all. */
  delivered: number;
  /** Server to client: the protocol's writes, what the kernel took, acknowledged; what the client got. */
  writes: Segment[];
  taken: Mark[];
  acknowledged: Mark[];
  received: Mark[];
  /** Events of the connection's life: connect, connected, close, reset and what the kernel says of them. */
  life: { index: number; event: RecordedEvent }[];
  up: Travel[];
  down: Travel[];
  upSignals: Travel[];
  downSignals: Travel[];
  /** Segments with bytes that the network lost, and their flights. */
  lost: Lost[];
  lostUp: Travel[];
  lostDown: Travel[];
}

/** A segment of `size` bytes that did not arrive at `timeNs`, when it would have. */
export interface Lost {
  index: number;
  timeNs: VirtualNs;
  side: 'client' | 'server';
  size: number;
  /** Offset in its stream: how much of it had arrived before. Good for the oldest that is missing. */
  start: number;
}

export interface RunStreams {
  /** Clients by name, in order of first appearance. */
  clients: Map<string, ClientStreams>;
  /** False when every `dataReceived` is a message of its own. */
  isFramed: boolean;
  /** Without a reactor, what `recv` gave is a message, and what `send` took an answer. */
  program: Program;
  /** Of each timer that fires, when: `timerReset` and `timerDelay` do not tell the new time. */
  firesNs: Map<number, VirtualNs>;
}

const cache = new WeakMap<Recording, RunStreams>();

/** The streams of a run. Found at the first call, in one pass over the events. */
export function streamsOf(recording: Recording): RunStreams {
  let streams = cache.get(recording);
  if (streams === undefined) {
    streams = finish(findStreams(recording));
    cache.set(recording, streams);
  }
  return streams;
}

/** The same in parts. */
export function* streamsWork(recording: Recording): Work<RunStreams> {
  let streams = cache.get(recording);
  if (streams === undefined) {
    streams = yield* findStreams(recording);
    cache.set(recording, streams);
  }
  return streams;
}

function* findStreams(recording: Recording): Work<RunStreams> {
  const clients = new Map<string, ClientStreams>();
  const firesNs = new Map<number, VirtualNs>();
  const isFramed = hasFraming(recording);
  const program = programOf(recording);
  for (const [index, event] of recording.events.entries()) {
    if (isPart(index)) yield;
    if (event.kind === 'timerFire') firesNs.set(event.id, event.timeNs);
    if (!('conn' in event) || typeof event.conn !== 'string') continue;
    let client = clients.get(event.conn);
    if (client === undefined) {
      if (!introduces(event)) continue;
      client = emptyStreams(event.conn);
      clients.set(event.conn, client);
    }
    collect(client, event, index, isFramed);
    if (program !== 'reactor') collectBare(client, event, index);
  }
  let count = 0;
  for (const client of clients.values()) {
    client.latencyNs = latencyOf(client, recording);
    yield* travelUp(client, recording.events);
    yield* travelDown(client, recording.events);
    yield* findSignals(client, recording.events);
    yield* findLost(client, recording.events);
    if (++count % 64 === 0) yield;
  }
  return { clients, isFramed, program, firesNs };
}

/** True for the events that make a name a client's: not those of the listening socket. */
function introduces(event: RecordedEvent): boolean {
  return (
    event.kind.startsWith('client.') || event.kind === 'net.acceptable' || event.kind === 'accept'
  );
}

function emptyStreams(name: string): ClientStreams {
  return {
    name,
    latencyNs: 0,
    sends: [],
    arrivals: [],
    reads: [],
    consumptions: [],
    delivered: 0,
    writes: [],
    taken: [],
    acknowledged: [],
    received: [],
    life: [],
    up: [],
    down: [],
    upSignals: [],
    downSignals: [],
    lost: [],
    lostUp: [],
    lostDown: [],
  };
}

/** How many bytes the marks have brought so far. */
export function totalOf(marks: readonly Mark[]): number {
  return marks.length === 0 ? 0 : marks[marks.length - 1]!.total;
}

function collect(
  client: ClientStreams,
  event: RecordedEvent,
  index: number,
  isFramed: boolean,
): void {
  const { timeNs } = event;
  const add = (marks: Mark[], n: number): unknown =>
    marks.push({ index, timeNs, total: totalOf(marks) + n });
  switch (event.kind) {
    case 'client.send':
      addSegment(client.sends, event.data, event.n, index, timeNs);
      return;
    case 'write':
      addSegment(client.writes, event.data, event.n, index, timeNs);
      return;
    case 'net.arrive':
      add(client.arrivals, event.n);
      return;
    case 'recv':
      if (event.n !== undefined) add(client.reads, event.n);
      return;
    case 'send':
      if (event.n !== undefined) add(client.taken, event.n);
      return;
    case 'net.ack':
      add(client.acknowledged, event.n);
      return;
    case 'client.recv':
      client.received.push({ index, timeNs, total: event.total });
      return;
    case 'dataReceived':
      if (client.delivered + event.n > totalOf(client.reads)) {
        giveBack(client, event.n);
        return;
      }
      client.delivered += event.n;
      if (!isFramed) add(client.consumptions, event.n);
      return;
    case 'lineReceived':
    case 'stringReceived':
    case 'rawDataReceived':
    case 'lineLengthExceeded': {
      const start = totalOf(client.consumptions);
      const total = consumedAfter(event, client.sends, start, client.delivered);
      client.consumptions.push({ index, timeNs, total });
      return;
    }
    case 'net.lost':
      client.life.push({ index, event });
      if (event.what === 'data') {
        const known = event.side === 'client' ? client.arrivals : client.acknowledged;
        const { side, n: size = 0 } = event;
        client.lost.push({ index, timeNs, side, size, start: totalOf(known) });
      }
      return;
    default:
      if (LIFE_KINDS.has(event.kind)) client.life.push({ index, event });
  }
}

/** `setLineMode(extra)`: the last `n` bytes that raw mode got were a line's, and are given to the protocol again. */
function giveBack(client: ClientStreams, n: number): void {
  const last = client.consumptions.at(-1);
  if (last === undefined) return;
  const before = client.consumptions.at(-2)?.total ?? 0;
  last.total = Math.max(before, Math.min(last.total, client.delivered - n));
}

/** A program without a protocol: it deals with what it reads at once, and sends what it has to say. */
function collectBare(client: ClientStreams, event: RecordedEvent, index: number): void {
  const { timeNs } = event;
  if (event.kind === 'recv' && event.n) {
    client.delivered += event.n;
    client.consumptions.push({ index, timeNs, total: client.delivered });
  } else if (event.kind === 'send' && event.n) {
    addSegment(client.writes, event.data ?? '', event.n, index, timeNs);
  }
}

const LIFE_KINDS = new Set<string>([
  'client.connect',
  'client.connected',
  'client.close',
  'client.shutdownWrite',
  'client.reset',
  'client.eof',
  'client.connectionReset',
  'client.refused',
  'net.acceptable',
  'net.synDropped',
  'net.synRefused',
  'net.reset',
  'net.fin',
  'net.rst',
  'net.retransmit',
  'net.timeout',
  'sockShutdown',
  'sockClose',
]);

function addSegment(
  segments: Segment[],
  data: string,
  sizeBytes: number,
  index: number,
  timeNs: VirtualNs,
): void {
  const start = segments.length === 0 ? 0 : segments[segments.length - 1]!.end;
  const text = knownText(data, sizeBytes);
  segments.push({ start, end: start + sizeBytes, text, index, timeNs });
}

/** Connected comes two latencies after the connect request that got through. */
function latencyOf(client: ClientStreams, recording: Recording): VirtualNs {
  let connectNs: VirtualNs | null = null;
  for (const { event } of client.life) {
    if (event.kind === 'client.connect') connectNs = event.timeNs;
    if (event.kind === 'client.connected' && connectNs !== null) {
      return (event.timeNs - connectNs) / 2;
    }
  }
  return (recording.net?.latencyMs ?? 0) * 1e6;
}
