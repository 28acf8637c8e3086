import type { EventKind, RecordedEvent, VirtualNs } from '../../recording/events';
import type { ClientStreams, Mark, Travel } from './streams';
import { bytesBetween, firstWhere } from './segments';
import { firstIndexAt, lastIndexAt } from './time';
import { isPart, type Work } from '../work';
import type { InFlight } from './world.types';

type Events = readonly RecordedEvent[];

const NEVER = Number.POSITIVE_INFINITY;

/**
 * A client's bytes on their way up, cut where a send or an arrival ends. What left when follows from the arrival
 * (`net.arrive`) and the latency; before that the bytes wait in the client's kernel.
 */
export function* travelUp(client: ClientStreams, events: Events): Work<void> {
  const connectedNs = timeOf(client, 'client.connected') ?? 0;
  const deathIndex = indexOfDeath(client);
  const keptUntilNs = lastKeptNs(client, 'client');
  let arrival = 0;
  for (const send of client.sends) {
    let start = send.start;
    while (start < send.end) {
      if (isPart(client.up.length)) yield;
      while (arrival < client.arrivals.length && client.arrivals[arrival]!.total <= start)
        arrival++;
      const mark = client.arrivals[arrival];
      const end = mark === undefined ? send.end : Math.min(send.end, mark.total);
      const arrivesNs = mark === undefined ? null : mark.timeNs;
      const leftNs = arrivesNs ?? stays(client, keptUntilNs, send, events);
      const item: InFlight = {
        ...bytesBetween(client.sends, start, end),
        departedNs: Math.max(send.timeNs, connectedNs, leftNs - client.latencyNs),
        arrivesNs,
      };
      const goneIndex = mark?.index ?? lostIndex(item, client.latencyNs, deathIndex, events);
      client.up.push({ startIndex: send.index, goneIndex, item });
      start = end;
    }
  }
}

/**
 * The server's bytes on their way down. An acknowledgement comes back one latency after an arrival, so `net.ack`
 * tells both ends of the journey even when the client reads late; a closed socket hears no more of them, there
 * `client.recv` tells.
 */
export function* travelDown(client: ClientStreams, events: Events): Work<void> {
  const { latencyNs } = client;
  const keptUntilNs = lastKeptNs(client, 'server');
  const arrivals: Mark[] = client.acknowledged.map((mark) => ({
    ...mark,
    // After a lost acknowledgement the client may have read long before one comes.
    timeNs: Math.min(
      Math.max(0, mark.timeNs - latencyNs),
      markReaching(client.received, mark.total)?.timeNs ?? NEVER,
    ),
  }));
  const heard = arrivals.length === 0 ? 0 : arrivals[arrivals.length - 1]!.total;
  for (const mark of client.received) if (mark.total > heard) arrivals.push(mark);
  const deathIndex = indexOfDeath(client);
  let start = 0;
  for (const arrival of arrivals) {
    pushDown(client, events, start, arrival.total, arrival.timeNs, NEVER, keptUntilNs);
    start = arrival.total;
    if (isPart(client.down.length)) yield;
  }
  for (const mark of client.taken) {
    if (mark.total <= start) continue;
    pushDown(client, events, start, mark.total, null, deathIndex, keptUntilNs);
    start = mark.total;
    if (isPart(client.down.length)) yield;
  }
}

function pushDown(
  client: ClientStreams,
  events: Events,
  start: number,
  end: number,
  arrivesNs: VirtualNs | null,
  deathIndex: number,
  keptUntilNs: VirtualNs,
): void {
  const cause = markReaching(client.taken, end);
  if (cause === undefined || end <= start) return;
  const leftNs = arrivesNs ?? stays(client, keptUntilNs, cause, events);
  const item: InFlight = {
    ...bytesBetween(client.writes, start, end),
    departedNs: Math.max(cause.timeNs, leftNs - client.latencyNs),
    arrivesNs,
  };
  let goneIndex: number;
  if (arrivesNs === null) {
    goneIndex = lostIndex(item, client.latencyNs, deathIndex, events);
  } else {
    const read = markReaching(client.received, end);
    goneIndex = read?.timeNs === arrivesNs ? read.index : firstIndexAt(events, arrivesNs);
  }
  // Bytes that wait for the window leave between two events: they belong to the earlier one.
  const startIndex =
    item.departedNs === cause.timeNs
      ? cause.index
      : Math.max(cause.index, lastIndexAt(events, item.departedNs));
  client.down.push({ startIndex, goneIndex: Math.max(goneIndex, startIndex), item });
}

