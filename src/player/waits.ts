import type { VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import { streamsOf, type ClientStreams, type Mark } from './streams';
import { markReaching } from './travel';
import type { Wait } from './world.types';

/** The longest wait of one client. `waitNs` is null unless it is `answered`. */
export interface LongestWait {
  client: string;
  waitNs: VirtualNs | null;
  /** `none`: it never asked. `no answer`: it asked and got none. */
  state: 'answered' | 'none' | 'no answer';
}

/** A message that the protocol got, and the write that answers it: the stream's offset where that write ends. */
interface Message {
  /** Delivered by this event: where its handler begins. */
  mark: Mark;
  answer: { writeIndex: number; end: number } | null;
}

const cache = new WeakMap<Recording, Wait[]>();

/**
 * The waits of all clients, in the order in which they begin.
 *
 * A send that completes a request waits for the first write to its connection after the handler of that request
 * began; each write answers one request, first come, first served, and a write made inside the handler of another
 * connection (a broadcast) answers nobody but that one. The wait ends when the client has received that write to
 * its last byte. A send that only begins a request is counted with the send that completes it. The first wait of a
 * client that sends on connecting begins with its connect.
 */
export function waitsOf(recording: Recording): Wait[] {
  let waits = cache.get(recording);
  if (waits === undefined) {
    waits = findWaits(recording);
    cache.set(recording, waits);
  }
  return waits;
}

function findWaits(recording: Recording): Wait[] {
  const { clients, isFramed, program } = streamsOf(recording);
  const messages =
    program === 'reactor'
      ? answerMessages(recording, clients)
      : new Map([...clients].map(([name, client]) => [name, bareMessages(client)]));
  const waits: Wait[] = [];
  for (const client of clients.values()) {
    waits.push(...waitsOfClient(client, messages.get(client.name)!, isFramed, recording));
  }
  return waits.sort((a, b) => a.sentNs - b.sentNs || a.sentIndex - b.sentIndex);
}

/** Walks through the run once and gives each message the write that answers it. */
function answerMessages(
  recording: Recording,
  clients: ReadonlyMap<string, ClientStreams>,
): Map<string, Message[]> {
  const messages = new Map<string, Message[]>();
  const firstOpen = new Map<string, number>();
  const written = new Map<string, number>();
  for (const client of clients.values()) {
    const marks = client.consumptions;
    messages.set(
      client.name,
      marks.map((mark) => ({ mark, answer: null })),
    );
  }
  const handlers: (string | null)[] = [];
  recording.events.forEach((event, index) => {
    if (event.kind === 'handlerStart' && event.thread === undefined) handlers.push(event.conn);
    if (event.kind === 'handlerEnd' && event.thread === undefined) handlers.pop();
    if (event.kind !== 'write' || event.conn === null || event.n === 0) return;
    const end = (written.get(event.conn) ?? 0) + event.n;
    written.set(event.conn, end);
    const handler = event.thread === undefined ? (handlers.at(-1) ?? null) : null;
    if (handler !== null && handler !== event.conn) return;
    const open = firstOpen.get(event.conn) ?? 0;
    const message = messages.get(event.conn)?.[open];
    if (message === undefined || message.mark.index > index) return;
    message.answer = { writeIndex: index, end };
    firstOpen.set(event.conn, open + 1);
  });
  return messages;
}

/** Without a reactor a send answers all that was read before it and has no answer yet. */
function bareMessages({ consumptions, writes }: ClientStreams): Message[] {
  return consumptions.map((mark) => {
    const send = writes.find(({ index }) => index > mark.index);
    return { mark, answer: send === undefined ? null : { writeIndex: send.index, end: send.end } };
  });
}

function waitsOfClient(
  client: ClientStreams,
  messages: readonly Message[],
  isFramed: boolean,
  recording: Recording,
): Wait[] {
  const waits: Wait[] = [];
  const consumed = messages.at(-1)?.mark.total ?? 0;
  let next = 0;
  client.sends.forEach((send, place) => {
    while (next < messages.length && messages[next]!.mark.total <= send.start) next++;
    let last: Message | null = null;
    while (next < messages.length && messages[next]!.mark.total <= send.end)
      last = messages[next++]!;
    if (last === null && !isFramed) {
      // Read together with the next send, in one message.
      const shared = messages[next];
      if (shared !== undefined) last = shared;
    }
    if (last === null && send.end <= consumed) return;
    // Never completed, and more follows: the last piece stands for the request.
    if (last === null && place < client.sends.length - 1 && isPiece(send.text, isFramed)) return;
    waits.push(waitFor(client, place, last, waits.length === 0, recording));
  });
  return waits;
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
  return {
    client: clientOf(client.name),
    sentIndex: start.index,
    sentNs: start.timeNs,
    answeredIndex: answered?.index ?? null,
    answeredNs: answered?.timeNs ?? null,
    lostNs: answered === undefined ? lostNs(client, start.index) : null,
    chain: chainOf(client, place, message, start.index, recording),
    text: send.text.replace(/\r?\n$/, ''),
  };
}

/** The client of a connection: `A` of `A#2`, its second. */
export function clientOf(conn: string): string {
  return conn.replace(/#\d+$/, '');
}

/** When the client's connection broke after event `index`, or null. */
function lostNs(client: ClientStreams, index: number): VirtualNs | null {
  const broke = client.life.find(
    ({ event, index: at }) =>
      at > index && (event.kind === 'client.connectionReset' || event.kind === 'client.reset'),
  );
  return broke?.event.timeNs ?? null;
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
    if (event.kind !== 'line' && event.kind !== 'beat') break;
  }
  return index;
}

/** The longest wait of each client, in order of first appearance. */
export function longestWaits(recording: Recording): LongestWait[] {
  const waits = waitsOf(recording);
  const names = [...streamsOf(recording).clients.keys()].map(clientOf);
  return [...new Set(names)].map((client) => {
    const own = waits.filter((wait) => wait.client === client);
    if (own.length === 0) return { client, waitNs: null, state: 'none' };
    let waitNs: VirtualNs | null = null;
    for (const wait of own) {
      if (wait.answeredNs !== null) waitNs = Math.max(waitNs ?? 0, wait.answeredNs - wait.sentNs);
    }
    return { client, waitNs, state: waitNs === null ? 'no answer' : 'answered' };
  });
}

/** `2.5`, `< 0.1`: seconds with one decimal. */
export function formatSeconds(waitNs: VirtualNs): string {
  return waitNs < 1e8 ? '< 0.1' : (waitNs / 1e9).toFixed(1);
}

/** `2.5 s`, `< 0.1 s`, `none`, `no answer`. */
export function formatWait(wait: LongestWait): string {
  return wait.waitNs === null ? wait.state : `${formatSeconds(wait.waitNs)} s`;
}

/** The longest answered wait of a client, which its row of the table is about; without one, its first. */
export function longestWaitOf(waits: readonly Wait[], client: string): Wait | null {
  const own = waits.filter((wait) => wait.client === client);
  const length = (wait: Wait): number => (wait.answeredNs ?? -Infinity) - wait.sentNs;
  return own.reduce<Wait | null>(
    (longest, wait) => (longest === null || length(wait) > length(longest) ? wait : longest),
    null,
  );
}
