/**
 * The one table of events: what can happen in a run, and which fields each kind has besides `timeNs`, `turn` and
 * `thread`. The types (`events.ts`) and the checks of what comes from outside (`parse.ts`) follow from it, and a test
 * holds `FORMAT.md`, which says what each means, to its order, names and types. Comments here are for what memory has
 * otherwise than a file.
 */

/**
 * The types of a field. `ns` is a time: milliseconds in a file, nanoseconds in memory. `conn` names a connection by
 * its client (`A`), or the listening socket (`port`), or is null when it is gone. A trailing `?`: it may be missing.
 */
export interface FieldValues {
  conn: string | null;
  text: string;
  int: number;
  bytes: number;
  bool: boolean;
  names: string[];
  ns: number;
  'ns|null': number | null;
  'int|text': number | string;
  any: unknown;
  way: (typeof choices.way)[number];
  side: (typeof choices.side)[number];
  box: (typeof choices.box)[number];
  known: (typeof choices.known)[number];
  why: (typeof choices.why)[number];
}

export type FieldType = keyof FieldValues | `${keyof FieldValues}?`;

/** The texts that a field of these types may be. */
export const choices = {
  way: ['up', 'down', 'both'],
  side: ['client', 'server'],
  box: ['nat'],
  known: ['measured', 'sampled', 'inferred'],
  why: [
    'sleeping',
    'io',
    'lock',
    'computing',
    'gil',
    'gc',
    'machine',
    'recorder',
    'waiting',
    'unknown',
  ],
} as const;

const conn = 'conn';

