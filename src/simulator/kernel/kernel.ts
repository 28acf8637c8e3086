import type { RunEnd, VirtualNs } from '../../recording/events';
import type { NetOptions } from '../../recording/recording';
import { EventQueue } from '../clock';
import type { JobTrace } from '../threads/jobTrace';
import { ThreadScheduler } from '../threads/scheduler';
import { Trace } from '../trace';
import { msToNs } from '../units';
import { reliableCarrier, type Carrier } from './carrier';
import { Client, type ClientOptions } from './client';
import { FileTable } from './fileTable';
import type { ListeningSocket } from './listeningSocket';
import { Listeners } from './listeners';
import type { OutgoingSocket } from './outgoingSocket';
import type { SocketError } from './serverSocket';

/** Order in which ready descriptors are handed over. Real select has none; `arrival` is for select only. */
export type ReadyOrder = 'fd' | 'fdDesc' | 'arrival';

/** System calls that can be given a price. */
export type SystemCall = 'select' | 'accept' | 'recv' | 'send';

export interface KernelOptions {
  /** What carries the clients' bytes; one that never fails when left out. */
  carrier?: Carrier;
  net?: Partial<NetOptions>;
  order?: ReadyOrder;
  /** Virtual ms charged per call; 0 when left out. */
  costs?: Partial<Record<SystemCall, number>>;
  /** CPython's switch interval; null is free-threaded Python, left out is 5 ms. */
  gil?: { switchIntervalMs: number } | null;
  /** What records the jobs of pools; left out, they are no events. */
  jobTrace?: typeof JobTrace;
  /** The run stops at this time. */
  untilNs?: VirtualNs | null;
}

/** Where sockets come from that connect to somebody: `peers.ts`, if the run has it. */
export interface OutgoingConnections {
  /** A new socket for a connection to that place, with a descriptor. */
  open(host: string, port: number): OutgoingSocket;
}

export const DEFAULT_NET: NetOptions = {
  latencyMs: 1,
  serverRecvBuffer: 65536,
  serverSendBuffer: 65536,
  clientRecvBuffer: 65536,
  rate: null,
  mss: 1460,
  writableRule: 'free',
};

const DEFAULT_SWITCH_INTERVAL_MS = 5;
const FIRST_CLIENT_PORT = 50001;
/** Where the ports begin that Linux chooses from (ip_local_port_range); it chooses at random, this kernel in order. */
const FIRST_LOCAL_PORT = 32768;

/** Something that a sleeping reactor waits for: the ready set of `select` or of an epoll. */
export interface Poller {
  /** True when something is ready; the answer is then kept by the poller. */
  poll(): boolean;
  /** True when a file has changed since the last `poll`. */
  readonly stale: boolean;
}

/**
 * The server's kernel, the network and the clients of one run, on one event queue.
 */
export class Kernel {
  readonly queue: EventQueue;
  readonly trace: Trace;
  readonly threads: ThreadScheduler;
  readonly files = new FileTable();
  /** The sockets that listen; clients connect to the newest. */
  readonly listeners = new Listeners(this);
  readonly net: NetOptions;
  readonly carrier: Carrier;
  readonly order: ReadyOrder;
  /** Why the run ended; null while it goes on and when the program ended it. */
  ended: RunEnd = null;
  /** Called when nothing can happen any more or the run's limit is reached: stops the reactor. */
  onEnd: () => void = () => {};
  /** Null: the program cannot connect to anybody. */
  outgoing: OutgoingConnections | null = null;
  readonly #costsNs: Partial<Record<SystemCall, VirtualNs>>;
  readonly #untilNs: VirtualNs | null;
  #connectionCount = 0;
  #localPort = FIRST_LOCAL_PORT;

