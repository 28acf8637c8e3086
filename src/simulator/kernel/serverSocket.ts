import type { VirtualNs } from '../../recording/events';
import { joined, preview } from '../bytes';
import { msToNs } from '../units';
import type { SendingCosts } from './client';
import type { ClientSocket } from './clientSocket';
import type { Direction, Endpoint, Segment } from './direction';
import { KernelFile } from './file';
import type { Keepalive } from './keepalive';
import type { Path } from './path';
import { Window } from './window';

/** Why a call on a socket failed. */
export type Errno =
  'EAGAIN' | 'ECONNRESET' | 'ECONNREFUSED' | 'EPIPE' | 'ENOTCONN' | 'ETIMEDOUT' | 'EADDRINUSE';

/** A failed call gives its errno instead of throwing it: most of them are EAGAIN and normal. */
export interface SocketError {
  readonly errno: Errno;
}

const EAGAIN: SocketError = { errno: 'EAGAIN' };
const ECONNRESET: SocketError = { errno: 'ECONNRESET' };
const ETIMEDOUT: SocketError = { errno: 'ETIMEDOUT' };
const EPIPE: SocketError = { errno: 'EPIPE' };
const ENOTCONN: SocketError = { errno: 'ENOTCONN' };

/** What `shutdown(how)` closes. */
export const SHUT_RD = 0;
export const SHUT_WR = 1;
export const SHUT_RDWR = 2;

/** Options of a socket: `TCP_KEEPIDLE` and `TCP_KEEPINTVL` are seconds, `TCP_KEEPCNT` is a count, the others are 0 or 1. */
export type SocketOption =
  'SO_KEEPALIVE' | 'TCP_NODELAY' | 'TCP_KEEPIDLE' | 'TCP_KEEPINTVL' | 'TCP_KEEPCNT';

/** Largest values that Linux takes (include/linux/tcp.h); it refuses others, and 0, with EINVAL. */
const LARGEST: Readonly<Partial<Record<SocketOption, number>>> = {
  TCP_KEEPIDLE: 32767,
  TCP_KEEPINTVL: 32767,
  TCP_KEEPCNT: 127,
};

/** What one connection gets at its start. Sizes in bytes. */
export interface ServerSocketOptions {
  sendCapacity: number;
  /** Room of the client's receive buffer. */
  window: number;
  costs: SendingCosts | undefined;
  down: Direction;
}

/**
 * The server's end of a connection, in the server's kernel: receive buffer, send buffer, window.
 * It exists before `accept` gives it a descriptor; data may be there by then.
 */
export class ServerSocket extends KernelFile implements Endpoint {
  readonly down: Direction;
  /** `setsockopt(SO_LINGER, 1, 0)`: `close` resets the connection. */
  linger = false;
  closed = false;
  readonly #sendCapacity: number;
  readonly #path: Path;
  readonly #costs: SendingCosts | undefined;
  /** Made when it is first asked for. */
  #keepalive: Keepalive | null = null;
  readonly #options = new Map<SocketOption, number>();
  #receiveBuffer = '';
  #finArrived = false;
  /** Why the connection is over: RST, or no answer for too long. */
  #error: SocketError | null = null;
  #readShut = false;
  #writeShut = false;
  #finSent = false;
  #unsent = '';
  /** Bytes sent or to be sent and not acknowledged: what fills the send buffer. */
  #sendUsed = 0;
  /** What the client still has room for. */
  readonly #window: Window;

  constructor(path: Path, { sendCapacity, window, costs, down }: ServerSocketOptions) {
    super(path.kernel, path.label);
    this.#path = path;
    this.#sendCapacity = sendCapacity;
    this.#window = new Window(window);
    this.#costs = costs;
    this.down = down;
  }

  /** The client's end. */
  get client(): ClientSocket {
    return this.#path.client;
  }

  /** @throws RangeError where Linux refuses with EINVAL. */
  setsockopt(option: SocketOption, value: number): void {
    const largest = LARGEST[option];
    if (largest !== undefined && !(value >= 1 && value <= largest)) {
      throw new RangeError(`${option}: found ${value}; allowed: 1 to ${largest} (EINVAL)`);
    }
    this.#options.set(option, value);
    if (option === 'TCP_NODELAY') return;
    this.#keepalive ??= this.kernel.carrier.keepalive(this.#path);
    if (option === 'SO_KEEPALIVE') this.#keepalive.set(value !== 0);
    else if (option === 'TCP_KEEPIDLE') this.#keepalive.setIdle(value);
    else if (option === 'TCP_KEEPINTVL') this.#keepalive.intervalS = value;
    else this.#keepalive.probes = value;
  }