export const eventTable = {
  // The loop
  /** `runUntilCurrent` starts: a new turn. */
  iteration: {},
  /**
   * The reactor asks the OS. `timeoutNs` null means for ever. In memory our own runs leave `reads`
   * and `writes` out: they follow from the add and remove events (`interestSets`). A program without a
   * reactor registers nothing: there they are what it handed over.
   */
  selectEnter: { timeoutNs: 'ns|null', reads: 'names?', writes: 'names?' },
  /** The OS answered. `waitedNs` includes the wait for the GIL. `order`: epoll only. */
  select: {
    timeoutNs: 'ns|null',
    readable: 'names',
    writable: 'names',
    order: 'names?',
    waitedNs: 'ns',
  },
  end: { why: 'text' },

  // Sockets of the server
  /** A program without a reactor: its main thread goes to sleep in `accept()`, until a connection is there. */
  acceptWait: { conn },
  accept: { conn, fd: 'int', queued: 'int' },
  acceptAgain: {},
  /** A socket begins to listen after the run's first, which needs no telling: `port`, descriptor 5. */
  listen: { conn, fd: 'int', port: 'int' },
  /** A program without a reactor: a thread goes to sleep in `recv()`, until there is something to read. */
  recvWait: { conn },
  /** `n` 0 is EOF; `left` bytes are still in the kernel. On failure only `err`. */
  recv: { conn, n: 'bytes?', left: 'bytes?', err: 'text?' },
  /** `n` < `offered` is a partial send. On failure `offered` and `err`. */
  send: { conn, offered: 'bytes', n: 'bytes?', kernelFree: 'bytes?', data: 'text?', err: 'text?' },
  sockShutdown: { conn, how: 'int' },
  sockClose: { conn, rst: 'bool?' },
  addReader: { conn },
  removeReader: { conn },
  addWriter: { conn },
  removeWriter: { conn },

  // Connections that the program opens
  /** A connector begins an attempt to connect to `host` and `port`: `conn` is its name from now on. */
  connecting: { conn, fd: 'int', host: 'text', port: 'int' },
  /** `connect_ex()`, without blocking: `err` is EINPROGRESS at first, missing when the connection is there. */
  connect: { conn, host: 'text', port: 'int', err: 'text?' },
  /** SO_ERROR: why the attempt to connect failed. */
  connectError: { conn, err: 'text' },
  /** `factory.clientConnectionFailed`, `clientConnectionLost` are called. */
  clientConnectionFailed: { conn, reason: 'text' },
  clientConnectionLost: { conn, reason: 'text' },

  // The protocol
  connectionMade: { conn },
  dataReceived: { conn, n: 'bytes', data: 'text' },
  lineReceived: { conn, line: 'text' },
  rawDataReceived: { conn, n: 'bytes' },
  stringReceived: { conn, n: 'bytes', data: 'text' },
  lineLengthExceeded: { conn, n: 'bytes' },
  connectionLost: { conn, reason: 'text' },
  readConnectionLost: { conn },
  writeConnectionLost: { conn },
  handlerStart: { conn, what: 'text' },
  handlerEnd: { conn, what: 'text', error: 'text?' },
  /** `transport.write`; `buffered` is the user-space buffer after it, in bytes. */
  write: { conn, n: 'bytes', buffered: 'bytes', data: 'text' },
  /** A TimeoutMixin's time is over. */
  timeoutConnection: { conn },
  writeIgnored: { conn, n: 'bytes' },
  loseConnection: { conn },
  abortConnection: { conn },
  /** `port.stopListening()`: the port closes in the next turn. */
  stopListening: { conn },
  loseWriteConnection: { conn },

  // Producers
  registerProducer: { conn, streaming: 'bool' },
  unregisterProducer: { conn },
  pauseProducing: { conn, left: 'bytes?' },
  resumeProducing: { conn, left: 'bytes?' },
  stopProducing: { conn, left: 'bytes?' },
  allWritten: { conn },

  // Timers
  callLater: { id: 'int', name: 'text', dueNs: 'ns', delayNs: 'ns' },
  timerFire: { id: 'int', name: 'text' },
  timerCancel: { id: 'int', name: 'text' },
  timerReset: { id: 'int', name: 'text' },
  timerDelay: { id: 'int', name: 'text' },

  // Threads
  callFromThread: { name: 'text' },
  fromThreadRun: { name: 'text' },
  wakeUp: { pending: 'bytes' },
  wakerRead: { n: 'bytes' },
  threadSpawn: { name: 'text' },
  /** A pool was given limits: fewest and most threads. `pool`: its name, if it has one. */
  poolSize: { min: 'int', max: 'int', pool: 'text?' },
  /** A pool was given a job: `call` is its number among all jobs of the run, from 1. */
  callInThread: { call: 'int', name: 'text', pool: 'text?' },
  threadStart: { job: 'text', call: 'int?' },
  threadEnd: { job: 'text', error: 'text?' },
  threadExit: {},
  joinStart: { name: 'text' },
  joinEnd: { name: 'text' },
  gilSwitch: { frm: 'text', to: 'text' },
  gilWait: { durationNs: 'ns' },
  /** The thread waits for a lock that another has, gets it, gives it back. */
  lockWait: {},
  lockAcquire: {},
  lockRelease: {},
  /** A marked line of a scheduled thread is done: what the thread has in its own variable, and all threads in theirs. */
  variables: { local: 'text?', shared: 'text' },
  /** A sleep begins; time passes inside it. */
  block: { durationNs: 'ns' },
  /** CPU work begins; time passes inside it. `lock` is false where C code has let go of the GIL meanwhile. */
  cpu: { durationNs: 'ns', lock: 'bool?' },
  /** Another process is begun; its own events have its name as their thread. */
  spawnProcess: { name: 'text' },
  /** The reactor's end of a pipe to that process, or from it. */
  pipe: { conn, fd: 'int' },
  processExit: { code: 'int' },

  // Holds of a real server
  /** What follows begins to hold the loop's thread for longer than the recorder's limit. The place: where it was most of the time; `source`: the code around its line, which begins with line `from`. */
  held: {
    conn,
    what: 'text',
    durationNs: 'ns',
    why: 'why',
    cpu: 'int?',
    file: 'text?',
    line: 'int?',
    function: 'text?',
    share: 'int?',
    samples: 'int?',
    known: 'known?',
    source: 'text?',
    from: 'int?',
  },
  /** Another place at which the hold before it was. */
  heldAt: {
    durationNs: 'ns',
    why: 'why',
    file: 'text',
    line: 'int',
    function: 'text',
    share: 'int',
    samples: 'int',
    known: 'known',
    source: 'text?',
    from: 'int?',
  },

  // Deferreds and programs
  deferredFire: { name: 'text?', ok: 'bool', value: 'any?' },
  callback: { name: 'text', got: 'any?' },
  errback: { name: 'text', got: 'any?' },
  /** The callback or errback has returned or raised. */
  callbackEnd: { name: 'text', ok: 'bool', value: 'any?' },
  step: { conn: 'conn?', at: 'int|text', got: 'any?' },
  note: { text: 'text' },
  demo: { name: 'text' },
  raised: { error: 'text', message: 'text?' },
  workUnit: { conn, left: 'int' },
  loopCall: { name: 'text', n: 'int', count: 'int?' },
  loopDone: { name: 'text' },
  timer: { name: 'text' },
  dbConnect: {},
  dbStart: { db: 'int', sql: 'text' },
  dbEnd: { db: 'int', sql: 'text' },
  dbCommit: { db: 'int' },
  dbRollback: { db: 'int' },
  dbClose: { db: 'int' },
  logError: { error: 'text?', message: 'text' },
  /** A line of `server.py` (1-based) starts to run, or goes on after a function of the file that it called. */
  line: { line: 'int' },
  /** `print()` of a server file. */
  print: { text: 'text' },
  /** The program ended by SystemExit, as `task.react` does: 0 is well. */
  exit: { code: 'int' },

  // The clients
  'client.connect': { conn, retry: 'int?' },
  'client.connected': { conn },
  'client.send': { conn, n: 'bytes', data: 'text' },
  'client.recv': { conn, n: 'bytes', total: 'bytes', data: 'text' },
  'client.close': { conn },
  'client.reset': { conn },
  'client.shutdownWrite': { conn },
  'client.pauseReading': { conn },
  'client.resumeReading': { conn },
  'client.eof': { conn },
  'client.connectionReset': { conn },
  /** ECONNREFUSED: RST has come instead of SYN-ACK. */
  'client.refused': { conn },

  // The peers
  /** What the other end of an outgoing connection does and sees, as `client.*` of a client's. */
  'peer.accepted': { conn },
  'peer.send': { conn, n: 'bytes', data: 'text' },
  'peer.recv': { conn, n: 'bytes', total: 'bytes', data: 'text' },
  'peer.close': { conn },
  'peer.reset': { conn },
  'peer.shutdownWrite': { conn },
  'peer.pauseReading': { conn },
  'peer.resumeReading': { conn },
  'peer.eof': { conn },
  'peer.connectionReset': { conn },

  // The server's kernel
  /** An outgoing connection is complete on this side: SYN-ACK has come. */
  'net.connected': { conn },
  'net.acceptable': { conn, queued: 'int', known: 'known?' },
  'net.synDropped': { conn },
  /** A SYN for a port where nobody listens: the server's kernel answers RST. */
  'net.synRefused': { conn },
  /** The server's kernel resets a connection that nobody has accepted: its port is closed. */
  'net.reset': { conn },
  'net.arrive': { conn, n: 'bytes', buffered: 'bytes', known: 'known?' },
  'net.fin': { conn },
  'net.rst': { conn },
  /** The client's kernel acknowledged `n` bytes; `kernelFree` of the send buffer is free again. */
  'net.ack': { conn, n: 'bytes', kernelFree: 'bytes' },
  /** The client's cable is cut: `up` is to the server. What is under way or leaves from now on is lost. */
  'net.cut': { conn, way: 'way' },
  'net.mend': { conn },
  /**
   * A segment that `side` sent did not arrive; told when it would have. `n`: its bytes, if it has any. `by`: who
   * dropped it, if not the cut.
   */
  'net.lost': { conn, what: 'text', side: 'side', n: 'bytes?', by: 'box?' },
  /** `side` sends `n` bytes again (0: FIN, SYN-ACK or a question about the window), for the `attempt`th time. */
  'net.retransmit': { conn, side: 'side', n: 'bytes', attempt: 'int' },
  /** `side` gives the connection up: ETIMEDOUT. */
  'net.timeout': { conn, side: 'side' },
  /** The server's kernel sends the `n`th probe since it heard the client. */
  'net.keepalive': { conn, n: 'int' },
  /** A box in the middle forgets the connection. */
  'net.natForgot': { conn },
} as const satisfies Readonly<Record<string, Readonly<Record<string, FieldType>>>>;

/** Name in a file of each field that is a time in memory. `ms` is what `block`, `cpu`, `gilWait` and holds last. */
export const wireNames: Readonly<Record<string, string>> = {
  timeoutNs: 'timeout',
  waitedNs: 'waited',
  durationNs: 'ms',
  dueNs: 'due',
  delayNs: 'delay',
};

export function isKnownKind(kind: string): kind is keyof typeof eventTable {
  return Object.hasOwn(eventTable, kind);
}
