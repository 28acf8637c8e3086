import { streamsOf, type Mark } from '../../../player/world/streams';
import { isCut, type Segment } from '../../../player/world/segments';
import type { EventOf } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';

/** Bytes [`start`, `end`) of the stream, and the event that did it. */
export interface Stretch {
  start: number;
  end: number;
  index: number;
  timeNs: number;
}

/** Bytes that crossed the wire together. */
export interface Piece extends Stretch {
  departedNs: number;
}

/** What one `recv` took. `error` is what the handler raised at it, `''` if nothing; `data` may be a preview. */
export interface Read extends Stretch {
  data: string;
  error: string;
  errorIndex: number;
}

/** What the protocol was called with. The bytes [`start`, `end`) include a delimiter or a length. */
export interface Message extends Stretch {
  method: 'lineReceived' | 'stringReceived' | 'lineLengthExceeded';
  data: string;
  sizeBytes: number;
}

/** What happened to the bytes of one client on their way to the server, for the whole run. */
export interface TapeStory {
  sends: readonly Segment[];
  pieces: readonly Piece[];
  reads: readonly Read[];
  messages: readonly Message[];
  /** When each send that is not all taken in left, and the event by which its rest is lost. */
  refused: readonly { departedNs: number; goneIndex: number }[];
  /** One way, ns. */
  latencyNs: number;
  /** The protocol keeps what makes no message yet. */
  hasTray: boolean;
  /** When the server dropped or lost the connection. */
  dropped: number | null;
  lost: number | null;
}

const stories = new WeakMap<Recording, Map<string, TapeStory>>();

/** The story of the bytes of client `name`. Found once for a run. */
export function tapeStory(recording: Recording, name: string): TapeStory {
  let ofRun = stories.get(recording);
  if (ofRun === undefined) stories.set(recording, (ofRun = new Map<string, TapeStory>()));
  let story = ofRun.get(name);
  if (story === undefined) ofRun.set(name, (story = findStory(recording, name)));
  return story;
}

function findStory(recording: Recording, name: string): TapeStory {
  const { clients, isFramed } = streamsOf(recording);
  const streams = clients.get(name);
  const nothing = { sends: [], pieces: [], reads: [], messages: [], refused: [], latencyNs: 0 };
  if (streams === undefined) return { ...nothing, hasTray: false, dropped: null, lost: null };
  const { events } = recording;
  const find = (kind: 'loseConnection' | 'connectionLost'): number | null => {
    const index = events.findIndex((event) => event.kind === kind && event.conn === name);
    return index < 0 ? null : index;
  };
  const lost = find('connectionLost');
  const dropped = find('loseConnection');
  const reads = stretches(streams.reads).map((read) => readOf(recording, name, read));
  const failed = reads.find(({ error }) => error !== '');
  return {
    sends: streams.sends,
    pieces: stretches(streams.arrivals).map((piece) => ({
      ...piece,
      departedNs: piece.timeNs - streams.latencyNs,
    })),
    reads,
    messages: isFramed ? stretches(streams.consumptions).map((s) => messageOf(recording, s)) : [],
    refused: streams.up.flatMap(({ item, goneIndex }) =>
      item.arrivesNs === null && item.size > 0 ? [{ departedNs: item.departedNs, goneIndex }] : [],
    ),
    latencyNs: streams.latencyNs,
    hasTray: isFramed,
    dropped: dropped ?? failed?.errorIndex ?? null,
    lost,
  };
}

function stretches(marks: readonly Mark[]): Stretch[] {
  let start = 0;
  const found: Stretch[] = [];
  for (const { index, timeNs, total } of marks) {
    if (total > start) found.push({ start, end: total, index, timeNs });
    start = total;
  }
  return found;
}