/**
 * When bytes that never arrive would have to arrive to have left for good: 0 if they simply left. Bytes that the
 * network loses stay in their sender's kernel, which sends copies, until the connection is over; those behind them wait.
 */
function stays(
  client: ClientStreams,
  keptUntilNs: VirtualNs,
  from: { timeNs: VirtualNs },
  events: Events,
): VirtualNs {
  const isKept = keptUntilNs >= from.timeNs;
  return isKept ? events[events.length - 1]!.timeNs + client.latencyNs + 1 : 0;
}

/** When the network last lost something of `side`, or that side last sent something again; before the run if never. */
function lastKeptNs(client: ClientStreams, side: 'client' | 'server'): VirtualNs {
  let lastNs = -1;
  for (const { event } of client.life) {
    const isKept = event.kind === 'net.lost' || event.kind === 'net.retransmit';
    if (isKept && event.side === side) lastNs = event.timeNs;
  }
  return lastNs;
}

/** Copies that the network lost: each flies until the time when it would have arrived. */
export function* findLost(client: ClientStreams, events: Events): Work<void> {
  for (const { index, timeNs, side, size, start } of client.lost) {
    const departedNs = timeNs - client.latencyNs;
    const segments = side === 'client' ? client.sends : client.writes;
    const item: InFlight = {
      ...bytesBetween(segments, start, start + size),
      departedNs,
      arrivesNs: null,
    };
    const startIndex = Math.min(index, lastIndexAt(events, departedNs));
    const travels = side === 'client' ? client.lostUp : client.lostDown;
    travels.push({ startIndex, goneIndex: index, item });
    if (isPart(travels.length)) yield;
  }
}

/** The mark with which a stream's total came to `total` bytes. */
export function markReaching(marks: readonly Mark[], total: number): Mark | undefined {
  return marks[firstWhere(marks.length, (i) => marks[i]!.total >= total)];
}

/** Bytes that never arrive are gone when the connection is and they had the time to arrive. */
function lostIndex(
  item: InFlight,
  latencyNs: VirtualNs,
  deathIndex: number,
  events: Events,
): number {
  if (deathIndex === NEVER) return NEVER;
  const last = events[events.length - 1]!.timeNs;
  if (item.departedNs > last) return deathIndex;
  return Math.max(deathIndex, firstIndexAt(events, item.departedNs + latencyNs));
}

const DEATHS = new Set<string>([
  'client.reset',
  'client.connectionReset',
  'client.refused',
  'net.rst',
  'net.reset',
  'net.timeout',
  'sockClose',
]);

function indexOfDeath(client: ClientStreams): number {
  // A reset that is lost: what it answered has been thrown away all the same.
  const isDeath = (event: RecordedEvent): boolean =>
    DEATHS.has(event.kind) || (event.kind === 'net.lost' && event.what === 'rst');
  return client.life.find(({ event }) => isDeath(event))?.index ?? NEVER;
}

function timeOf(client: ClientStreams, kind: EventKind): VirtualNs | null {
  return client.life.find(({ event }) => event.kind === kind)?.event.timeNs ?? null;
}

