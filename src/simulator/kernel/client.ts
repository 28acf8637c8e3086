import { needsFailing } from './carrier';
import { ClientSocket } from './clientSocket';
import type { Cuts, Segments } from './cutter';
import type { Kernel } from './kernel';
import type { NatOptions } from './nat';
import { Wire, type Cable } from './wire';

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
  /** How the network cuts each send that does not say so itself; see `Cuts`. */
  cuts?: readonly number[];
  gapMs?: number;
  /** How the network cuts the stream, whatever the sends; not together with `cuts`. */
  segments?: Segments;
  /** What one `transport.write` and one `send` to it cost the thread, in ms, besides the run's own costs. */
  costs?: SendingCosts;
  /** A box in the middle that forgets. */
  nat?: NatOptions;
}

export interface SendingCosts {
  write?: number;
  send?: number;
}

/** Directions of a cable: up is to the server. */
export type CutWay = 'both' | 'up' | 'down';

/**
 * A client: a cable and, one after the other, connections over it. The first has the client's name in the recording,
 * those that follow `A#2`, `A#3`. What it is told goes to the newest.
 */
export class Client {
  readonly name: string;
  readonly #kernel: Kernel;
  readonly #options: ClientOptions;
  readonly #cable: Cable = { up: new Wire(), down: new Wire() };
  readonly #connections: ClientSocket[] = [];
  #current: ClientSocket;
  #hasConnected = false;

  constructor(kernel: Kernel, name: string, options: ClientOptions) {
    this.#kernel = kernel;
    this.name = name;
    this.#options = options;
    this.#current = this.#open(name);
  }

  /** Starts a handshake now: of the first connection, then of a new one each time. */
  connect(): void {
    if (this.#hasConnected)
      this.#current = this.#open(`${this.name}#${this.#connections.length + 1}`);
    this.#hasConnected = true;
    this.#current.connect();
  }

  /** The application sends bytes (latin-1). `cuts` goes before the client's own. */
  send(data: string, cuts?: Cuts): void {
    this.#current.send(data, cuts);
  }

  close(): void {
    this.#current.close();
  }

  shutdownWrite(): void {
    this.#current.shutdownWrite();
  }

  reset(): void {
    this.#current.reset();
  }

  pauseReading(): void {
    this.#current.pauseReading();
  }

  resumeReading(): void {
    this.#current.resumeReading();
  }

  /** Cuts the cable: what is under way in that direction is lost, and what leaves from now on. */
  cut(way: CutWay = 'both'): void {
    const { up, down } = this.#cable;
    if (!this.#kernel.carrier.canFail) needsFailing('cut');
    this.#kernel.trace.emit('net.cut', { conn: this.#current.name, way });
    if (way !== 'down') {
      up.isCut = true;
      for (const connection of this.#connections) connection.socket.down.backIsCut();
    }
    if (way !== 'up') {
      down.isCut = true;
      for (const connection of this.#connections) connection.up.backIsCut();
    }
  }

  /** Mends both directions. What was lost comes with the next retransmission. */
  mend(): void {
    this.#kernel.trace.emit('net.mend', { conn: this.#current.name });
    this.#cable.up.mend(this.#kernel.queue.nowNs);
    this.#cable.down.mend(this.#kernel.queue.nowNs);
  }

  #open(name: string): ClientSocket {
    const connection = new ClientSocket(this.#kernel, name, this.#options, this.#cable);
    this.#connections.push(connection);
    return connection;
  }
}
