import type { Recording } from '../../recording/recording';
import type { ClientStreams, Mark, RunStreams } from '../world/streams';
import { firstWhere } from '../world/segments';
import { isPart, type Work } from '../work';

/** A message that the protocol got, and the write that answers it: the stream's offset where that write ends. */
export interface Message {
  /** Delivered by this event: where its handler begins. */
  mark: Mark;
  answer: Answer | null;
  /** How the answer was found. */
  matched: 'cause' | 'order';
}

interface Answer {
  writeIndex: number;
  end: number;
}

/** False for a recording that does not say which call led to which write: its answers are matched in order. */
export function saysCauses(recording: Recording, { program }: RunStreams): boolean {
  return recording.causes !== undefined || program !== 'reactor';
}

/** The messages of each connection, with their answers. */
export function* answersOf(
  recording: Recording,
  streams: RunStreams,
): Work<Map<string, Message[]>> {
  const matched = recording.causes === undefined ? 'order' : 'cause';
  const messages = new Map<string, Message[]>();
  for (const client of streams.clients.values()) {
    const own =
      streams.program === 'reactor'
        ? client.consumptions.map((mark): Message => ({ mark, answer: null, matched }))
        : bareMessages(client);
    messages.set(client.name, own);
  }
  if (streams.program !== 'reactor') return messages;
  yield;
  if (recording.causes === undefined) yield* matchInOrder(recording, messages);
  else yield* matchByCause(recording, streams, messages);
  return messages;
}

/**
 * The answer to a message is the first write to its connection that its handling led to. What a connection that the
 * server made itself led to (a proxy's) answers the client too: there the messages without an answer take them in order.
 */
function* matchByCause(
  { causes, events }: Recording,
  { clients }: RunStreams,
  messages: ReadonlyMap<string, Message[]>,
): Work<void> {
  const byDelivery = new Map<number, { conn: string; message: Message }>();
  for (const [conn, own] of messages) {
    for (const message of own) byDelivery.set(message.mark.index, { conn, message });
  }
  const passedOn = new Map<string, Answer[]>();
  const ends = writeEnds(clients);
  yield;
  for (const [place, [effect, delivery]] of causes!.entries()) {
    if (isPart(place)) yield;
    const write = events[effect]!;
    const answer = ends.get(effect);
    if (write.kind !== 'write' || write.conn === null || answer === undefined) continue;
    const found = byDelivery.get(delivery);
    if (found !== undefined) {
      if (found.conn === write.conn) found.message.answer ??= answer;
      continue;
    }
    const { conn } = events[delivery] as { conn?: string | null };
    if (typeof conn === 'string' && clients.has(conn)) continue;
    const list = passedOn.get(write.conn);
    if (list === undefined) passedOn.set(write.conn, [answer]);
    else list.push(answer);
  }
  for (const [conn, answers] of passedOn) {
    let next = 0;
    for (const message of messages.get(conn) ?? []) {
      if (message.answer !== null) continue;
      while (next < answers.length && answers[next]!.writeIndex < message.mark.index) next++;
      if (next === answers.length) break;
      Object.assign(message, { answer: answers[next++]!, matched: 'order' });
    }
  }
}

/** Of each write with bytes, by its event, where it ends in its connection's stream. */
function writeEnds(clients: RunStreams['clients']): Map<number, Answer> {
  const ends = new Map<number, Answer>();
  for (const { writes } of clients.values()) {
    for (const { index, start, end } of writes) {
      if (end > start) ends.set(index, { writeIndex: index, end });
    }
  }
  return ends;
}

/**
 * Without causes each write answers one message, first come, first served; a write made inside the handler of
 * another connection (a broadcast) answers nobody.
 */
function* matchInOrder(
  { events }: Recording,
  messages: ReadonlyMap<string, Message[]>,
): Work<void> {
  const firstOpen = new Map<string, number>();
  const written = new Map<string, number>();
  const handlers: (string | null)[] = [];
  for (const [index, event] of events.entries()) {
    if (isPart(index)) yield;
    if (event.kind === 'handlerStart' && event.thread === undefined) handlers.push(event.conn);
    if (event.kind === 'handlerEnd' && event.thread === undefined) handlers.pop();
    if (event.kind !== 'write' || event.conn === null || event.n === 0) continue;
    const end = (written.get(event.conn) ?? 0) + event.n;
    written.set(event.conn, end);
    const handler = event.thread === undefined ? (handlers.at(-1) ?? null) : null;
    if (handler !== null && handler !== event.conn) continue;
    const open = firstOpen.get(event.conn) ?? 0;
    const message = messages.get(event.conn)?.[open];
    if (message === undefined || message.mark.index > index) continue;
    message.answer = { writeIndex: index, end };
    firstOpen.set(event.conn, open + 1);
  }
}

/** Without a reactor a send answers all that was read before it and has no answer yet. */
function bareMessages({ consumptions, writes }: ClientStreams): Message[] {
  return consumptions.map((mark) => {
    const send = writes[firstWhere(writes.length, (i) => writes[i]!.index > mark.index)];
    const answer = send === undefined ? null : { writeIndex: send.index, end: send.end };
    return { mark, answer, matched: 'cause' };
  });
}
