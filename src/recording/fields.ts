import type { EventFields, EventKind } from './events';

/**
 * The type of a field as a file holds it. `ns` is a time: milliseconds in a file, nanoseconds in memory.
 * A trailing `?` means that the field may be missing.
 */
export type FieldType =
  | 'conn'
  | 'text'
  | 'text?'
  | 'int'
  | 'int?'
  | 'bool'
  | 'bool?'
  | 'names'
  | 'names?'
  | 'ns'
  | 'ns|null'
  | 'int|text'
  | 'conn?'
  | 'any?';

type FieldsOf<K extends EventKind> = unknown extends EventFields[K]
  ? Record<string, never>
  : { readonly [F in keyof EventFields[K]]-?: FieldType };

const onConn = { conn: 'conn' } as const;
const onConnBytes = { conn: 'conn', n: 'int', data: 'text' } as const;
const onConnCount = { conn: 'conn', n: 'int' } as const;
const onConnMaybeLeft = { conn: 'conn', left: 'int?' } as const;
const onConnLeft = { conn: 'conn', left: 'int' } as const;
const timer = { id: 'int', name: 'text' } as const;
const named = { name: 'text' } as const;
const nothing = {} as const;

/** Every event kind with its own fields: what the types say, for the checks at run time. */
export const eventFields: { readonly [K in EventKind]: FieldsOf<K> } = {
  iteration: nothing,
  selectEnter: { timeoutNs: 'ns|null', reads: 'names?', writes: 'names?' },
  select: {
    timeoutNs: 'ns|null',
    readable: 'names',
    writable: 'names',
    order: 'names?',
    waitedNs: 'ns',
  },
  acceptWait: onConn,
  accept: { conn: 'conn', fd: 'int', queued: 'int' },
  acceptAgain: nothing,
  listen: { conn: 'conn', fd: 'int', port: 'int' },
  recvWait: onConn,
  recv: { conn: 'conn', n: 'int?', left: 'int?', err: 'text?' },
  send: {
    conn: 'conn',
    offered: 'int',
    n: 'int?',
    kernelFree: 'int?',
    data: 'text?',
    err: 'text?',
  },
  sockShutdown: { conn: 'conn', how: 'int' },
  sockClose: { conn: 'conn', rst: 'bool?' },
  addReader: onConn,
  removeReader: onConn,
  addWriter: onConn,
  removeWriter: onConn,
  connecting: { conn: 'conn', fd: 'int', host: 'text', port: 'int' },
  connect: { conn: 'conn', host: 'text', port: 'int', err: 'text?' },
  connectError: { conn: 'conn', err: 'text' },
  clientConnectionFailed: { conn: 'conn', reason: 'text' },
  clientConnectionLost: { conn: 'conn', reason: 'text' },
  connectionMade: onConn,
  dataReceived: onConnBytes,
  lineReceived: { conn: 'conn', line: 'text' },
  rawDataReceived: onConnCount,
  stringReceived: onConnBytes,
  lineLengthExceeded: onConnCount,
  connectionLost: { conn: 'conn', reason: 'text' },
  timeoutConnection: onConn,
  readConnectionLost: onConn,
  writeConnectionLost: onConn,
  handlerStart: { conn: 'conn', what: 'text' },
  handlerEnd: { conn: 'conn', what: 'text', error: 'text?' },
  block: { durationNs: 'ns' },
  cpu: { durationNs: 'ns' },
  write: { conn: 'conn', n: 'int', buffered: 'int', data: 'text' },
  writeIgnored: onConnCount,
  loseConnection: onConn,
  abortConnection: onConn,
  stopListening: onConn,
  loseWriteConnection: onConn,
  registerProducer: { conn: 'conn', streaming: 'bool' },
  unregisterProducer: onConn,
  pauseProducing: onConnMaybeLeft,
  resumeProducing: onConnMaybeLeft,
  stopProducing: onConnMaybeLeft,
  allWritten: onConn,
  callLater: { id: 'int', name: 'text', dueNs: 'ns', delayNs: 'ns' },
  timerFire: timer,
  timerCancel: timer,
  timerReset: timer,
  timerDelay: timer,
  callFromThread: named,
  fromThreadRun: named,
  wakeUp: { pending: 'int' },
  wakerRead: { n: 'int' },
  threadSpawn: named,
  threadStart: { job: 'text' },
  threadEnd: { job: 'text', error: 'text?' },
  threadExit: nothing,
  joinStart: named,
  joinEnd: named,
  gilSwitch: { frm: 'text', to: 'text' },
  gilWait: { durationNs: 'ns' },
  deferredFire: { name: 'text?', ok: 'bool', value: 'any?' },
  callback: { name: 'text', got: 'any?' },
  errback: { name: 'text', got: 'any?' },
  step: { conn: 'conn?', at: 'int|text', got: 'any?' },
  note: { text: 'text' },
  demo: named,
  raised: { error: 'text', message: 'text?' },
  workUnit: onConnLeft,
  loopCall: { name: 'text', n: 'int', count: 'int?' },
  loopDone: named,
  timer: named,
  dbConnect: nothing,
  dbStart: { db: 'int', sql: 'text' },
  dbEnd: { db: 'int', sql: 'text' },
  dbCommit: { db: 'int' },
  dbRollback: { db: 'int' },
  dbClose: { db: 'int' },
  logError: { error: 'text?', message: 'text' },
  'client.connect': { conn: 'conn', retry: 'int?' },
  'client.connected': onConn,
  'client.send': onConnBytes,
  'client.recv': { conn: 'conn', n: 'int', total: 'int', data: 'text' },
  'client.close': onConn,
  'client.reset': onConn,
  'client.shutdownWrite': onConn,
  'client.pauseReading': onConn,
  'client.resumeReading': onConn,
  'client.eof': onConn,
  'client.connectionReset': onConn,
  'client.refused': onConn,
  'peer.accepted': onConn,
  'peer.send': onConnBytes,
  'peer.recv': { conn: 'conn', n: 'int', total: 'int', data: 'text' },
  'peer.close': onConn,
  'peer.reset': onConn,
  'peer.shutdownWrite': onConn,
  'peer.pauseReading': onConn,
  'peer.resumeReading': onConn,
  'peer.eof': onConn,
  'peer.connectionReset': onConn,
  'net.connected': onConn,
  'net.acceptable': { conn: 'conn', queued: 'int' },
  'net.synDropped': onConn,
  'net.synRefused': onConn,
  'net.reset': onConn,
  'net.arrive': { conn: 'conn', n: 'int', buffered: 'int' },
  'net.fin': onConn,
  'net.rst': onConn,
  'net.ack': { conn: 'conn', n: 'int', kernelFree: 'int' },
  'net.cut': { conn: 'conn', way: 'text' },
  'net.mend': onConn,
  'net.lost': { conn: 'conn', what: 'text', side: 'text', n: 'int?', by: 'text?' },
  'net.retransmit': { conn: 'conn', side: 'text', n: 'int', attempt: 'int' },
  'net.timeout': { conn: 'conn', side: 'text' },
  'net.keepalive': onConnCount,
  'net.natForgot': onConn,
  end: { why: 'text' },
  line: { line: 'int' },
  exit: { code: 'int' },
  print: { text: 'text' },
};

/** Name in a file of each field that is a time in memory. `ms` is what `block`, `cpu` and `gilWait` last. */
export const wireNames: Readonly<Record<string, string>> = {
  timeoutNs: 'timeout',
  waitedNs: 'waited',
  durationNs: 'ms',
  dueNs: 'due',
  delayNs: 'delay',
};

export function isKnownKind(kind: string): kind is EventKind {
  return Object.hasOwn(eventFields, kind);
}
