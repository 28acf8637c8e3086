import type { VirtualNs } from '../../recording/events';
import { preview } from '../bytes';
import { msToNs, NS_PER_SECOND } from '../units';
import type { Kernel } from './kernel';
import { Link } from './link';
import { ServerSocket } from './serverSocket';

/** A client's own settings; what is left out comes from the run's network. */
export interface ClientOptions {
  latencyMs?: number;
  serverRecvBuffer?: number;
  serverSendBuffer?: number;
  clientRecvBuffer?: number;
  /** Bytes per ms in each direction; null is infinite. */
  rate?: number | null;
  mss?: number;
  /** `keep`: do not close when the server closes. */
  onEof?: 'close' | 'keep';
  /** True: the application does not read before `resumeReading`. */
  pauseReading?: boolean;
  /** A slow reader: at most `chunk` bytes every `everyMs`, instead of all at once. */
  read?: { everyMs: number; chunk: number };
}

/** Connects that are tried again after a dropped SYN: after 1, 2, 4, … seconds. */
const MAX_RETRIES = 6;

/**
 * A client: its application, which does what it is told, and its kernel. Connects once.
 *
 * The TCP model: bytes leave while the other side has room for them (credits), arrive after the
 * latency, and are acknowledged after another; FIN follows the data, RST overtakes nothing.
 */
export class Client {
  readonly name: string;
  /** The server's end of this connection. */
  readonly socket: ServerSocket;
  readonly address: { host: string; port: number };
  private readonly kernel: Kernel;
  private readonly up: Link;
  private readonly onEof: 'close' | 'keep';
  private readonly readEveryNs: VirtualNs | null;
  private readonly readChunk: number;
  private readTickArmed = false;
  private established = false;
  private retries = 0;
  private pending = '';
  /** Bytes that the server's receive buffer still has room for. */
  private window: number;
  private finWanted = false;
  private finSent = false;
  private receiveBuffer = '';
  private receivedTotal = 0;
  private reading: boolean;
  private closed = false;
  private dead = false;

  constructor(kernel: Kernel, name: string, options: ClientOptions, port: number) {
    const { net, queue } = kernel;
    this.kernel = kernel;
    this.name = name;
    this.address = { host: '127.0.0.1', port };
    const latencyNs = msToNs(options.latencyMs ?? net.latencyMs);
    const rate = options.rate === undefined ? net.rate : options.rate;
    const mss = options.mss ?? net.mss;
    this.up = new Link(queue, latencyNs, rate, mss);
    this.window = options.serverRecvBuffer ?? net.serverRecvBuffer;
    this.onEof = options.onEof ?? 'close';
    this.reading = options.pauseReading !== true;
    this.readEveryNs = options.read === undefined ? null : msToNs(options.read.everyMs);
    this.readChunk = options.read === undefined ? 0 : options.read.chunk;
    this.socket = new ServerSocket(
      kernel,
      this,
      options.serverSendBuffer ?? net.serverSendBuffer,
      options.clientRecvBuffer ?? net.clientRecvBuffer,
      new Link(queue, latencyNs, rate, mss),
    );
  }

  /** Starts the handshake now. What is sent before it is done waits in the client's kernel. */
  connect(): void {
    const { kernel } = this;
    const conn = this.name;
    kernel.trace.emit(
      'client.connect',
      this.retries > 0 ? { conn, retry: this.retries } : { conn },
    );
    kernel.queue.after(this.up.latencyNs, () => this.synArrives());
  }

  /** The application sends bytes (latin-1). */
  send(data: string): void {
    if (this.dead) return;
    this.kernel.trace.emit('client.send', {
      conn: this.name,
      n: data.length,
      data: preview(data),
    });
    this.pending += data;
    this.transmit();
  }

  /** The application closes: FIN after what it sent, or RST if it has not read everything. */
  close(): void {
    if (this.dead || this.closed) return;
    this.closed = true;
    if (this.receiveBuffer.length > 0) {
      this.sendReset();
      return;
    }
    this.kernel.trace.emit('client.close', { conn: this.name });
    this.finWanted = true;
    this.transmit();
  }

