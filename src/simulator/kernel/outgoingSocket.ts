import type { VirtualNs } from '../../recording/events';
import { ServerSocket, type SocketError } from './serverSocket';
import { RTO_FIRST_NS, SYN_RETRIES } from './tcpConstants';

/** What a host answers to a SYN: SYN-ACK, RST, or nothing. */
export type Answer = 'accept' | 'refuse' | 'silent';

/** A place in the network that can be connected to. */
export interface Destination {
  readonly host: string;
  readonly port: number;
  /** What a SYN that is there now is answered with. */
  answer(): Answer;
}

/**
 * A socket of the program's own that connects, without blocking. Until the connection is made it is neither readable nor
 * writable, unless the attempt has failed: then it is both, and SO_ERROR says why.
 */
export class OutgoingSocket extends ServerSocket {
  /** Its own address, from `connect` on. */
  address: { host: string; port: number } | null = null;
  destination!: Destination;
  #state: 'new' | 'connecting' | 'connected' = 'new';
  #synNs: VirtualNs = 0;
  #retries = 0;

  /** `connect_ex()`: EINPROGRESS at first; null once there is a connection. */
  connect(): 'EINPROGRESS' | 'EALREADY' | null {
    const { host, port } = this.destination;
    const isNew = this.#state === 'new';
    const err = isNew ? 'EINPROGRESS' : this.#state === 'connecting' ? 'EALREADY' : null;
    const place = { conn: this.label, host, port };
    this.kernel.trace.emit('connect', err === null ? place : { ...place, err });
    if (isNew) {
      this.#state = 'connecting';
      this.address ??= { host: hostTowards(host), port: this.kernel.nextLocalPort() };
      this.#sendSyn();
    }
    return err;
  }

  /** `getsockopt(SO_ERROR)`: why the connection, or the attempt, has failed; null if it has not. */
  takeError(): string | null {
    if (this.error === null) return null;
    this.kernel.trace.emit('connectError', { conn: this.label, err: this.error.errno });
    return this.error.errno;
  }

  override shutdown(how: number): SocketError | null {
    if (this.#isMade()) return super.shutdown(how);
    this.kernel.trace.emit('sockShutdown', { conn: this.label, how });
    return { errno: 'ENOTCONN' };
  }

  override close(): void {
    if (this.#isMade()) {
      super.close();
      return;
    }
    if (this.closed) return;
    this.closed = true;
    this.kernel.files.close(this.fd);
    this.fd = -1;
    this.kernel.trace.emit('sockClose', { conn: this.label });
  }

  override readable(): boolean {
    return this.#isMade() && super.readable();
  }

  override writable(): boolean {
    return this.#isMade() && super.writable();
  }

  override hangUp(): boolean {
    return this.#isMade() && super.hangUp();
  }

  /** There is a connection, or there will be none: from then on it is a socket like others. */
  #isMade(): boolean {
    return this.#state === 'connected' || this.error !== null;
  }

  #sendSyn(): void {
    const { queue } = this.kernel;
    this.#synNs = queue.nowNs;
    queue.after(this.latencyNs, () => this.#synArrives());
  }

  #synArrives(): void {
    const { queue, trace } = this.kernel;
    const answer = this.destination.answer();
    if (answer === 'accept') {
      queue.after(this.latencyNs, () => this.#synAckArrives());
    } else if (answer === 'refuse') {
      queue.after(this.latencyNs, () => this.#refused());
    } else {
      trace.emit('net.lost', { conn: this.label, what: 'syn', side: 'server' });
      queue.at(this.#synNs + RTO_FIRST_NS * 2 ** this.#retries, () => this.#sendSynAgain());
    }
  }

  /** After 1, 2, 4, … s without an answer. */
  #sendSynAgain(): void {
    if (this.closed) return;
    const { label: conn } = this;
    const { trace } = this.kernel;
    this.#retries++;
    if (this.#retries > SYN_RETRIES) {
      trace.emit('net.timeout', { conn, side: 'server' });
      this.fail({ errno: 'ETIMEDOUT' });
      return;
    }
    trace.emit('net.retransmit', { conn, side: 'server', n: 0, attempt: this.#retries });
    this.#sendSyn();
  }

  #refused(): void {
    if (this.closed) return;
    this.kernel.trace.emit('net.rst', { conn: this.label });
    this.fail({ errno: 'ECONNREFUSED' });
  }

  #synAckArrives(): void {
    if (this.closed) return;
    this.kernel.trace.emit('net.connected', { conn: this.label });
    this.#state = 'connected';
    this.answered();
    this.arrived();
    this.kernel.queue.after(this.latencyNs, () => this.client.connected());
  }
}

/** What a host of its own network is called by; elsewhere an address for documentation stands for this host's (RFC 5737). */
function hostTowards(host: string): string {
  return host.startsWith('127.') ? '127.0.0.1' : '192.0.2.1';
}
