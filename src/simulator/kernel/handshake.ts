import type { VirtualNs } from '../../recording/events';
import type { Job } from '../clock';
import type { ClientSocket } from './clientSocket';
import type { ListeningSocket } from './listeningSocket';
import type { Path } from './path';
import { RTO_FIRST_NS, SYN_RETRIES, SYNACK_RETRIES } from './tcpConstants';

/**
 * SYN, SYN-ACK, ACK. Where nobody listens, the SYN is answered with RST: ECONNREFUSED. A port that closes meanwhile
 * knows nothing of the segment that comes next, which meets RST too. The client asks again when its SYN is dropped, or one of the first two is lost; the server says
 * SYN-ACK again when the last is lost, unless data of the client has come, which tells as much.
 */
export class Handshake {
  readonly #path: Path;
  readonly #client: ClientSocket;
  /** Set while the server has heard the SYN. */
  #listener: ListeningSocket | null = null;
  #isOver = false;
  #retries = 0;
  #synNs: VirtualNs = 0;
  #synAckNs: VirtualNs = 0;
  #synAckTries = 0;
  #synAckJob: Job | null = null;

  constructor(path: Path, client: ClientSocket) {
    this.#path = path;
    this.#client = client;
  }

  start(): void {
    const { kernel, label: conn, latencyNs } = this.#path;
    kernel.trace.emit(
      'client.connect',
      this.#retries > 0 ? { conn, retry: this.#retries } : { conn },
    );
    this.#synNs = kernel.queue.nowNs;
    kernel.queue.after(latencyNs, () => this.#synArrives());
  }

  /** The client's first segment after the handshake is here, so it has the SYN-ACK. */
  dataArrives(): void {
    if (!this.#isOver && this.#listener !== null) this.#complete(this.#listener);
  }

  #synArrives(): void {
    const { kernel, label, latencyNs } = this.#path;
    if (!this.#path.passes('client', 'syn')) {
      this.#startAgain();
      return;
    }
    if (this.#listener?.listens !== true) {
      const listener = kernel.listeners.current;
      this.#listener = null;
      if (listener === null) {
        kernel.trace.emit('net.synRefused', { conn: label });
        kernel.queue.after(latencyNs, () => this.#refusalArrives());
        return;
      }
      if (!listener.synArrives()) {
        kernel.trace.emit('net.synDropped', { conn: label });
        this.#startAgain();
        return;
      }
      this.#listener = listener;
    }
    this.#synAckNs = kernel.queue.nowNs;
    kernel.queue.after(latencyNs, () => this.#synAckArrives());
  }

  /** After 1, 2, 4, … s without an answer. */
  #startAgain(): void {
    const againNs = this.#synNs + RTO_FIRST_NS * 2 ** this.#retries;
    this.#retries++;
    const retry = this.#retries <= SYN_RETRIES;
    this.#path.kernel.queue.at(againNs, () => (retry ? this.start() : this.#giveUp()));
  }

  #giveUp(): void {
    if (this.#listener !== null && !this.#isOver) {
      this.#listener.handshakeFails();
      this.#listener = null;
    }
    if (!this.#client.isDead()) this.#client.giveUp();
  }

  #refusalArrives(): void {
    if (!this.#path.passes('server', 'rst')) this.#startAgain();
    else if (!this.#client.isDead()) this.#client.refused();
  }

  #synAckArrives(): void {
    const { kernel, label, latencyNs } = this.#path;
    if (!this.#path.passes('server', 'synack')) {
      this.#startAgain();
      return;
    }
    kernel.trace.emit('client.connected', { conn: label });
    kernel.queue.after(latencyNs, () => this.#ackArrives());
    this.#client.established();
  }

  #ackArrives(): void {
    if (this.#isOver || this.#listener === null) return;
    if (this.#path.passes('client', 'ack')) {
      this.#complete(this.#listener);
    } else if (this.#synAckJob === null) {
      const { queue } = this.#path.kernel;
      const againNs = Math.max(queue.nowNs, this.#synAckNs + RTO_FIRST_NS);
      this.#synAckJob = queue.at(againNs, () => this.#sendSynAckAgain());
    }
  }

  #sendSynAckAgain(): void {
    const { kernel, label: conn, latencyNs, server } = this.#path;
    if (!this.#listener!.listens) {
      // As reqsk_timer_handler: nobody is left to ask for.
      this.#synAckJob = null;
      return;
    }
    this.#synAckTries++;
    if (this.#synAckTries > SYNACK_RETRIES) {
      this.#synAckJob = null;
      this.#listener!.handshakeFails();
      this.#listener = null;
      server.handshakeTimesOut();
      return;
    }
    const attempt = this.#synAckTries;
    kernel.trace.emit('net.retransmit', { conn, side: 'server', n: 0, attempt });
    this.#synAckJob = kernel.queue.after(RTO_FIRST_NS * 2 ** attempt, () =>
      this.#sendSynAckAgain(),
    );
    kernel.queue.after(latencyNs, () => {
      if (this.#path.passes('server', 'synack')) {
        kernel.queue.after(latencyNs, () => this.#ackArrives());
      }
    });
  }

  #complete(listener: ListeningSocket): void {
    this.#isOver = true;
    if (this.#synAckJob !== null) this.#path.kernel.queue.cancel(this.#synAckJob);
    this.#synAckJob = null;
    const { server } = this.#path;
    if (listener.listens) listener.handshakeDone(server);
    else server.resetUnaccepted();
  }
}