/** Connect requests, FINs and RSTs: each from the event that sends it to the one that notices it. */
export function* findSignals(client: ClientStreams, events: Events): Work<void> {
  const { life, latencyNs } = client;
  const finUp = life.find(({ event }) => isOneOf(event, 'client.close', 'client.shutdownWrite'));
  const finDown = life.find(
    ({ event }) =>
      (event.kind === 'sockShutdown' && event.how !== 0) ||
      (event.kind === 'sockClose' && event.rst !== true),
  );
  const ends = new Map<Signal, ClientStreams['life']>();
  const send = (travels: Travel[], signal: Signal, index: number, event: RecordedEvent): void => {
    let own = ends.get(signal);
    if (own === undefined) {
      ends.set(signal, (own = life.filter((one) => isEnd(signal, one.event))));
    }
    const noticed = own[firstWhere(own.length, (i) => own[i]!.index > index)];
    const arrivesNs = noticed === undefined ? null : noticed.event.timeNs;
    const leftNs = signal.control === 'connect' ? 0 : (arrivesNs ?? 0) - latencyNs;
    const departedNs = Math.max(event.timeNs, leftNs);
    const { control } = signal;
    const item: InFlight = { text: '', size: 0, control, departedNs, arrivesNs };
    const isDropped = noticed !== undefined && isOneOf(noticed.event, 'net.synDropped', 'net.lost');
    if (isDropped) item.arrivesNs = null;
    const goneIndex = noticed?.index ?? firstIndexAt(events, departedNs + latencyNs);
    travels.push({ startIndex: index, goneIndex, item });
  };
  for (const [place, { index, event }] of life.entries()) {
    switch (event.kind) {
      case 'client.connect':
        send(client.upSignals, CONNECT, index, event);
        break;
      case 'client.reset':
        send(client.upSignals, RST_UP, index, event);
        break;
      case 'net.synRefused':
        send(client.downSignals, REFUSAL, index, event);
        break;
      case 'net.reset':
        send(client.downSignals, RST_DOWN, index, event);
        break;
      case 'sockClose':
        if (event.rst === true) send(client.downSignals, RST_DOWN, index, event);
        break;
    }
    if (index === finUp?.index) send(client.upSignals, FIN_UP, index, event);
    if (index === finDown?.index) send(client.downSignals, FIN_DOWN, index, event);
    if (isPart(place)) yield;
  }
}

/** A signal without bytes: the events that notice it, and what `net.lost` calls it. */
interface Signal {
  control: 'connect' | 'fin' | 'rst';
  noticedBy: readonly EventKind[];
  lostAs: readonly string[];
}

/** A connect request is under way until it is in the listen queue. */
const CONNECT: Signal = {
  control: 'connect',
  noticedBy: ['net.acceptable', 'net.synDropped', 'net.synRefused', 'net.reset'],
  lostAs: ['syn', 'synack'],
};
const RST_UP: Signal = { control: 'rst', noticedBy: ['net.rst'], lostAs: ['rst'] };
const RST_DOWN: Signal = { control: 'rst', noticedBy: ['client.connectionReset'], lostAs: ['rst'] };
const REFUSAL: Signal = { control: 'rst', noticedBy: ['client.refused'], lostAs: ['rst'] };
const FIN_UP: Signal = { control: 'fin', noticedBy: ['net.fin'], lostAs: ['fin'] };
const FIN_DOWN: Signal = { control: 'fin', noticedBy: ['client.eof'], lostAs: ['fin'] };

const isEnd = ({ noticedBy, lostAs }: Signal, event: RecordedEvent): boolean =>
  noticedBy.includes(event.kind) || (event.kind === 'net.lost' && lostAs.includes(event.what));

function isOneOf(event: RecordedEvent, ...kinds: EventKind[]): boolean {
  return kinds.includes(event.kind);
}

/** What is under way at an event, and the events [`from`, `until`) for which that stays so. */
export interface UnderWay {
  readonly items: readonly InFlight[];
  readonly from: number;
  readonly until: number;
}

/** Nothing ever travels. Of thousands of clients most have streams like that, and share it. */
const NOTHING: UnderWay = Object.freeze({ items: [], from: 0, until: NEVER });

/** The items of `travels` that are under way at event `index`. They are in order of both indexes. */
export function underWay(travels: readonly Travel[], index: number): UnderWay {
  if (travels.length === 0) return NOTHING;
  const first = firstWhere(travels.length, (i) => travels[i]!.goneIndex > index);
  let from = first === 0 ? 0 : travels[first - 1]!.goneIndex;
  let end = first;
  while (end < travels.length && travels[end]!.startIndex <= index) {
    from = Math.max(from, travels[end]!.startIndex);
    end++;
  }
  const gone = end > first ? travels[first]!.goneIndex : NEVER;
  const next = travels[end]?.startIndex ?? NEVER;
  const items = travels.slice(first, end).map((travel) => travel.item);
  return { items, from, until: Math.min(gone, next) };
}

/** What is under way of either kind. */
export function together(a: UnderWay, b: UnderWay): UnderWay {
  if (a === NOTHING) return b;
  if (b === NOTHING) return a;
  return {
    items: [...a.items, ...b.items],
    from: Math.max(a.from, b.from),
    until: Math.min(a.until, b.until),
  };
}
