import type { VirtualNs } from '../../recording/events';
import type { Trace } from '../trace';
import { msToNs } from '../units';
import type { ClientOptions } from './client';
import { ClientSocket } from './clientSocket';
import type { Kernel, OutgoingConnections } from './kernel';
import { OutgoingSocket, type Answer, type Destination } from './outgoingSocket';
import { Wire } from './wire';

/** What the program can connect to: a host and port, and who is there. */
export interface PeerOptions extends Omit<ClientOptions, 'nat'> {
  name: string;
  /** An IPv4 address; 127.0.0.1 when left out. */
  host?: string;
  port: number;
  /** Default `accept`. */
  answers?: Answer;
  /** What it answers from that time on. */
  changes?: readonly { at: number; answers: Answer }[];
  /** Sends back what it reads. */
  echo?: boolean;
}

/** What a peer does on each of its connections, once it has accepted it. */
export type OnAccept = (connection: PeerSocket) => void;

/** The peer's end of a connection. */
export class PeerSocket extends ClientSocket {
  #hasShut = false;
  readonly #trace: Trace;
  readonly #echoes: boolean;
  readonly #onAccept: OnAccept;

  constructor(kernel: Kernel, name: string, peer: Peer) {
    const { options } = peer;
    super(kernel, name, options, peer.cable, {
      kind: 'peer',
      address: { host: peer.host, port: peer.port },
      makeSocket: (...of) => new OutgoingSocket(...of),
    });
    this.#trace = kernel.trace;
    this.#echoes = options.echo === true;
    this.#onAccept = peer.onAccept;
    (this.socket as OutgoingSocket).destination = peer;
  }

  /** ACK of the handshake: the peer's application has the connection. */
  override connected(): void {
    if (this.isDead()) return;
    this.#trace.emit('peer.accepted', { conn: this.name });
    this.#onAccept(this);
    super.connected();
  }

  override provesHandshake(): void {
    // The peer's own handshake is none of the listen queue's business.
  }

  override close(): void {
    this.#hasShut = true;
    super.close();
  }

  override shutdownWrite(): void {
    this.#hasShut = true;
    super.shutdownWrite();
  }

  protected override received(data: string): void {
    if (this.#echoes && !this.#hasShut) this.send(data);
  }
}

class Peer implements Destination {
  readonly host: string;
  readonly port: number;
  readonly cable = { up: new Wire(), down: new Wire() };
  readonly options: PeerOptions;
  readonly onAccept: OnAccept;
  readonly #kernel: Kernel;
  readonly #changes: readonly { timeNs: VirtualNs; answers: Answer }[];
  #count = 0;

  constructor(kernel: Kernel, options: PeerOptions, onAccept: OnAccept) {
    this.#kernel = kernel;
    this.options = options;
    this.host = options.host ?? '127.0.0.1';
    this.port = options.port;
    this.onAccept = onAccept;
    this.#changes = (options.changes ?? []).map(({ at, answers }) => ({
      timeNs: msToNs(at),
      answers,
    }));
  }

  answer(): Answer {
    let answer = this.options.answers ?? 'accept';
    for (const { timeNs, answers } of this.#changes) {
      if (timeNs <= this.#kernel.queue.nowNs) answer = answers;
    }
    return answer;
  }

  open(): OutgoingSocket {
    this.#count++;
    const { name } = this.options;
    const label = this.#count === 1 ? name : `${name}#${this.#count}`;
    return new PeerSocket(this.#kernel, label, this).socket as OutgoingSocket;
  }
}

/**
 * The peers of a run. Where none is, this host itself refuses, at once, and another is silent.
 */
export class Peers implements OutgoingConnections {
  readonly #kernel: Kernel;
  readonly #peers = new Map<string, Peer>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.outgoing = this;
  }

  add(options: PeerOptions, onAccept: OnAccept = () => {}): void {
    const peer = new Peer(this.#kernel, options, onAccept);
    this.#peers.set(`${peer.host}:${peer.port}`, peer);
  }

  /** @throws Error for a port of the program's own: it cannot be on both ends. */
  open(host: string, port: number): OutgoingSocket {
    const place = `${host}:${port}`;
    if (!this.#peers.has(place)) {
      const isHere = host.startsWith('127.');
      if (isHere && this.#kernel.listeners.has(port)) {
        throw new Error(`connectTCP to ${place}, the program's own port, is not modelled`);
      }
      const nobody: PeerOptions = {
        name: place,
        host,
        port,
        answers: isHere ? 'refuse' : 'silent',
      };
      this.add(isHere ? { ...nobody, latencyMs: 0 } : nobody);
    }
    const socket = this.#peers.get(place)!.open();
    socket.fd = this.#kernel.files.open(socket);
    return socket;
  }
}
