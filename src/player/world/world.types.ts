import type { VirtualNs } from '../../recording/events';
import type { Program } from './program';

/**
 * Everything that is true at one event of a recording. Made by `worldAt`, from events alone, so it is the
 * same for a run of ours and a trace of real Twisted.
 */
export interface World {
  /** Index of the event that was the last to happen. */
  index: number;
  timeNs: VirtualNs;
  turn: number;
  /** What runs on the main thread; `reactor` below is then that thread's state, whatever it runs. */
  program: Program;
  reactor: ReactorState;
  /** All clients of the run, in order of first appearance; `absent` before it. */
  clients: ClientState[];
  /** The listening socket has been closed, and none has come after it. */
  portClosed: boolean;
  /** Connections that wait in the kernel's listen queue, oldest first. */
  listenQueue: string[];
  /** The interest sets now and the OS's last answer: clients in their order, then `port`, then `waker`. */
  interest: InterestRow[];
  /**
   * When the reactor last asked the OS: the time of the last answer, or, while it is asking, when it began to.
   * Null before the first time.
   */
  lastAskedNs: VirtualNs | null;
  /** True while the reactor is inside select, asleep or about to be answered. */
  asking: boolean;
  timers: TimerState[];
  threads: ThreadState[];
  /** Calls that threads have queued for the reactor and it has not run yet. */
  threadCalls: string[];
  code: CodeMarks;
}

/** Where the run is in the server's file, in lines from 1. */
export interface CodeMarks {
  /**
   * The line that runs: that of the program's code while the reactor calls it, else `reactor.run()`. Where each client has
   * a thread of its own, that of the thread which came to a line last. Null before the first.
   */
  line: number | null;
  /** The program's line that ran last, where it runs no more; null else. */
  ran: number | null;
  /** Lines that other threads are at, ascending, without `line`. */
  others: readonly number[];
}

/** The four stations of a turn, in their order. */
export type Station = 'threadCalls' | 'timers' | 'ask' | 'run';

export interface ReactorState {
  /** `starting` before the loop, `stopped` after it. `waiting`: the OS is asked, and the thread sleeps in that call. `running`: code runs. */
  state: 'starting' | 'waiting' | 'running' | 'stopped';
  station: Station | null;
  /** The handler that runs now (the innermost): which connection, what, since when. */
  handler: {
    conn: string | null;
    what: string;
    /** The protocol's method (`lineReceived`), when the recording tells it; `what` is then what it got. */
    method?: string;
    sinceNs: VirtualNs;
  } | null;
  /** A sleep or CPU work on the reactor thread that has begun and not ended. */
  block: { kind: 'block' | 'cpu'; startNs: VirtualNs; durationNs: VirtualNs } | null;
}

/** Bytes of one stream that sit together: `text` latin-1, CR and LF as such. May be shorter than `size`
 *  when the recording holds only a preview. */
export interface Bytes {
  text: string;
  size: number;
}

/**
 * Bytes of one send on their way, or a signal without bytes. `departedNs` later than now: they still wait in the
 * sender's kernel, for the connection or the window. Same object in each world while it travels.
 */
export interface InFlight extends Bytes {
  /** A connect request (until it is in the listen queue), FIN or RST; absent for bytes. */
  control?: 'connect' | 'fin' | 'rst';
  /** When it leaves, and when it will arrive (from the recording; null if it never does). */
  departedNs: VirtualNs;
  arrivesNs: VirtualNs | null;
}

/**
 * Who closed a socket of the server: its client (FIN), or the server. `resetByClient`: RST came. `aborted`: the server sent
 * RST. `timedOut`: its kernel gave up. `neverAccepted`: reset while it waited in the listen queue.
 */
export type SocketEnd =
  'closedByClient' | 'closedByServer' | 'resetByClient' | 'aborted' | 'timedOut' | 'neverAccepted';

