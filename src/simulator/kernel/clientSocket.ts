import type { VirtualNs } from '../../recording/events';
import { joined, preview } from '../bytes';
import { msToNs } from '../units';
import type { ClientOptions } from './client';
import { Cutter, type Cuts } from './cutter';
import type { Direction, Endpoint, Segment } from './direction';
import { Handshake } from './handshake';
import type { Kernel } from './kernel';
import { Link } from './link';
import type { Path } from './path';
import { ServerSocket } from './serverSocket';
import type { Cable } from './wire';
import { Window } from './window';

/** What the other end of a server's connection is, and how its own end is made. */
export interface FarEnd {
  kind: 'client' | 'peer';
  address: { host: string; port: number };
  makeSocket: (...of: ConstructorParameters<typeof ServerSocket>) => ServerSocket;
}

const UNCUT: Cuts = { cuts: [] };

/**
 * One connection of a client: its application, which does what it is told, and its kernel.
 *
 * The TCP model: bytes leave while the other side has room for them (credits), arrive after the
 * latency, and are acknowledged after another; FIN follows the data, RST overtakes nothing.
 */
export class ClientSocket implements Endpoint {
  readonly name: string;
  /** The server's end of this connection. */
  readonly socket: ServerSocket;
  readonly address: { host: string; port: number };
  readonly up: Direction;
  readonly #far: 'client' | 'peer';
  readonly #kernel: Kernel;
  readonly #path: Path;
  readonly #handshake: Handshake;
  readonly #onEof: 'close' | 'keep';
  readonly #readEveryNs: VirtualNs | null;
  readonly #readChunk: number;
  readonly #cuts: Cuts;
  readonly #cutter: Cutter;
  #readTickArmed = false;
  #gapArmed = false;
  #isEstablished = false;
  #pending = '';
  /** What the server's receive buffer still has room for. */
  readonly #window: Window;
  #finWanted = false;
  #finSent = false;
  #receiveBuffer = '';
  #receivedTotal = 0;
  #reading: boolean;
  #closed = false;
  #dead = false;

  constructor(
    kernel: Kernel,
    name: string,
    options: ClientOptions,
    cable: Cable,
    end: FarEnd = aClient(kernel),
  ) {
    const { carrier, net, queue } = kernel;
    this.#kernel = kernel;
    this.name = name;
    this.#far = end.kind;
    this.address = end.address;
    const latencyNs = msToNs(options.latencyMs ?? net.latencyMs);
    const rate = options.rate === undefined ? net.rate : options.rate;
    const mss = options.mss ?? net.mss;
    const path = carrier.path(kernel, name, latencyNs, cable, options.nat ?? null);
    this.#path = path;
    this.#handshake = new Handshake(path, this);
    this.up = carrier.direction(path, 'client', new Link(queue, rate, mss));
    this.#window = new Window(options.serverRecvBuffer ?? net.serverRecvBuffer);
    this.#onEof = options.onEof ?? 'close';
    this.#reading = options.pauseReading !== true;
    this.#readEveryNs = options.read === undefined ? null : msToNs(options.read.everyMs);
    this.#readChunk = options.read === undefined ? 0 : options.read.chunk;
    this.#cutter = new Cutter(options.segments);
    this.#cuts = { cuts: options.cuts ?? [], gapMs: options.gapMs ?? 0 };
    this.socket = end.makeSocket(path, {
      sendCapacity: options.serverSendBuffer ?? net.serverSendBuffer,
      window: options.clientRecvBuffer ?? net.clientRecvBuffer,
      costs: options.costs,
      down: carrier.direction(path, 'server', new Link(queue, rate, mss)),
    });
    path.client = this;
    path.server = this.socket;
    for (const [direction, sender, receiver] of [
      [this.up, this, this.socket],
      [this.socket.down, this.socket, this],
    ] as const) {
      direction.sender = sender;
      direction.receiver = receiver;
    }
  }

  /** Starts the handshake now. What is sent before it is done waits in the client's kernel. */
  connect(): void {
    this.#handshake.start();
  }

