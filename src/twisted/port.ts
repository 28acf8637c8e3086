import type { ListeningSocket } from '../simulator/kernel/listeningSocket';
import type { ServerSocket } from '../simulator/kernel/serverSocket';
import { FileDescriptor } from './abstract';
import type { Reactor } from './base';
import { RuntimeError } from './exceptions';
import type { Failure } from './failure';
import type { IListeningPort, IProtocolFactory, IPv4Address } from './interfaces';
import * as log from './log';
import { ANY_ADDRESS, Server } from './tcp';

/** How many connections one wake-up accepts at first. */
const FIRST_NUMBER_ACCEPTS = 100;

/**
 * A port that listens: accepts connections and gives each a protocol.
 *
 * Follows twisted/internet/tcp.py (class Port).
 */
export class Port extends FileDescriptor implements IListeningPort {
  readonly [Symbol.toStringTag] = 'Port';
  override readonly label = 'port';
  /** How many connections the next wake-up accepts at most: grows and falls with the traffic. */
  numberAccepts = FIRST_NUMBER_ACCEPTS;
  readonly #interface: string;
  #port: number;
  readonly #factory: IProtocolFactory;
  readonly #backlog: number;
  readonly #ownReactor: Reactor;
  #socket: ListeningSocket | null = null;
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
    this.#interface = hostInterface;
    this.#factory = factory;
    this.#backlog = backlog;
    this.#ownReactor = reactor;
  }

  startListening(): void {
    const { kernel } = this.#ownReactor;
    if (this.#port === 0) this.#port = kernel.nextLocalPort();
    const socket = kernel.listen(this.#backlog);
    this.#factory.doStart();
    this.connected = true;
    this.#socket = socket;
    this.numberAccepts = FIRST_NUMBER_ACCEPTS;
    this.startReading();
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
    protocol.makeConnection(transport);
  }

  override doWrite(): never {
    throw new RuntimeError('doWrite called on a Port');
  }

  protected override writeSomeData(): never {
    throw new RuntimeError('a port cannot be written to');
  }

  override connectionLost(reason: Failure): void {
    if (this.#socket === null) return;
    super.connectionLost(reason);
    this.connected = false;
    this.#socket.close();
    this.#socket = null;
    this.#factory.doStop();
    this.disconnecting = false;
  }

  getHost(): IPv4Address {
    return { type: 'TCP', host: this.#interface || ANY_ADDRESS, port: this.#port };
  }
}
