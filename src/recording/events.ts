/**
 * The events of a recording: what happened, in order, in one run.
 *
 * Every event has the virtual time (`timeNs`, whole nanoseconds), the reactor's turn (`turn`, 0 before
 * the loop) and a `kind`. Equal times are normal: code takes no time unless it sleeps or computes.
 * The order of the list is the order of the facts.
 *
 * In memory, times are nanoseconds. In a JSON file they are milliseconds under the oracle's names
 * (`t`, `i`, `thr`, `ms`, `due`, …); `json.ts` is the only place that knows both.
 */

/** A run's virtual clock, whole nanoseconds since the run began. Exact up to 104 days. */
export type VirtualNs = number;

interface At {
  /** Virtual time in ns. */
  timeNs: VirtualNs;
  /** Turn of the reactor's loop; 0 before the loop starts. */
  turn: number;
  /** Name of the thread that did it; absent for the reactor thread. */
  thread?: string;
}

/** Names a connection by its client (`A`), the listening socket (`port`) or null when it is gone. */
export type ConnName = string | null;

type OnConn = { conn: ConnName };

/** Fields of each kind, besides `timeNs`, `turn` and `thread`. */
export interface EventFields {
  /** `runUntilCurrent` starts: a new turn. */
  iteration: unknown;
  /**
   * The reactor asks the OS. `timeoutNs` null means for ever. In memory our own runs leave `reads`
   * and `writes` out: they follow from the add and remove events (`interestSets`). A program without a
   * reactor registers nothing: there they are what it handed over.
   */
  selectEnter: { timeoutNs: VirtualNs | null; reads?: string[]; writes?: string[] };
  /** The OS answered. `waitedNs` includes the wait for the GIL. `order`: epoll only. */
  select: {
    timeoutNs: VirtualNs | null;
    readable: string[];
    writable: string[];
    order?: string[];
    waitedNs: VirtualNs;
  };
  /** A program without a reactor: its main thread goes to sleep in `accept()`, until a connection is there. */
  acceptWait: OnConn;
  accept: OnConn & { fd: number; queued: number };
  acceptAgain: unknown;
  /** A socket begins to listen after the run's first, which needs no telling: `port`, descriptor 5. */
  listen: OnConn & { fd: number; port: number };
  /** A program without a reactor: a thread goes to sleep in `recv()`, until there is something to read. */
  recvWait: OnConn;
  /** `n` 0 is EOF; `left` bytes are still in the kernel. On failure only `err`. */
  recv: OnConn & { n?: number; left?: number; err?: string };
  /** `n` < `offered` is a partial send. On failure `offered` and `err`. */
  send: OnConn & { offered: number; n?: number; kernelFree?: number; data?: string; err?: string };
  sockShutdown: OnConn & { how: number };
  sockClose: OnConn & { rst?: boolean };
  addReader: OnConn;
  removeReader: OnConn;
  addWriter: OnConn;
  removeWriter: OnConn;
  /** A connector begins an attempt to connect to `host` and `port`: `conn` is its name from now on. */
  connecting: OnConn & { fd: number; host: string; port: number };
  /** `connect_ex()`, without blocking: `err` is EINPROGRESS at first, missing when the connection is there. */
  connect: OnConn & { host: string; port: number; err?: string };
  /** SO_ERROR: why the attempt to connect failed. */
  connectError: OnConn & { err: string };
  /** `factory.clientConnectionFailed`, `clientConnectionLost` are called. */
  clientConnectionFailed: OnConn & { reason: string };
  clientConnectionLost: OnConn & { reason: string };
  connectionMade: OnConn;
  dataReceived: OnConn & { n: number; data: string };
  lineReceived: OnConn & { line: string };
  rawDataReceived: OnConn & { n: number };
  stringReceived: OnConn & { n: number; data: string };
  lineLengthExceeded: OnConn & { n: number };
  connectionLost: OnConn & { reason: string };
  /** A TimeoutMixin's time is over. */
  timeoutConnection: OnConn;
  readConnectionLost: OnConn;
  writeConnectionLost: OnConn;
  handlerStart: OnConn & { what: string };
  handlerEnd: OnConn & { what: string; error?: string };
  /** A sleep begins; time passes inside it. */
  block: { durationNs: VirtualNs };
  /** CPU work begins; time passes inside it. */
  cpu: { durationNs: VirtualNs };
  /** `transport.write`; `buffered` is the user-space buffer after it, in bytes. */
  write: OnConn & { n: number; buffered: number; data: string };
  writeIgnored: OnConn & { n: number };
  loseConnection: OnConn;
  abortConnection: OnConn;
  /** `port.stopListening()`: the port closes in the next turn. */
  stopListening: OnConn;
  loseWriteConnection: OnConn;
  registerProducer: OnConn & { streaming: boolean };
  unregisterProducer: OnConn;
  pauseProducing: OnConn & { left?: number };
  resumeProducing: OnConn & { left?: number };
  stopProducing: OnConn & { left?: number };
  allWritten: OnConn;
  callLater: { id: number; name: string; dueNs: VirtualNs; delayNs: VirtualNs };
  timerFire: { id: number; name: string };
  timerCancel: { id: number; name: string };
  timerReset: { id: number; name: string };
  timerDelay: { id: number; name: string };
  callFromThread: { name: string };
  fromThreadRun: { name: string };
  wakeUp: { pending: number };
  wakerRead: { n: number };
  threadSpawn: { name: string };
  threadStart: { job: string };
  threadEnd: { job: string; error?: string };
  threadExit: unknown;
  joinStart: { name: string };
  joinEnd: { name: string };
  gilSwitch: { frm: string; to: string };
  gilWait: { durationNs: VirtualNs };
  deferredFire: { name?: string; ok: boolean; value?: unknown };
  callback: { name: string; got?: unknown };
  errback: { name: string; got?: unknown };
  step: { conn?: ConnName; at: number | string; got?: unknown };
  note: { text: string };
  demo: { name: string };
  raised: { error: string; message?: string };
  workUnit: OnConn & { left: number };
  loopCall: { name: string; n: number; count?: number };
  loopDone: { name: string };
  timer: { name: string };
  dbConnect: unknown;
  dbStart: { db: number; sql: string };
  dbEnd: { db: number; sql: string };
  dbCommit: { db: number };
  dbRollback: { db: number };
  dbClose: { db: number };
  logError: { error?: string; message: string };
  'client.connect': OnConn & { retry?: number };
  'client.connected': OnConn;
  'client.send': OnConn & { n: number; data: string };
  'client.recv': OnConn & { n: number; total: number; data: string };
  'client.close': OnConn;
  'client.reset': OnConn;
  'client.shutdownWrite': OnConn;
  'client.pauseReading': OnConn;
  'client.resumeReading': OnConn;
  'client.eof': OnConn;
  'client.connectionReset': OnConn;
  /** ECONNREFUSED: RST has come instead of SYN-ACK. */
  'client.refused': OnConn;
  /** What the other end of an outgoing connection does and sees, as `client.*` of a client's. */
  'peer.accepted': OnConn;
  'peer.send': OnConn & { n: number; data: string };
  'peer.recv': OnConn & { n: number; total: number; data: string };
  'peer.close': OnConn;
  'peer.reset': OnConn;
  'peer.shutdownWrite': OnConn;
  'peer.pauseReading': OnConn;
  'peer.resumeReading': OnConn;
  'peer.eof': OnConn;
  'peer.connectionReset': OnConn;
  /** An outgoing connection is complete on this side: SYN-ACK has come. */
  'net.connected': OnConn;
  'net.acceptable': OnConn & { queued: number };
  'net.synDropped': OnConn;
  /** A SYN for a port where nobody listens: the server's kernel answers RST. */
  'net.synRefused': OnConn;
  /** The server's kernel resets a connection that nobody has accepted: its port is closed. */
  'net.reset': OnConn;
  'net.arrive': OnConn & { n: number; buffered: number };
  'net.fin': OnConn;
  'net.rst': OnConn;
  /** The client's kernel acknowledged `n` bytes; `kernelFree` of the send buffer is free again. */
  'net.ack': OnConn & { n: number; kernelFree: number };
  /** The client's cable is cut: `up` is to the server. What is under way or leaves from now on is lost. */
  'net.cut': OnConn & { way: 'both' | 'up' | 'down' };
  'net.mend': OnConn;
  /**
   * A segment that `side` sent did not arrive; told when it would have. `n`: its bytes, if it has any. `by`: who
   * dropped it, if not the cut.
   */
  'net.lost': OnConn & { what: string; side: 'client' | 'server'; n?: number; by?: 'nat' };
  /** `side` sends `n` bytes again (0: FIN, SYN-ACK or a question about the window), for the `attempt`th time. */
  'net.retransmit': OnConn & { side: 'client' | 'server'; n: number; attempt: number };
  /** `side` gives the connection up: ETIMEDOUT. */
  'net.timeout': OnConn & { side: 'client' | 'server' };
  /** The server's kernel sends the `n`th probe since it heard the client. */
  'net.keepalive': OnConn & { n: number };
  /** A box in the middle forgets the connection. */
  'net.natForgot': OnConn;
  end: { why: string };
  /** A line of `server.py` (1-based) starts to run. */
  line: { line: number };
  /** `print()` of a server file. */
  print: { text: string };
  /** The program ended by SystemExit, as `task.react` does: 0 is well. */
  exit: { code: number };
}

export type EventKind = keyof EventFields;

/** The event of kind K. */
export type EventOf<K extends EventKind> = At & { kind: K } & (unknown extends EventFields[K]
    ? object
    : EventFields[K]);

/** Any event that the types know. A recording from outside may hold others: see `UnknownEvent`. */
export type RecordedEvent = { [K in EventKind]: EventOf<K> }[EventKind];

/**
 * An event of a kind that this version does not know, from a recording made elsewhere. It is kept, counted and
 * stepped over, and never drawn. Its own fields are as the file had them.
 */
export interface UnknownEvent extends At {
  kind: string;
  [field: string]: unknown;
}

/**
/**
 * How a run ended: nothing can happen any more, `until` reached, too many turns, the main thread waits for what can
 * never come (`hangs`, as real Python does), or `reactor.stop` (null).
 * `recursionLimit`: however it ended, the program met Python's recursion limit, and its own functions are not
 * counted: real Twisted may have met the limit some calls earlier.
 */
export type RunEnd = 'idle' | 'until' | 'maxIterations' | 'hangs' | 'recursionLimit' | null;
