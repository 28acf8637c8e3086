import { preview } from '../bytes';
import type { Client } from './client';
import { KernelFile } from './file';
import type { Kernel } from './kernel';
import type { Link } from './link';

/** Why a call on a socket failed. */
export type Errno = 'EAGAIN' | 'ECONNRESET' | 'EPIPE' | 'ENOTCONN';

/** A failed call gives its errno instead of throwing it: most of them are EAGAIN and normal. */
export interface SocketError {
  readonly errno: Errno;
}

const EAGAIN: SocketError = { errno: 'EAGAIN' };
const ECONNRESET: SocketError = { errno: 'ECONNRESET' };
const EPIPE: SocketError = { errno: 'EPIPE' };
const ENOTCONN: SocketError = { errno: 'ENOTCONN' };

/** What `shutdown(how)` closes. */
export const SHUT_RD = 0;
export const SHUT_WR = 1;
export const SHUT_RDWR = 2;

/**
 * The server's end of a connection, in the server's kernel: receive buffer, send buffer, window.
 * It exists before `accept` gives it a descriptor; data may be there by then.
 */
export class ServerSocket extends KernelFile {
  readonly client: Client;
  /** `setsockopt(SO_LINGER, 1, 0)`: `close` resets the connection. */
  linger = false;
  closed = false;
  private readonly sendCapacity: number;
  private readonly down: Link;
  private receiveBuffer = '';
  private finArrived = false;
  private reset = false;
  private readShut = false;
  private writeShut = false;
  private finSent = false;
  private unsent = '';
  /** Bytes sent or to be sent and not acknowledged: what fills the send buffer. */
  private sendUsed = 0;
  /** Bytes that the client still has room for. */
  private window: number;

  constructor(kernel: Kernel, client: Client, sendCapacity: number, window: number, down: Link) {
    super(kernel, client.name);
    this.client = client;
    this.sendCapacity = sendCapacity;
    this.window = window;
    this.down = down;
  }

  /** `recv(limit)`: bytes, `''` at EOF, or an error. */
  recv(limit: number): string | SocketError {
    this.kernel.charge('recv');
    const { trace } = this.kernel;
    const conn = this.label;
    if (this.reset) {
      trace.emit('recv', { conn, err: 'ECONNRESET' });
      return ECONNRESET;
    }
    if (this.receiveBuffer.length > 0) {
      const data = this.receiveBuffer.slice(0, limit);
      this.receiveBuffer = this.receiveBuffer.slice(limit);
      trace.emit('recv', { conn, n: data.length, left: this.receiveBuffer.length });
      const n = data.length;
      this.kernel.queue.after(this.down.latencyNs, () => this.client.windowUpdate(n));
      return data;
    }
    if (this.finArrived || this.readShut) {
      trace.emit('recv', { conn, n: 0, left: 0 });
      return '';
    }
    trace.emit('recv', { conn, err: 'EAGAIN' });
    return EAGAIN;
  }

  /** `send(data)`: how many bytes the send buffer took, or an error. */
  send(data: string): number | SocketError {
    this.kernel.charge('send');
    const error = this.sendError(data);
    if (error !== null) {
      this.kernel.trace.emit('send', {
        conn: this.label,
        offered: data.length,
        err: error.errno,
      });
      return error;
    }
    const n = Math.min(data.length, this.sendCapacity - this.sendUsed);
    const taken = n === data.length ? data : data.slice(0, n);
    this.sendUsed += n;
    this.unsent += taken;
    this.kernel.trace.emit('send', {
      conn: this.label,
      offered: data.length,
      n,
      kernelFree: this.sendCapacity - this.sendUsed,
      data: preview(taken),
    });
    this.transmit();
    return n;
  }

  /** `shutdown(how)`; fails (ENOTCONN) after a reset. */
  shutdown(how: number): SocketError | null {
    this.kernel.trace.emit('sockShutdown', { conn: this.label, how });
    if (this.reset) return ENOTCONN;
    if (how === SHUT_WR || how === SHUT_RDWR) {
      this.writeShut = true;
      this.transmit();
    }
    if (how === SHUT_RD || how === SHUT_RDWR) this.readShut = true;
    this.changed();
    return null;
  }

  /** `close()`: FIN after what is buffered; RST with `linger` or when received bytes are unread. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    if (this.fd >= 0) this.kernel.files.close(this.fd);
    this.fd = -1;
    const rst = !this.reset && (this.linger || this.receiveBuffer.length > 0);
    this.kernel.trace.emit('sockClose', rst ? { conn: this.label, rst } : { conn: this.label });
    if (this.reset) return;
    if (rst) {
      this.unsent = '';
      this.kernel.queue.after(this.down.latencyNs, () => this.client.resetArrives());
    } else if (!this.writeShut) {
      this.writeShut = true;
      this.transmit();
    }
  }

  override readable(): boolean {
    return this.receiveBuffer.length > 0 || this.finArrived || this.reset || this.readShut;
  }

  override writable(): boolean {
    if (this.reset || this.writeShut) return true;
    const free = this.sendCapacity - this.sendUsed;
    if (this.kernel.net.writableRule === 'linux') {
      return free > 0 && free >= Math.floor(this.sendUsed / 2);
    }
    return free > 0;
  }

  override hangUp(): boolean {
    return this.reset || (this.finArrived && this.writeShut);
  }

  /** Bytes of the client have come over the wire. */
  dataArrives(data: string): void {
    if (this.closed) {
      this.kernel.queue.after(this.down.latencyNs, () => this.client.resetArrives());
      return;
    }
    if (this.reset) return;
    this.receiveBuffer += data;
    this.kernel.trace.emit('net.arrive', {
      conn: this.label,
      n: data.length,
      buffered: this.receiveBuffer.length,
    });
    this.arrived();
  }

  finArrives(): void {
    if (this.closed || this.reset) return;
    this.finArrived = true;
    this.kernel.trace.emit('net.fin', { conn: this.label });
    this.arrived();
  }

  resetArrives(): void {
    if (this.closed || this.reset) return;
    this.kernel.trace.emit('net.rst', { conn: this.label });
    this.reset = true;
    this.receiveBuffer = '';
    this.arrived();
  }

  /** The client's kernel has `n` bytes: they leave the send buffer. */
  ackArrives(n: number): void {
    this.sendUsed -= n;
    if (this.closed) return;
    this.kernel.trace.emit('net.ack', {
      conn: this.label,
      n,
      kernelFree: this.sendCapacity - this.sendUsed,
    });
    this.arrived();
  }

  /** The client's application has read `n` bytes: there is room for as many. */
  windowUpdate(n: number): void {
    this.window += n;
    this.transmit();
  }

  private sendError(data: string): SocketError | null {
    if (this.reset) return ECONNRESET;
    if (this.writeShut) return EPIPE;
    if (this.sendUsed >= this.sendCapacity && data.length > 0) return EAGAIN;
    return null;
  }

  private transmit(): void {
    const n = Math.min(this.unsent.length, this.window);
    if (n > 0) {
      const data = this.unsent.slice(0, n);
      this.unsent = this.unsent.slice(n);
      this.window -= n;
      this.down.carryData(data, (piece) => this.client.dataArrives(piece));
    }
    if (this.writeShut && this.unsent.length === 0 && !this.finSent) {
      this.finSent = true;
      this.down.carry(0, () => this.client.finArrives());
    }
  }
}