function readOf({ events }: Recording, name: string, stretch: Stretch): Read {
  let data = '';
  for (let i = stretch.index + 1; i < events.length; i++) {
    const event = events[i]!;
    if (!('conn' in event) || event.conn !== name) continue;
    if (event.kind === 'recv') break;
    if (event.kind === 'dataReceived') data = event.data;
    if (event.kind === 'handlerEnd' && event.error !== undefined && event.error !== null) {
      return { ...stretch, data, error: event.error, errorIndex: i };
    }
  }
  return { ...stretch, data, error: '', errorIndex: -1 };
}

function messageOf({ events }: Recording, stretch: Stretch): Message {
  const event = events[stretch.index] as EventOf<'stringReceived'> | EventOf<'lineReceived'>;
  if (event.kind === 'lineReceived') {
    // A long line is there as its beginning: its delimiter then counts as a part of it.
    const sizeBytes = isCut(event.line) ? stretch.end - stretch.start : event.line.length;
    return { ...stretch, method: event.kind, data: event.line, sizeBytes };
  }
  if (event.kind === 'stringReceived') {
    return { ...stretch, method: event.kind, data: event.data, sizeBytes: event.n };
  }
  return {
    ...stretch,
    method: 'lineLengthExceeded',
    data: '',
    sizeBytes: stretch.end - stretch.start,
  };
}

/** Bytes [`start`, `end`) that are drawn together; what was before has left the tape. */
export interface TapeWindow {
  start: number;
  end: number;
}

/** So many bytes may stay in the picture after they are done with. */
const KEPT_BYTES = 24;

/**
 * The part of the stream that is on the tape at event `index`. A send begins a new part when all before it has been
 * dealt with, and both would be too much to read.
 */
export function windowAt(story: TapeStory, index: number): TapeWindow {
  const window = { start: 0, end: 0 };
  const past: readonly Stretch[] = story.hasTray ? story.messages : story.reads;
  let last = { start: 0, end: 0 };
  for (const send of story.sends) {
    const done = past.some((one) => one.end >= send.start && one.index < send.index);
    if (window.end > window.start && done && send.end - window.start > KEPT_BYTES) {
      window.start = send.start;
    }
    window.end = send.end;
    if (send.index <= index || last.end === 0) last = { ...window };
    // Sends of the same part that are still to come have their columns already.
    else if (window.start === last.start) last.end = window.end;
  }
  return last;
}

const SHORT_OF_THE_END = 0.8;

export type ByteLocation =
  { row: 'unsent' | 'writer' | 'kernel' | 'tray' | 'out' } | { row: 'wire'; share: number };

/** Where the byte at `offset` is, after event `index`, at `timeNs`. */
export function placeOfByte(
  story: TapeStory,
  offset: number,
  index: number,
  timeNs: number,
): ByteLocation {
  const holds = <S extends Stretch>(all: readonly S[]): S | undefined =>
    all.find(({ end }) => end > offset);
  const send = holds(story.sends);
  if (send === undefined || send.index > index) return { row: 'unsent' };
  const message = holds(story.messages);
  if (message !== undefined && message.index <= index) return { row: 'out' };
  const read = holds(story.reads);
  if (read !== undefined && read.index <= index) return { row: story.hasTray ? 'tray' : 'out' };
  const piece = holds(story.pieces);
  if (piece === undefined) return placeOfRefused(story, index, timeNs);
  if (timeNs <= piece.departedNs) return { row: 'writer' };
  if (piece.index <= index) return { row: 'kernel' };
  const wayNs = piece.timeNs - piece.departedNs;
  return { row: 'wire', share: Math.min(1, (timeNs - piece.departedNs) / Math.max(1, wayNs)) };
}

/** A closed socket takes no more: what comes stays at the end of the wire until the sender hears of it. */
function placeOfRefused(
  { refused, latencyNs }: TapeStory,
  index: number,
  timeNs: number,
): ByteLocation {
  const item = refused.at(-1);
  if (item === undefined || timeNs <= item.departedNs) return { row: 'writer' };
  if (item.goneIndex <= index) return { row: 'unsent' };
  const share = (timeNs - item.departedNs) / Math.max(1, latencyNs);
  return { row: 'wire', share: Math.min(SHORT_OF_THE_END, share) };
}