  constructor(options: KernelOptions = {}) {
    this.queue = new EventQueue();
    this.trace = new Trace(this.queue);
    this.net = { ...DEFAULT_NET, ...options.net };
    this.carrier = options.carrier ?? reliableCarrier;
    this.order = options.order ?? 'fd';
    this.#untilNs = options.untilNs ?? null;
    this.#costsNs = {};
    for (const [call, ms] of Object.entries(options.costs ?? {})) {
      this.#costsNs[call as SystemCall] = msToNs(ms);
    }
    const gil =
      options.gil === undefined ? { switchIntervalMs: DEFAULT_SWITCH_INTERVAL_MS } : options.gil;
    const intervalNs = gil === null ? null : msToNs(gil.switchIntervalMs);
    this.threads = new ThreadScheduler(this.queue, this.trace, intervalNs, () => this.#runNext());
    if (options.jobTrace !== undefined) this.threads.jobs = new options.jobTrace(this.trace);
  }

  /** A new client; it does nothing before `connect`. */
  createClient(name: string, options: ClientOptions = {}): Client {
    return new Client(this, name, options);
  }

  /** The port of the next connection's client. */
  nextClientPort(): number {
    return FIRST_CLIENT_PORT + this.#connectionCount++;
  }

  /** A port of this host for a socket that did not ask for one of its own. */
  nextLocalPort(): number {
    return this.#localPort++;
  }

  /**
   * `bind` and `listen`: a socket that listens on `port` (0: any that is free), or EADDRINUSE. Clients connect to the
   * newest one.
   */
  listen(port: number, backlog: number): ListeningSocket | SocketError {
    return this.listeners.open(port, backlog);
  }

  /** `time.sleep` on the reactor thread: nobody else is served meanwhile, but the kernel goes on. */
  block(durationNs: VirtualNs): void {
    if (this.#isPastTheEnd()) return;
    this.threads.block(durationNs);
  }

  /** CPU work on the reactor thread. */
  cpu(durationNs: VirtualNs): void {
    if (this.#isPastTheEnd()) return;
    this.threads.cpu(durationNs);
  }

  /** Lets the price of a system call pass. */
  charge(call: SystemCall): void {
    this.spend(this.#costsNs[call] ?? 0);
  }

  /** The reactor thread takes so long. */
  spend(costNs: VirtualNs): void {
    if (costNs > 0 && this.threads.current === null) {
      this.queue.advanceTo(this.queue.nowNs + costNs);
    }
  }

  /**
   * The reactor thread asks `poller` and sleeps until it has an answer or `timeoutNs` is over (null: no
   * limit). True when something is ready. Gives the GIL up only if it really sleeps. At the deadline,
   * what arrives at that very time is also reported.
   */
  wait(poller: Poller, timeoutNs: VirtualNs | null): boolean {
    const { queue, threads } = this;
    this.charge('select');
    queue.runDue();
    let got = poller.poll();
    if (got || (timeoutNs !== null && timeoutNs <= 0)) return got;
    const deadlineNs = timeoutNs === null ? null : queue.nowNs + timeoutNs;
    threads.gil.release('main');
    for (;;) {
      if (poller.stale) got = poller.poll();
      if (got || (deadlineNs !== null && queue.nowNs >= deadlineNs)) break;
      if (!this.#sleepUntilNext(deadlineNs)) break;
    }
    if (this.ended === null) threads.acquireMain();
    return got;
  }

  /** Ends the run: the last event, then the reactor is crashed and nothing more is recorded. */
  end(why: Exclude<RunEnd, null>): void {
    this.ended = why;
    this.trace.emit('end', { why });
    this.trace.on = false;
    this.threads.gil.holder = 'main';
    this.onEnd();
  }

  /** The main thread sleeps or computes again when the run's time is over already. */
  #isPastTheEnd(): boolean {
    if (this.threads.current !== null || this.#untilNs === null) return false;
    if (this.queue.nowNs <= this.#untilNs) return false;
    if (this.ended === null) this.end('until');
    return true;
  }

  /** Runs the next job while the main thread is held. False when the run is over: nothing can let it go on. */
  #runNext(): boolean {
    const { queue } = this;
    const nextNs = queue.nextNs();
    if (this.ended !== null) return false;
    if (nextNs === null || (this.#untilNs === null && queue.onlyIdle())) {
      this.end('hangs');
    } else if (this.#untilNs !== null && nextNs > this.#untilNs) {
      queue.nowNs = Math.max(queue.nowNs, this.#untilNs);
      this.end('until');
    } else {
      return queue.runNext();
    }
    return false;
  }

  /** Moves to the next job or the deadline. False when the run ended instead. */
  #sleepUntilNext(deadlineNs: VirtualNs | null): boolean {
    const { queue } = this;
    const nextNs = queue.nextNs();
    const isIdle = nextNs === null || (this.#untilNs === null && queue.onlyIdle());
    if (isIdle && deadlineNs === null) {
      this.end(this.threads.isDeadlocked ? 'deadlock' : 'idle');
      return false;
    }
    const targetNs = Math.min(nextNs ?? Infinity, deadlineNs ?? Infinity);
    if (this.#untilNs !== null && targetNs > this.#untilNs) {
      queue.nowNs = Math.max(queue.nowNs, this.#untilNs);
      this.end('until');
      return false;
    }
    queue.nowNs = Math.max(queue.nowNs, targetNs);
    queue.runDue();
    return true;
  }
}