export interface ClientState {
  name: string;
  /** As the client sees it. `refused`: nobody listens where it knocks. */
  state: 'absent' | 'connecting' | 'connected' | 'refused' | 'closed' | 'reset';
  /** As the server sees it: in the listen queue, with a protocol, or gone. */
  server: 'none' | 'queued' | 'accepted' | 'lost';
  /** How its socket in the server ended; null as long as there is one, and before. */
  ended: SocketEnd | null;
  /** On the way to the server. A connect request or FIN is an item with size 0. */
  up: readonly InFlight[];
  /** On the way to the client. */
  down: readonly InFlight[];
  /** In the server kernel's receive buffer, unread. */
  receiveBuffer: Bytes;
  /** FIN has arrived and waits to be read as EOF. */
  finArrived: boolean;
  /** Bytes that the protocol got but that make no complete message yet (LineReceiver's tray); best effort. */
  partial: Bytes;
  /** `transport.write`n, not yet handed to the kernel: in our process. */
  writeBuffer: Bytes;
  /** In the kernel's send buffer: sent or not, not yet acknowledged. */
  sendBuffer: Bytes;
  receivedTotal: number;
}

export interface InterestRow {
  /** Client name, `port` (the listening socket) or `waker`. */
  name: string;
  reading: boolean;
  writing: boolean;
  /** What is really so in the kernel now, whether or not anybody asked. */
  readableNow: boolean;
  writableNow: boolean;
  /** What the OS said when it was last asked: null means not asked about. */
  readableSaid: boolean | null;
  writableSaid: boolean | null;
}

export interface TimerState {
  id: number;
  name: string;
  dueNs: VirtualNs;
  /** The delay that it was made with. */
  delayNs: VirtualNs;
  /** The connection whose protocol was called when it was made; null for nobody's. */
  conn: string | null;
  /** When it was made or last reset: a timeout runs from here. */
  sinceNs: VirtualNs;
}

export interface ThreadState {
  name: string;
  /** Job that it runs, null when idle. */
  job: string | null;
  sinceNs: VirtualNs;
  block: { kind: 'block' | 'cpu'; startNs: VirtualNs; durationNs: VirtualNs } | null;
  ended: boolean;
  /** In a program with a thread for each client: whose it is, and whether it sleeps in `recv()`; null elsewhere. */
  recv: { conn: string; asleep: boolean } | null;
}

/** One request of a client and its answer, for the timeline and the table of waits. */
export interface Wait {
  /** Who waits. A client that connected again is still the same one: `A`, for its connection `A#2`. */
  client: string;
  /** Index of the client.send (or client.connect, if it sends on connecting) event. */
  sentIndex: number;
  sentNs: VirtualNs;
  /** Index of the client.recv that completed the answer, null if none came. */
  answeredIndex: number | null;
  answeredNs: VirtualNs | null;
  /** How the answer was found; `order` where the recording does not say which call led to which write. */
  matched: 'cause' | 'order';
  /** When the connection ended without an answer: nothing can come any more. Null otherwise. */
  lostIndex: number | null;
  lostNs: VirtualNs | null;
  /** The events between, in order, as far as they happened: net.arrive, recv, handlerStart, write, send … */
  chain: number[];
  /** Where its bytes are in the streams of its connection. */
  trail: WaitTrail;
  /** What was sent, without its delimiter, for labels. */
  text: string;
}

/** A request and its answer as offsets of their streams, and the events that pass one and write the other. */
export interface WaitTrail {
  conn: string;
  /** Where the request ends in what the client sends. */
  requestEnd: number;
  /** The event that gave it to the protocol; null if that got none of it. */
  deliveryIndex: number | null;
  /** The write that answers it, and where that ends in what the server writes. */
  answer: { writeIndex: number; end: number } | null;
}

/** A job that a thread of the pool ran, to scale. */
export interface WorkerSpan {
  thread: string;
  label: string;
  startNs: VirtualNs;
  endNs: VirtualNs;
  startIndex: number;
  endIndex: number;
}

/** What the reactor thread did from `startNs` to `endNs`, to scale. Nothing in between: it waits for the OS. */
export interface ReactorSpan {
  kind: 'handler' | 'timer' | 'threadCall' | 'io';
  /** True when it held the thread for more than 100 ms. */
  blocked: boolean;
  conn: string | null;
  label: string;
  startNs: VirtualNs;
  endNs: VirtualNs;
  startIndex: number;
  endIndex: number;
}