  getsockopt(option: SocketOption): number {
    return this.#options.get(option) ?? 0;
  }

  /** `recv(limit)`: bytes, `''` at EOF, or an error. */
  recv(limit: number): string | SocketError {
    this.kernel.charge('recv');
    const { trace } = this.kernel;
    const conn = this.label;
    if (this.#error !== null && this.#receiveBuffer.length === 0) {
      trace.emit('recv', { conn, err: this.#error.errno });
      return this.#error;
    }
    if (this.#receiveBuffer.length > 0) {
      const data = this.#receiveBuffer.slice(0, limit);
      this.#receiveBuffer = this.#receiveBuffer.slice(limit);
      trace.emit('recv', { conn, n: data.length, left: this.#receiveBuffer.length });
      const n = data.length;
      this.kernel.queue.after(this.#path.latencyNs, () => this.client.windowUpdate(n));
      return data;
    }
    if (this.#finArrived || this.#readShut) {
      trace.emit('recv', { conn, n: 0, left: 0 });
      return '';
    }
    trace.emit('recv', { conn, err: 'EAGAIN' });
    return EAGAIN;
  }

  /** The thread takes the time of a `write` or `send` to this connection. */
  charge(call: 'write' | 'send'): void {
    if (call === 'send') this.kernel.charge(call);
    if (this.#costs !== undefined) this.kernel.spend(msToNs(this.#costs[call] ?? 0));
  }

  /** `send(data)`: how many bytes the send buffer took, or an error. */
  send(data: string): number | SocketError {
    this.charge('send');
    const error = this.#sendError(data);
    if (error !== null) {
      this.kernel.trace.emit('send', {
        conn: this.label,
        offered: data.length,
        err: error.errno,
      });
      return error;
    }
    const n = Math.min(data.length, this.#sendCapacity - this.#sendUsed);
    const taken = n === data.length ? data : data.slice(0, n);
    this.#sendUsed += n;
    this.#unsent = joined(this.#unsent, taken);
    this.kernel.trace.emit('send', {
      conn: this.label,
      offered: data.length,
      n,
      kernelFree: this.#sendCapacity - this.#sendUsed,
      data: preview(taken),
    });
    this.transmit();
    return n;
  }

  /** `shutdown(how)`; fails (ENOTCONN) after a reset or a timeout. */
  shutdown(how: number): SocketError | null {
    this.kernel.trace.emit('sockShutdown', { conn: this.label, how });
    if (this.#error !== null) return ENOTCONN;
    if (how === SHUT_WR || how === SHUT_RDWR) {
      this.#writeShut = true;
      this.transmit();
    }
    if (how === SHUT_RD || how === SHUT_RDWR) this.#readShut = true;
    this.changed();
    return null;
  }

  /** `close()`: FIN after what is buffered; RST with `linger` or when received bytes are unread. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.fd >= 0) this.kernel.files.close(this.fd);
    this.fd = -1;
    this.#keepalive?.stop();
    const rst = this.#error === null && (this.linger || this.#receiveBuffer.length > 0);
    this.kernel.trace.emit('sockClose', rst ? { conn: this.label, rst } : { conn: this.label });
    if (this.#error !== null) return;
    if (rst) {
      this.#unsent = '';
      this.down.stop();
      this.#sendReset();
    } else if (!this.#writeShut) {
      this.#writeShut = true;
      this.transmit();
    }
  }

  protected get error(): SocketError | null {
    return this.#error;
  }

  protected get latencyNs(): VirtualNs {
    return this.#path.latencyNs;
  }

  /** From now on each call fails with `error`. */
  protected fail(error: SocketError): void {
    this.#error = error;
    this.arrived();
  }

  /** The peer's kernel has answered: it is there. */
  protected answered(): void {
    this.#path.passes('client', 'synack');
  }

  override readable(): boolean {
    return (
      this.#receiveBuffer.length > 0 || this.#finArrived || this.#error !== null || this.#readShut
    );
  }

  override writable(): boolean {
    if (this.#error !== null || this.#writeShut) return true;
    const free = this.#sendCapacity - this.#sendUsed;
    if (this.kernel.net.writableRule === 'linux') {
      return free > 0 && free >= Math.floor(this.#sendUsed / 2);
    }
    return free > 0;
  }

  override hangUp(): boolean {
    return this.#error !== null || (this.#finArrived && this.#writeShut);
  }

  /** Something of the client is over the wire, in its turn. */
  segmentArrives(segment: Segment): void {
    this.client.provesHandshake();
    const isData = segment.what === 'data';
    if (this.closed && (isData || this.#error !== null)) {
      this.#path.sendReset('server', segment);
      return;
    }
    if (isData) this.#dataArrives(segment.data);
    else this.#finArrives();
    this.client.up.answerSilently(segment);
  }

  resetArrives(): void {
    this.down.stop();
    this.#keepalive?.stop();
    if (this.closed || this.#error !== null) return;
    this.kernel.trace.emit('net.rst', { conn: this.label });
    this.#error = ECONNRESET;
    this.#receiveBuffer = '';
    this.arrived();
  }

  /** The client's kernel has `n` bytes: they leave the send buffer. */
  acknowledged(n: number): void {
    this.#sendUsed -= n;
    if (this.closed) return;
    this.kernel.trace.emit('net.ack', {
      conn: this.label,
      n,
      kernelFree: this.#sendCapacity - this.#sendUsed,
    });
    this.arrived();
  }

  /** The client's application has read `n` bytes: there is room for as many, says a segment sent then. */
  windowUpdate(n: number): void {
    this.#window.reopen(n, this.#path.passes('client', 'window'));
    this.transmit();
  }

  /** A segment of the client has come: window news that were lost before are in it. */
  windowNewsArrive(): void {
    if (this.#window.newsComes()) this.transmit();
  }

  /** The client's kernel has been heard. */
  heard(): void {
    this.#keepalive?.heard();
  }

  /** Keepalive is on and finds the client there each time. */
  isKeptAlive(): boolean {
    return this.#keepalive?.finds() ?? false;
  }

  giveUp(): void {
    this.kernel.trace.emit('net.timeout', { conn: this.label, side: 'server' });
    this.down.stop();
    this.#unsent = '';
    if (this.closed) return;
    this.#keepalive?.stop();
    this.#error = ETIMEDOUT;
    this.arrived();
  }

  /** The client's ACK of the handshake never came: nobody will accept this connection. */
  handshakeTimesOut(): void {
    this.closed = true;
    this.#error = ETIMEDOUT;
    this.kernel.trace.emit('net.timeout', { conn: this.label, side: 'server' });
  }

  /** The listening socket closes before anybody has accepted this connection: RST, if it still stands. */
  resetUnaccepted(): void {
    this.closed = true;
    if (this.#error !== null) return;
    this.#error = ECONNRESET;
    this.kernel.trace.emit('net.reset', { conn: this.label });
    this.#sendReset();
  }

  isOrphan(): boolean {
    return this.closed;
  }

  refuses(): boolean {
    return this.#error !== null;
  }

  /** The application has it no more, or cannot use it. */
  isGone(): boolean {
    return this.closed || this.#error !== null;
  }

  hasUnacknowledged(): boolean {
    return this.down.hasMissing() || this.#unsent.length > 0;
  }

  /** Sends what the client has room for; after a retransmission nothing before an acknowledgement. */
  transmit(): void {
    if (this.down.attempt > 0) return;
    const n = Math.min(this.#unsent.length, this.#window.room);
    if (n > 0) {
      const data = this.#unsent.slice(0, n);
      this.#unsent = this.#unsent.slice(n);
      this.#window.take(n);
      this.down.sendData(data);
    }
    if (this.#unsent.length > 0 && this.#window.isShutForWantOfNews) this.down.probe();
    if (this.#writeShut && this.#unsent.length === 0 && !this.#finSent) {
      this.#finSent = true;
      this.down.sendFin();
    }
  }

  #dataArrives(data: string): void {
    if (this.#error !== null) return;
    this.#receiveBuffer += data;
    this.kernel.trace.emit('net.arrive', {
      conn: this.label,
      n: data.length,
      buffered: this.#receiveBuffer.length,
    });
    this.arrived();
  }

  #finArrives(): void {
    if (this.closed || this.#error !== null) return;
    this.#finArrived = true;
    this.kernel.trace.emit('net.fin', { conn: this.label });
    this.arrived();
  }

  #sendReset(): void {
    this.kernel.queue.after(this.#path.latencyNs, () => {
      if (this.#path.passes('server', 'rst')) this.client.resetArrives();
    });
  }

  #sendError(data: string): SocketError | null {
    if (this.#error !== null) return this.#error;
    if (this.#writeShut) return EPIPE;
    if (this.#sendUsed >= this.#sendCapacity && data.length > 0) return EAGAIN;
    return null;
  }
}
