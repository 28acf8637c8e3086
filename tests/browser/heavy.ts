import { gzipSync } from 'node:zlib';

const MB = 1024 * 1024;
/** What a page opens at most, and a little less: brackets and header come on top. */
const MOST = 16 * MB - 2_000;

type Wire = Record<string, unknown>;

/** A recording of events as long as fit into 16 MB. */
function recording(eventsOf: (round: number) => Wire[], most = MOST): string {
  const parts: string[] = [];
  let size = 0;
  for (let round = 0; ; round++) {
    const text = eventsOf(round)
      .map((event) => JSON.stringify(event))
      .join(',\n');
    size += text.length + 2;
    if (size > most) return `{"reactor":"select","end":null,"events":[\n${parts.join(',\n')}\n]}`;
    parts.push(text);
  }
}

/** What one connection does at `t`: connects, is accepted, asks and is answered in the next turn. */
function visit(conn: string, t: number, i: number, isNew: boolean): Wire[] {
  const at = (kind: string, more: Wire = {}): Wire => ({ t, i, kind, conn, ...more });
  return [
    ...(isNew
      ? [
          at('client.connect'),
          at('client.connected'),
          at('net.acceptable', { queued: 1 }),
          at('accept', { fd: 6, queued: 0 }),
          at('addReader'),
        ]
      : []),
    at('client.send', { n: 7, data: 'hello\r\n' }),
    at('net.arrive', { n: 7, buffered: 7 }),
    { t, i, kind: 'iteration' },
    at('recv', { n: 7, left: 0 }),
    at('dataReceived', { n: 7, data: 'hello\r\n' }),
    at('lineReceived', { line: 'hello' }),
    at('handlerStart', { what: 'hello' }),
    at('write', { n: 7, buffered: 7, data: 'hello\r\n' }),
    at('handlerEnd', { what: 'hello' }),
    at('send', { offered: 7, n: 7, kernelFree: 65_536, data: 'hello\r\n' }),
    at('client.recv', { n: 7, total: 7 * (isNew ? 1 : i), data: 'hello\r\n' }),
  ];
}

/** Few clients that talk a lot: about 200,000 events. */
export const talk = (): string =>
  recording((round) => {
    const turn = Math.floor(round / 20);
    return visit(`c${round % 20}`, round * 3, turn + 1, turn === 0);
  });

/** 40,000 clients: the first half of them never gets further than the listen queue. */
export const crowd = (): string =>
  recording((round) => {
    const conn = `c${round}`;
    if (round < 20_000) {
      return [
        { t: round, i: 0, kind: 'client.connect', conn },
        { t: round, i: 0, kind: 'net.acceptable', conn, queued: round },
      ];
    }
    return round < 40_000
      ? [
          { t: round, i: round, kind: 'client.connect', conn },
          { t: round, i: round, kind: 'accept', conn, fd: 6, queued: 0 },
          { t: round, i: round, kind: 'addReader', conn },
          { t: round, i: round, kind: 'client.send', conn, n: 3, data: 'abc' },
        ]
      : [{ t: 40_000, i: 40_000, kind: 'iteration', pad: 'x'.repeat(MB) }];
  });

/** Kinds that grow lists: timers, threads, calls and handlers that never end. */
export const hoard = (): string =>
  recording((round) => [
    { t: round, i: 1, kind: 'callLater', id: round, name: 'f', due: round + 1e6, delay: 1e6 },
    { t: round, i: 1, kind: 'threadSpawn', name: `t${round}` },
    { t: round, i: 1, kind: 'callFromThread', name: 'g', thr: `t${round}` },
    { t: round, i: 1, kind: 'handlerStart', conn: null, what: 'h' },
    { t: round, i: 1, kind: 'addReader', conn: `r${round}` },
    { t: round, i: 1, kind: 'selectEnter', timeout: null },
  ]);

/** One client that is never answered, whose segments are lost and sent again. */
export const lossy = (): string =>
  recording((round) => {
    const at = { t: round, i: 1, conn: 'A' };
    return [
      ...(round === 0 ? [{ ...at, kind: 'client.connect' }] : []),
      { ...at, kind: 'client.send', n: 5, data: `${round % 10}abc\n` },
      { ...at, kind: 'net.lost', what: 'data', side: 'client', n: 5 },
      { ...at, kind: 'net.retransmit', side: 'client', n: 5, attempt: 1 },
    ];
  });

/** A server whose every handler holds the thread, while thousands of clients wait: tens of thousands of holds. */
export const holds = (): string =>
  recording((round) => {
    const conn = `c${round % 3_000}`;
    const t = round * 200;
    const held = { what: 'f', ms: 100 + (round % 97), why: 'sleeping', file: 'a.py', line: 7 };
    const sent = visit(conn, t, round + 1, round < 3_000);
    const at = sent.findIndex(({ kind }) => kind === 'handlerStart') + 1;
    return sent.toSpliced(at, 0, { t, i: round + 1, kind: 'held', conn, ...held });
  });

const bracket = (open: string, close: string): string =>
  open.repeat(MOST / 2) + close.repeat(MOST / 2);
const withName = (length: number): string =>
  `{"events":[{"t":0,"i":0,"kind":"client.connect","conn":"${'n'.repeat(length)}"}]}`;

/** The longest names that open: several of them. */
export const longNames = (): string =>
  recording((round) => visit(`${round % 150}`.padEnd(100_000, 'W'), round, round + 1, true), MOST);

export const longName = (): string => withName(MOST - 100);
export const nested = (): string => bracket('[', ']');
export const nestedEvent = (): string =>
  `{"events":[{"t":0,"i":0,"kind":"x","deep":${bracket('[', ']').slice(100, -100)}}]}`;
export const garbage = (): string => '\u0001garbage{[":,'.repeat(MOST / 12).slice(0, MOST);

/** One event of a kind that nobody knows that holds very much. */
export const manyValues = (): string =>
  `{"events":[{"t":0,"i":0,"kind":"x","list":[${'0,'.repeat(MOST / 2 - 100)}0]}]}`;

/** 256 MB of spaces in a quarter of one. */
export const bomb = (): Buffer => gzipSync(Buffer.alloc(256 * MB, ' '), { level: 9 });
