import type { VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { answersOf, type Message } from './answers';
import { waitText } from './durations';
import type { RecordedEvent } from '../../recording/events';
import { streamsOf, type ClientStreams } from '../world/streams';
import { firstWhere } from '../world/segments';
import { markReaching } from '../world/travel';
import { finish, isPart, type Work } from '../work';
import type { Wait } from '../world/world.types';

/** The longest wait of one client. */
export interface LongestWait {
  client: string;
  /** Of a wait that is `lost`, to the end of its connection: it is at least that long. Null without either. */
  waitNs: VirtualNs | null;
  /** `none`: it never asked. `no answer`: it asked and got none. `lost`: its connection ended without one. */
  state: 'answered' | 'none' | 'no answer' | 'lost';
}

const cache = new WeakMap<Recording, Wait[]>();

/**
 * The waits of all clients, in the order in which they begin.
 *
 * A send that completes a request waits for the first write to its connection that the handling of the request led
 * to (`./answers`). The wait ends when the client has received that write to its last byte. A send that only begins a
 * request is counted with the send that completes it; one that holds several waits for the answer to the last that
 * gets one. The first wait of a client that sends on connecting begins with its connect. What a client says in reply
 * to something that the server said by itself (a PONG) waits for nothing.
 */
export function waitsOf(recording: Recording): Wait[] {
  return finish(waitsWork(recording));
}

/** The same in parts. */
export function* waitsWork(recording: Recording): Work<Wait[]> {
  let waits = cache.get(recording);
  if (waits === undefined) {
    waits = yield* findWaits(recording);
    cache.set(recording, waits);
  }
  return waits;
}

function* findWaits(recording: Recording): Work<Wait[]> {
  const streams = streamsOf(recording);
  const { clients, isFramed } = streams;
  const messages = yield* answersOf(recording, streams);
  const led = recording.causes && new Set(recording.causes.map(([effect]) => effect));
  /** By the event that each begins with, which is the order of their beginnings. */
  const begun = new Array<Wait | undefined>(recording.events.length);
  let count = 0;
  for (const client of clients.values()) {
    if (++count % 64 === 0) yield;
    const own = yield* waitsOfClient(client, messages.get(client.name)!, isFramed, recording, led);
    for (const wait of own) begun[wait.sentIndex] = wait;
  }
  yield;
  const waits: Wait[] = [];
  for (let i = 0; i < begun.length; i++) {
    const wait = begun[i];
    if (wait !== undefined) waits.push(wait);
    if (isPart(i)) yield;
  }
  return waits;
}

function* waitsOfClient(
  client: ClientStreams,
  messages: readonly Message[],
  isFramed: boolean,
  recording: Recording,
  led: ReadonlySet<number> | undefined,
): Work<Wait[]> {
  const waits: Wait[] = [];
  const consumed = messages.at(-1)?.mark.total ?? 0;
  let next = 0;
  for (const [place, send] of client.sends.entries()) {
    if (isPart(place)) yield;
    while (next < messages.length && messages[next]!.mark.total <= send.start) next++;
    let last: Message | null = null;
    for (; next < messages.length && messages[next]!.mark.total <= send.end; next++) {
      const message = messages[next]!;
      if (message.answer !== null || last === null || last.answer === null) last = message;
    }
    if (last === null && !isFramed) {
      // Read together with the next send, in one message.
      const shared = messages[next];
      if (shared !== undefined) last = shared;
    }
    if (last === null && send.end <= consumed) continue;
    // Never completed, and more follows: the last piece stands for the request.
    if (last === null && place < client.sends.length - 1 && isPiece(send.text, isFramed)) continue;
    const isReply = led !== undefined && isReplyTo(client, place, led);
    if (isReply && (last === null || last.answer === null)) continue;
    waits.push(waitFor(client, place, last, waits.length === 0, recording));
  }
  return waits;
}

/** A client replies by itself, as a PONG; a person takes longer. */
const REPLY_NS: VirtualNs = 100_000_000;

/** True for what is sent right after the client got something that nothing of its own had led to, and first after it. */
function isReplyTo(client: ClientStreams, place: number, led: ReadonlySet<number>): boolean {
  const { received, writes } = client;
  const send = client.sends[place]!;
  const at = firstWhere(received.length, (i) => received[i]!.index > send.index) - 1;
  const heard = received[at];
  if (heard === undefined || send.timeNs - heard.timeNs > REPLY_NS) return false;
  const before = client.sends[place - 1];
  if (before !== undefined && before.index > heard.index) return false;
  const start = received[at - 1]?.total ?? 0;
  let i = firstWhere(writes.length, (w) => writes[w]!.end > start);
  for (; i < writes.length && writes[i]!.start < heard.total; i++) {
    if (!led.has(writes[i]!.index)) return true;
  }
  return false;
}

/** True for the beginning of a line: no delimiter at its end. */
function isPiece(text: string, isFramed: boolean): boolean {
  return isFramed && !/[\r\n]$/.test(text);
}

function waitFor(
  client: ClientStreams,
  place: number,
  message: Message | null,
  isFirst: boolean,
  recording: Recording,
): Wait {
  const send = client.sends[place]!;
  const answer = message?.answer ?? null;
  const answered = answer === null ? undefined : markReaching(client.received, answer.end);
  const start = (isFirst ? connectOf(client, send.timeNs) : null) ?? send;
  const lost =
    answered === undefined ? endOf(client, Math.max(send.index, start.index)) : undefined;
  return {
    client: clientOf(client.name),
    sentIndex: start.index,
    sentNs: start.timeNs,
    answeredIndex: answered?.index ?? null,
    answeredNs: answered?.timeNs ?? null,
    matched: message?.matched ?? 'cause',
    lostIndex: lost?.index ?? null,
    lostNs: lost?.event.timeNs ?? null,
    chain: chainOf(client, place, message, start.index, recording),
    trail: {
      conn: client.name,
      requestEnd: send.end,
      deliveryIndex: message?.mark.index ?? null,
      answer,
    },
    text: send.text.replace(/\r?\n$/, ''),
  };
}

/** The client of a connection: `A` of `A#2`, its second. */
export function clientOf(conn: string): string {
  return conn.replace(/#\d+$/, '');
}

/** How the client's connection ended after event `index`: nothing can come to it any more. Undefined if it did not. */
function endOf(client: ClientStreams, index: number): ClientStreams['life'][number] | undefined {
  let own = ends.get(client);
  if (own === undefined) {
    ends.set(client, (own = client.life.filter(({ event }) => endsForClient(event))));
  }
  return own[firstWhere(own.length, (i) => own[i]!.index > index)];
}

/** Of each connection the events that end it: asked about for every wait without an answer. */
const ends = new WeakMap<ClientStreams, ClientStreams['life']>();

function endsForClient(event: RecordedEvent): boolean {
  switch (event.kind) {
    case 'client.eof':
    case 'client.close':
    case 'client.reset':
    case 'client.connectionReset':
    case 'client.refused':
      return true;
    case 'net.timeout':
      return event.side === 'client';
    default:
      return false;
  }
}

/** The first connect, if what was sent at `sentNs` was sent before the client was connected or at that moment. */
function connectOf(
  client: ClientStreams,
  sentNs: VirtualNs,
): { index: number; timeNs: VirtualNs } | null {
  const connect = client.life.find(({ event }) => event.kind === 'client.connect');
  const connected = client.life.find(({ event }) => event.kind === 'client.connected');
  if (connect === undefined) return null;
  if (connected !== undefined && connected.event.timeNs < sentNs) return null;
  return { index: connect.index, timeNs: connect.event.timeNs };
}

/** The events that lead from the send to the answer, in order, as far as they happened. */
function chainOf(
  client: ClientStreams,
  place: number,
  message: Message | null,
  startIndex: number,
  recording: Recording,
): number[] {
  const send = client.sends[place]!;
  const chain: (number | undefined)[] = [];
  if (send.index !== startIndex) chain.push(send.index);
  chain.push(markReaching(client.arrivals, send.end)?.index);
  chain.push(markReaching(client.reads, send.end)?.index);
  const handler = message && handlerOf(message.mark.index, client.name, recording);
  if (handler !== null && handler !== chain.at(-1)) chain.push(handler);
  if (message?.answer) {
    chain.push(message.answer.writeIndex);
    const taken = markReaching(client.taken, message.answer.end)?.index;
    if (taken !== message.answer.writeIndex) chain.push(taken);
  }
  return chain.filter((index) => index !== undefined);
}

/** The `handlerStart` that follows the delivery of a message, or the delivery itself. */
function handlerOf(index: number, conn: string, recording: Recording): number {
  for (let i = index + 1; i < recording.events.length; i++) {
    const event = recording.events[i]!;
    if (event.kind === 'handlerStart' && event.conn === conn) return i;
    if (event.kind !== 'line') break;
  }
  return index;
}

/** The longest wait of each client, in order of first appearance. */
export function longestWaits(recording: Recording): LongestWait[] {
  return longestAmong([...streamsOf(recording).clients.keys()].map(clientOf), waitsOf(recording));
}

/** The same of some waits, all of them of `clients`, in the clients' order. */
export function longestAmong(clients: readonly string[], waits: readonly Wait[]): LongestWait[] {
  const longest = new Map<string, LongestWait>();
  for (const client of clients) longest.set(client, { client, waitNs: null, state: 'none' });
  for (const wait of waits) {
    const row = longest.get(wait.client)!;
    if (row.state === 'none') row.state = 'no answer';
    const endNs = wait.answeredNs ?? wait.lostNs;
    if (endNs === null) continue;
    const isLost = wait.answeredNs === null;
    const waitNs = endNs - wait.sentNs;
    if (row.waitNs !== null && (isLost ? waitNs < row.waitNs : waitNs <= row.waitNs)) continue;
    row.waitNs = waitNs;
    row.state = isLost ? 'lost' : 'answered';
  }
  return [...longest.values()];
}

/** `2.5 s`, `< 0.1 s`, `none`, `no answer`, `lost`. */
export function formatWait(wait: LongestWait): string {
  return wait.state === 'answered' ? waitText(wait.waitNs!) : wait.state;
}

/** The longest wait of a client, answered or lost, which its row of the table is about; without one, its first. */
export function longestWaitOf(waits: readonly Wait[], client: string): Wait | null {
  const own = waits.filter((wait) => wait.client === client);
  const length = (wait: Wait): number =>
    (wait.answeredNs ?? wait.lostNs ?? -Infinity) - wait.sentNs;
  return own.reduce<Wait | null>(
    (longest, wait) => (longest === null || length(wait) > length(longest) ? wait : longest),
    null,
  );
}
