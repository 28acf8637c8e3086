import type { ListeningSocket } from '../../simulator/kernel/listeningSocket';
import { SHUT_RDWR, type ServerSocket } from '../../simulator/kernel/serverSocket';
import { FileDescriptor } from './abstract';
import type { Reactor } from './base';
import type { Deferred } from './deferred';
import { deferLater } from './deferLater';
import { CannotListenError, CONNECTION_DONE } from './error';
import { AttributeError, RuntimeError } from '../python/exceptions';
import { Failure } from '../python/failure';
import type { IListeningPort, IProtocolFactory, IPv4Address } from './interfaces';
import * as log from '../python/log';
import { inFrame } from './pyStack';
import { ANY_ADDRESS, Server } from './tcp';

/** How many connections one wake-up accepts at first. */
const FIRST_NUMBER_ACCEPTS = 100;

const ADDRESS_IN_USE = '[Errno 98] Address already in use';

/**
 * A port that listens: accepts connections and gives each a protocol.
 *
 * Follows twisted/internet/tcp.py (class Port).
 */
export class Port extends FileDescriptor implements IListeningPort {
  readonly [Symbol.toStringTag] = 'Port';
  /** How many connections the next wake-up accepts at most: grows and falls with the traffic. */
  numberAccepts = FIRST_NUMBER_ACCEPTS;
  readonly #interface: string;
  readonly #port: number;
  #realPort: number;
  readonly #factory: IProtocolFactory;
  readonly #backlog: number;
  readonly #ownReactor: Reactor;
  #socket: ListeningSocket | null = null;
  #label = 'port';
  #sessionno = 0;

  constructor(
    port: number,
    factory: IProtocolFactory,
    backlog: number,
    reactor: Reactor,
    hostInterface = '',
  ) {
    super(reactor);
    this.#port = port;
    this.#realPort = port;
    this.#interface = hostInterface;
    this.#factory = factory;
    this.#backlog = backlog;
    this.#ownReactor = reactor;
  }

  /** Throws `CannotListenError`. */
  startListening(): void {
    const socket = this.#ownReactor.kernel.listen(this.#port, this.#backlog);
    if ('errno' in socket) {
      throw new CannotListenError(this.#interface, this.#port, ADDRESS_IN_USE);
    }
    this.#label = socket.label;
    this.#realPort = socket.port;
    this.#factory.doStart();
    this.connected = true;
    this.#socket = socket;
    this.numberAccepts = FIRST_NUMBER_ACCEPTS;
    this.startReading();
  }

  override get label(): string {
    return this.#label;
  }

  override fileno(): number {
    return this.#socket === null ? -1 : this.#socket.fd;
  }

  /** Accepts up to `numberAccepts` connections; `connectionMade` of each runs in between. */
  override doRead(): void {
    try {
      let accepted = 0;
      for (let n = 0; n < this.numberAccepts; n++) {
        const socket = this.#socket!.accept();
        if (socket === null) break;
        accepted++;
        this.#accept(socket);
      }
      if (accepted === this.numberAccepts) this.numberAccepts += 20;
      else this.numberAccepts = Math.max(1, accepted);
    } catch (error) {
      log.err(error);
    }
  }

  #accept(socket: ServerSocket): void {
    const protocol = this.#factory.buildProtocol({ type: 'TCP', ...socket.client.address });
    if (protocol === null) {
      socket.close();
      return;
    }
    this.#ownReactor.protocolBuilt?.(protocol);
    const transport = new Server(socket, protocol, this, this.#sessionno++, this.#ownReactor);
    inFrame(() => protocol.makeConnection(transport));
  }

  override doWrite(): never {
    throw new RuntimeError('doWrite called on a Port');
  }

  protected override writeSomeData(): never {
    throw new RuntimeError('a port cannot be written to');
  }

  /**
   * Accepts no more. The port closes in the next turn: the kernel resets what nobody has accepted by then, and refuses
   * who comes later. The Deferred fires when it is closed; null when it was not open.
   */
  stopListening(): Deferred<unknown> | null {
    this.#ownReactor.kernel.trace.emit('stopListening', { conn: this.label });
    this.disconnecting = true;
    this.stopReading();
    if (!this.connected) return null;
    return deferLater(this.#ownReactor, 0, () => this.connectionLost(new Failure(CONNECTION_DONE)));
  }

  override loseConnection(): Deferred<unknown> | null {
    return this.stopListening();
  }

  /** The port is closed. Throws `AttributeError` when it was closed before, as real Twisted does. */
  override connectionLost(reason: Failure): void {
    super.connectionLost(reason);
    this.connected = false;
    const socket = this.#socket;
    if (socket === null) throw new AttributeError("'Port' object has no attribute 'socket'");
    socket.shutdown(SHUT_RDWR);
    socket.close();
    this.#socket = null;
    try {
      this.#factory.doStop();
    } finally {
      this.disconnecting = false;
    }
  }

  getHost(): IPv4Address {
    return { type: 'TCP', host: this.#interface || ANY_ADDRESS, port: this.#realPort };
  }
}
