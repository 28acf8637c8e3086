import { KernelFile } from './file';
import type { Kernel } from './kernel';
import { SHUT_WR, type ServerSocket } from './serverSocket';

/** A socket that listens: the queue of connections that nobody has accepted yet. */
export class ListeningSocket extends KernelFile {
  readonly #backlog: number;
  /** Handshakes under way. */
  #halfOpen = 0;
  readonly #queue: ServerSocket[] = [];
  #listens = true;
  readonly port: number;

  constructor(kernel: Kernel, label: string, port: number, backlog: number) {
    super(kernel, label);
    this.port = port;
    this.#backlog = backlog;
    this.fd = kernel.files.open(this);
  }

  /** False once it was shut down or closed: what comes for it meets RST. */
  get listens(): boolean {
    return this.#listens;
  }

  /** A SYN has come: false when it is dropped because the queue is full. */
  synArrives(): boolean {
    if (this.#queue.length + this.#halfOpen > this.#backlog) return false;
    this.#halfOpen++;
    return true;
  }

  handshakeDone(socket: ServerSocket): void {
    this.#halfOpen--;
    this.#queue.push(socket);
    this.kernel.trace.emit('net.acceptable', { conn: socket.label, queued: this.#queue.length });
    this.arrived();
  }

  /** A handshake has come to nothing. */
  handshakeFails(): void {
    this.#halfOpen--;
  }

  /** `accept()`: the oldest connection, with a descriptor; null when there is none (EAGAIN). */
  accept(): ServerSocket | null {
    this.kernel.charge('accept');
    const socket = this.#queue.shift();
    if (socket === undefined) {
      this.kernel.trace.emit('acceptAgain');
      return null;
    }
    socket.fd = this.kernel.files.open(socket);
    socket.readySequence = this.readySequence;
    this.kernel.trace.emit('accept', {
      conn: socket.label,
      fd: socket.fd,
      queued: this.#queue.length,
    });
    return socket;
  }

  /** `shutdown(how)`: it listens no more, unless only its write side is meant (inet_shutdown). */
  shutdown(how: number): void {
    this.kernel.trace.emit('sockShutdown', { conn: this.label, how });
    if (how !== SHUT_WR) this.#stopListening();
  }

  close(): void {
    if (this.fd < 0) return;
    this.kernel.files.close(this.fd);
    this.fd = -1;
    this.kernel.trace.emit('sockClose', { conn: this.label });
    this.#stopListening();
  }

  /**
   * What nobody has accepted is reset. A handshake under way is forgotten, and learns of it when its next segment
   * comes. Follows Linux's inet_csk_listen_stop.
   */
  #stopListening(): void {
    if (!this.#listens) return;
    this.#listens = false;
    this.kernel.listeners.closed(this);
    for (const socket of this.#queue.splice(0)) socket.resetUnaccepted();
  }

  override readable(): boolean {
    return this.#queue.length > 0;
  }

  override writable(): boolean {
    return false;
  }

  override hangUp(): boolean {
    return false;
  }
}
