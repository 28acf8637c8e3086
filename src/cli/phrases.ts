import { exactText } from '../player/measures/durations';
import type { EventKind, EventOf, RecordedEvent } from '../recording/events';

/** Who did it, and what, in words. Null: not worth a line. */
export type Phrase = [who: string, what: string] | null;

type Phrases = { [K in EventKind]?: (event: EventOf<K>) => Phrase };

/** Bytes as Python would show them, without the letter. */
const shown = (data: string | undefined): string => JSON.stringify(data ?? '');

const client = (event: { conn: string | null }, what: string): Phrase => [event.conn ?? '?', what];
const kernel = (what: string): Phrase => ['kernel', what];
const server = (what: string): Phrase => ['server', what];
const of = (event: { conn: string | null }): string =>
  event.conn === null ? '' : ` ${event.conn}`;

/** A pool of threads, by its name if it has one. */
const pool = (event: { pool?: string }): string =>
  event.pool === undefined ? 'a pool' : `the pool ${event.pool}`;

/** Whether a name is the listening socket's, or that of a later one. */
const isPort = (conn: string | null): boolean => /^port(#\d+)?$/.test(conn ?? '');

/** The words for each kind. A kind that is not here is shown by its name and fields, or left out. */
const phrases: Phrases = {
  'client.connect': (e) =>
    client(e, e.retry === undefined ? 'connects' : `connects, retry ${e.retry}`),
  'client.connected': (e) => client(e, 'is connected'),
  'client.send': (e) => client(e, `sends ${shown(e.data)} (${e.n} B)`),
  'client.recv': (e) => client(e, `receives ${shown(e.data)} (${e.n} B)`),
  'client.close': (e) => client(e, 'closes'),
  'client.reset': (e) => client(e, 'resets the connection'),
  'client.shutdownWrite': (e) => client(e, 'will send no more'),
  'client.pauseReading': (e) => client(e, 'stops reading'),
  'client.resumeReading': (e) => client(e, 'reads again'),
  'client.eof': (e) => client(e, 'sees the end of the stream'),
  'client.connectionReset': (e) => client(e, 'is reset'),
  'client.refused': (e) => client(e, 'is refused: nobody listens'),
  'peer.accepted': (e) => client(e, 'has a connection of the server'),
  'peer.send': (e) => client(e, `sends ${shown(e.data)} (${e.n} B)`),
  'peer.recv': (e) => client(e, `receives ${shown(e.data)} (${e.n} B)`),
  'peer.close': (e) => client(e, 'closes'),
  'peer.reset': (e) => client(e, 'resets the connection'),
  'peer.shutdownWrite': (e) => client(e, 'will send no more'),
  'peer.pauseReading': (e) => client(e, 'stops reading'),
  'peer.resumeReading': (e) => client(e, 'reads again'),
  'peer.eof': (e) => client(e, 'sees the end of the stream'),
  'peer.connectionReset': (e) => client(e, 'is reset'),
  'net.connected': (e) => kernel(`the connection to ${e.conn} is made`),
  connecting: (e) => server(`begins to connect to ${e.host}:${e.port} (${e.conn})`),
  connectError: (e) => server(`cannot connect${of(e)}: ${e.err}`),
  clientConnectionFailed: (e) => server(`clientConnectionFailed${of(e)} (${e.reason})`),
  clientConnectionLost: (e) => server(`clientConnectionLost${of(e)} (${e.reason})`),
  exit: (e) => server(`ends with code ${e.code}`),
  'net.acceptable': (e) => kernel(`${e.conn} waits in the listen queue (${e.queued} there)`),
  'net.synDropped': (e) => kernel(`the listen queue is full: ${e.conn} is dropped`),
  'net.synRefused': (e) => kernel(`the port is closed: ${e.conn} is refused`),
  'net.reset': (e) => kernel(`the port is closed: ${e.conn}, not accepted, is reset`),
  'net.arrive': (e) => kernel(`${e.n} B of ${e.conn} arrive (${e.buffered} B unread)`),
  'net.fin': (e) => kernel(`${e.conn} has ended its side`),
  'net.rst': (e) => kernel(`${e.conn} has reset the connection`),
  listen: (e) => server(`listens on port ${e.port}`),
  stopListening: () => server('stops listening'),
  acceptWait: () => server('sleeps in accept()'),
  recvWait: (e) => server(`sleeps in recv()${e.conn === null ? '' : ` of ${e.conn}`}`),
  accept: (e) => server(`accepts ${e.conn} (${e.queued} more in the queue)`),
  connectionMade: (e) => server(`connectionMade${of(e)}`),
  stringReceived: (e) => server(`stringReceived${of(e)} ${shown(e.data)}`),
  rawDataReceived: (e) => server(`rawDataReceived${of(e)} ${e.n} B`),
  connectionLost: (e) => server(`connectionLost${of(e)} (${e.reason})`),
  handlerStart: (e) => server(`handler of${of(e)} starts: ${shown(e.what)}`),
  handlerEnd: (e) =>
    server(`handler of${of(e)} ends${e.error === undefined ? '' : ` with ${e.error}`}`),
  block: (e) => server(`sleeps for ${exactText(e.durationNs)}`),
  cpu: (e) => server(`computes for ${exactText(e.durationNs)}`),
  held: (e) =>
    server(
      `held by ${e.what} for ${exactText(e.durationNs)}${e.file === undefined ? '' : ` at ${e.file}:${e.line}`} (${e.why})`,
    ),
  write: (e) => server(`writes to${of(e)} ${shown(e.data)} (${e.buffered} B buffered)`),
  sockClose: (e) => (isPort(e.conn) ? server('closes the port') : null),
  send: (e) =>
    server(
      e.err === undefined
        ? `sends ${e.n} of ${e.offered} B to${of(e)}`
        : `cannot send to${of(e)}: ${e.err}`,
    ),
  timerFire: (e) => server(`timer ${e.name} fires`),
  callLater: (e) => server(`callLater ${e.name} in ${exactText(e.delayNs)}`),
  // The reactor's own: the shutdown and startup triggers are done.
  deferredFire: (e) => (e.name === 'systemEvent' ? null : named(e)),
  poolSize: (e) => server(`${pool(e)} has ${e.min} to ${e.max} threads`),
  callInThread: (e) => server(`gives ${pool(e)} job ${e.call}: ${e.name}`),
  threadStart: (e) => server(`begins ${e.call === undefined ? '' : `job ${e.call}: `}${e.job}`),
  note: (e) => server(`notes ${shown(e.text)}`),
  print: (e) => server(`prints ${shown(e.text)}`),
  end: (e) => [
    'run',
    e.why === 'hangs'
      ? 'hangs: the main thread waits for ever'
      : e.why === 'deadlock'
        ? 'ends in deadlock: jobs wait for threads, which wait for jobs'
        : `ends: ${e.why}`,
  ],
};

/** The reactor's and the kernel's bookkeeping: in the JSON recording, not in the account. */
const left: ReadonlySet<string> = new Set<EventKind>([
  'iteration',
  'selectEnter',
  'select',
  'acceptAgain',
  'recv',
  'dataReceived',
  'lineReceived',
  'addReader',
  'removeReader',
  'addWriter',
  'removeWriter',
  'sockShutdown',
  'net.ack',
  'line',
]);

/** An event in words, or null when it is bookkeeping. */
export function phrase(event: RecordedEvent): Phrase {
  if (left.has(event.kind)) return null;
  const words = Object.hasOwn(phrases, event.kind)
    ? (phrases[event.kind] as (event: RecordedEvent) => Phrase)
    : undefined;
  const said = words === undefined ? named(event) : words(event);
  if (said === null || event.thread === undefined) return said;
  return [event.thread, said[1]];
}

function named(event: RecordedEvent): Phrase {
  const { timeNs: _time, turn: _turn, kind, thread: _thread, ...fields } = event;
  const shownFields = Object.entries(fields as Record<string, unknown>)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) =>
      name.endsWith('Ns') && typeof value === 'number'
        ? `${name.slice(0, -2)} ${exactText(value)}`
        : `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
  return server([kind, ...shownFields].join(', ').replace(', ', ' '));
}