  /** Half close: no more data from here, but it goes on reading. */
  shutdownWrite(): void {
    if (this.dead) return;
    this.kernel.trace.emit('client.shutdownWrite', { conn: this.name });
    this.finWanted = true;
    this.transmit();
  }

  /** Breaks the connection off with RST. */
  reset(): void {
    if (!this.dead) this.sendReset();
  }

  pauseReading(): void {
    if (this.dead) return;
    this.kernel.trace.emit('client.pauseReading', { conn: this.name });
    this.reading = false;
  }

  resumeReading(): void {
    if (this.dead) return;
    this.kernel.trace.emit('client.resumeReading', { conn: this.name });
    this.reading = true;
    this.readSome();
  }

  /** The server has read `n` bytes: there is room for as many. */
  windowUpdate(n: number): void {
    this.window += n;
    this.transmit();
  }

  /** Bytes of the server have come over the wire. */
  dataArrives(data: string): void {
    const n = data.length;
    const { queue } = this.kernel;
    if (this.closed) {
      queue.after(this.up.latencyNs, () => this.socket.resetArrives());
      return;
    }
    this.receiveBuffer += data;
    queue.after(this.up.latencyNs, () => this.socket.ackArrives(n));
    this.readSome();
  }

  finArrives(): void {
    if (this.dead) return;
    this.kernel.trace.emit('client.eof', { conn: this.name });
    if (this.onEof === 'close') this.close();
  }

  resetArrives(): void {
    if (this.dead) return;
    this.dead = true;
    this.kernel.trace.emit('client.connectionReset', { conn: this.name });
  }

  private synArrives(): void {
    const { kernel } = this;
    const listener = kernel.mustListen();
    if (!listener.synArrives()) {
      kernel.trace.emit('net.synDropped', { conn: this.name });
      const waitNs = 2 ** this.retries * NS_PER_SECOND;
      this.retries++;
      if (this.retries <= MAX_RETRIES) {
        kernel.queue.at(kernel.queue.nowNs - this.up.latencyNs + waitNs, () => this.connect());
      }
      return;
    }
    kernel.queue.after(this.up.latencyNs, () => {
      kernel.trace.emit('client.connected', { conn: this.name });
      this.established = true;
      kernel.queue.after(this.up.latencyNs, () => listener.handshakeDone(this.socket));
      this.transmit();
    });
  }

  private transmit(): void {
    if (!this.established) return;
    const n = Math.min(this.pending.length, this.window);
    if (n > 0) {
      const data = this.pending.slice(0, n);
      this.pending = this.pending.slice(n);
      this.window -= n;
      this.up.carryData(data, (piece) => this.socket.dataArrives(piece));
    }
    if (this.finWanted && this.pending.length === 0 && !this.finSent) {
      this.finSent = true;
      this.up.carry(0, () => this.socket.finArrives());
    }
  }

  private sendReset(): void {
    this.kernel.trace.emit('client.reset', { conn: this.name });
    this.closed = true;
    this.dead = true;
    this.pending = '';
    this.kernel.queue.after(this.up.latencyNs, () => this.socket.resetArrives());
  }

  private readSome(): void {
    if (this.receiveBuffer.length === 0) return;
    if (this.readEveryNs === null) {
      if (this.reading) this.take(this.receiveBuffer.length);
    } else if (!this.readTickArmed) {
      this.readTickArmed = true;
      this.kernel.queue.after(this.readEveryNs, () => this.readTick());
    }
  }

  private readTick(): void {
    this.readTickArmed = false;
    if (this.reading && this.receiveBuffer.length > 0) {
      this.take(Math.min(this.readChunk, this.receiveBuffer.length));
    }
    this.readSome();
  }

  private take(n: number): void {
    const data = this.receiveBuffer.slice(0, n);
    this.receiveBuffer = this.receiveBuffer.slice(n);
    this.receivedTotal += n;
    this.kernel.trace.emit('client.recv', {
      conn: this.name,
      n,
      total: this.receivedTotal,
      data: preview(data),
    });
    this.kernel.queue.after(this.up.latencyNs, () => this.socket.windowUpdate(n));
  }
}