  /** The application sends bytes (latin-1). */
  send(data: string, cuts: Cuts = this.#cuts): void {
    if (this.#dead) return;
    const n = data.length;
    this.#kernel.trace.emit(`${this.#far}.send`, { conn: this.name, n, data: preview(data) });
    this.#cutter.add(n, cuts.cuts.length > 0 ? cuts : UNCUT);
    this.#pending += data;
    this.transmit();
  }

  /** The application closes: FIN after what it sent, or RST if it has not read everything. */
  close(): void {
    if (this.#dead || this.#closed) return;
    this.#closed = true;
    if (this.#receiveBuffer.length > 0) {
      this.#sendReset();
      return;
    }
    this.#kernel.trace.emit(`${this.#far}.close`, { conn: this.name });
    this.#finWanted = true;
    this.transmit();
  }

  /** Half close: no more data from here, but it goes on reading. */
  shutdownWrite(): void {
    if (this.#dead) return;
    this.#kernel.trace.emit(`${this.#far}.shutdownWrite`, { conn: this.name });
    this.#finWanted = true;
    this.transmit();
  }

  /** Breaks the connection off with RST. */
  reset(): void {
    if (!this.#dead) this.#sendReset();
  }

  pauseReading(): void {
    if (this.#dead) return;
    this.#kernel.trace.emit(`${this.#far}.pauseReading`, { conn: this.name });
    this.#reading = false;
  }

  resumeReading(): void {
    if (this.#dead) return;
    this.#kernel.trace.emit(`${this.#far}.resumeReading`, { conn: this.name });
    this.#reading = true;
    this.#readSome();
  }

  /** SYN-ACK has come. */
  established(): void {
    this.#isEstablished = true;
    this.transmit();
  }

  /** The server has read `n` bytes: there is room for as many, and so says a segment that was sent then. */
  windowUpdate(n: number): void {
    this.#window.reopen(n, this.#path.passes('server', 'window'));
    this.transmit();
  }

  /** A segment of the server has come: window news that were lost before are in it. */
  windowNewsArrive(): void {
    if (this.#window.newsComes()) this.transmit();
  }

  /** Something of the server is over the wire, in its turn. */
  segmentArrives(segment: Segment): void {
    if (segment.what !== 'data') {
      this.#finArrives();
      this.socket.down.answerSilently(segment);
    } else if (this.#closed) {
      this.#path.sendReset('client', segment);
    } else {
      this.#receiveBuffer = joined(this.#receiveBuffer, segment.data);
      this.socket.down.answer(segment);
      this.#readSome();
    }
  }

  /** The application has read. */
  protected received(_data: string): void {}

  /** A connection that the server opened is complete on this side too. */
  connected(): void {
    this.established();
  }

  acknowledged(): void {
    // The client's kernel keeps no account of its send buffer.
  }

  resetArrives(): void {
    this.up.stop();
    if (this.#dead) return;
    this.#dead = true;
    this.#kernel.trace.emit(`${this.#far}.connectionReset`, { conn: this.name });
  }

  /** RST has come instead of SYN-ACK: ECONNREFUSED. */
  refused(): void {
    this.#kernel.trace.emit('client.refused', { conn: this.name });
    this.#die();
  }

  giveUp(): void {
    this.#kernel.trace.emit('net.timeout', { conn: this.name, side: 'client' });
    this.#die();
  }

  isOrphan(): boolean {
    return this.#closed;
  }

  isDead(): boolean {
    return this.#dead;
  }

  refuses(): boolean {
    return this.#dead;
  }

  isClosed(): boolean {
    return this.#dead || this.#closed;
  }

  /** Data or FIN of the client is at the server: the handshake is over, whatever became of its ACK. */
  provesHandshake(): void {
    this.#handshake.dataArrives();
  }

  /**
   * Sends what the window allows, up to the next cut of the stream. After a retransmission nothing new leaves
   * before an acknowledgement: the loss window is one segment (RFC 5681, 3.1).
   */
  transmit(): void {
    if (!this.#isEstablished || this.up.attempt > 0) return;
    const cutter = this.#cutter;
    const kernel = this.#kernel;
    const { nowNs } = kernel.queue;
    while (this.#pending.length > 0) {
      if (nowNs < cutter.notBeforeNs) {
        this.#waitForGap();
        return;
      }
      const n = Math.min(cutter.room(this.#pending.length, this.#finWanted), this.#window.room);
      if (n <= 0) break;
      const data = this.#pending.slice(0, n);
      this.#pending = this.#pending.slice(n);
      this.#window.take(n);
      cutter.take(n, nowNs);
      this.up.sendData(data);
    }
    if (this.#pending.length > 0 && this.#window.isShutForWantOfNews) this.up.probe();
    if (this.#finWanted && this.#pending.length === 0 && !this.#finSent) {
      this.#finSent = true;
      this.up.sendFin();
    }
  }

  #waitForGap(): void {
    if (this.#gapArmed) return;
    this.#gapArmed = true;
    this.#kernel.queue.at(this.#cutter.notBeforeNs, () => {
      this.#gapArmed = false;
      this.transmit();
    });
  }

  #finArrives(): void {
    if (this.#dead) return;
    this.#kernel.trace.emit(`${this.#far}.eof`, { conn: this.name });
    if (this.#onEof === 'close') this.close();
  }

  /** The connection is over, and what is still to be sent with it. */
  #die(): void {
    this.#closed = true;
    this.#dead = true;
    this.#pending = '';
    this.up.stop();
  }

  #sendReset(): void {
    this.#kernel.trace.emit(`${this.#far}.reset`, { conn: this.name });
    this.#die();
    this.#kernel.queue.after(this.#path.latencyNs, () => {
      if (this.#path.passes('client', 'rst')) this.socket.resetArrives();
    });
  }

  #readSome(): void {
    if (this.#receiveBuffer.length === 0) return;
    if (this.#readEveryNs === null) {
      if (this.#reading) this.#take(this.#receiveBuffer.length);
    } else if (!this.#readTickArmed) {
      this.#readTickArmed = true;
      this.#kernel.queue.after(this.#readEveryNs, () => this.#readTick());
    }
  }

  #readTick(): void {
    this.#readTickArmed = false;
    if (this.#reading && this.#receiveBuffer.length > 0) {
      this.#take(Math.min(this.#readChunk, this.#receiveBuffer.length));
    }
    this.#readSome();
  }

  #take(n: number): void {
    const data = this.#receiveBuffer.slice(0, n);
    this.#receiveBuffer = this.#receiveBuffer.slice(n);
    this.#receivedTotal += n;
    this.#kernel.trace.emit(`${this.#far}.recv`, {
      conn: this.name,
      n,
      total: this.#receivedTotal,
      data: preview(data),
    });
    this.#kernel.queue.after(this.#path.latencyNs, () => this.socket.windowUpdate(n));
    this.received(data);
  }
}

function aClient(kernel: Kernel): FarEnd {
  return {
    kind: 'client',
    address: { host: '127.0.0.1', port: kernel.nextClientPort() },
    makeSocket: (...of) => new ServerSocket(...of),
  };
}
