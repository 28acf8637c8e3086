import { currentCause, enterCause, NO_CAUSE, type Cause } from '../../simulator/cause';
import type { OutgoingSocket } from '../../simulator/kernel/outgoingSocket';
import { SHUT_RDWR } from '../../simulator/kernel/serverSocket';
import type { Reactor } from './base';
import { ConnectError, getConnectError } from './connectErrors';
import type { Connector } from './connector';
import { Failure } from '../python/failure';
import type { IPv4Address, IProtocol } from './interfaces';
import { Protocol } from './protocol';
import { named } from '../python/pyName';
import { inFrame } from './pyStack';
import { Connection } from './tcp';

/** Who has no protocol yet. */
const NO_PROTOCOL = null as unknown as IProtocol;

/**
 * The program's end of an outgoing connection: an attempt at first.
 *
 * Follows twisted/internet/tcp.py (_BaseBaseClient, BaseClient, _BaseTCPClient, Client), for an IPv4 address.
 */
export class Client extends Connection {
  readonly [Symbol.toStringTag] = 'Client';
  /** Null after an attempt that failed. */
  #connector: Connector | null;
  #isAttempt = true;
  readonly #ownReactor: Reactor;
  /** What led to the attempt leads to what comes of it. */
  readonly #cause: Cause = currentCause();

  constructor(connector: Connector, socket: OutgoingSocket, reactor: Reactor) {
    super(socket, NO_PROTOCOL, reactor);
    this.#connector = connector;
    this.#ownReactor = reactor;
    reactor.callLater(
      0,
      named('Client.resolveAddress', () => this.doConnect()),
    );
  }

  override doRead(): unknown {
    return this.#isAttempt ? this.doConnect() : super.doRead();
  }

  override doWrite(): unknown {
    return this.#isAttempt ? this.doConnect() : super.doWrite();
  }

  /** Begins the attempt; called again when the kernel says that it is over. */
  doConnect(): void {
    if (this.#connector === null) return;
    const socket = this.#outgoing();
    const error = socket.takeError();
    if (error !== null) {
      this.failIfNotConnected(getConnectError(error));
    } else if (socket.connect() !== null) {
      this.startReading();
      this.startWriting();
    } else {
      this.#isAttempt = false;
      this.stopReading();
      this.stopWriting();
      this.#because(() => this.#connectDone());
    }
  }

  /** Ends an attempt; does nothing once there is a connection. */
  failIfNotConnected(error: Error): void {
    inFrame(() => {
      const connector = this.#connector;
      if (this.connected || this.disconnected || connector === null) return;
      this.stopReading();
      this.stopWriting();
      if (this.socket !== null) {
        this.socket.shutdown(SHUT_RDWR);
        this.socket.close();
        this.socket = null;
      }
      this.#because(() => connector.connectionFailed(new Failure(error)));
      this.#connector = null;
    });
  }

  override connectionLost(reason: Failure): void {
    if (this.connected) {
      super.connectionLost(reason);
      this.#connector!.connectionLost(reason);
    } else {
      this.failIfNotConnected(new ConnectError(null, reason.toString()));
    }
  }

  override getHost(): IPv4Address {
    this.mustBeOpen();
    return { type: 'TCP', ...(this.#outgoing().address ?? { host: '0.0.0.0', port: 0 }) };
  }

  override getPeer(): IPv4Address {
    return this.#connector!.getDestination();
  }

  #connectDone(): void {
    const protocol = this.#connector!.buildProtocol(this.getPeer());
    this.connected = true;
    if (protocol === null) {
      this.protocol = new Protocol();
      this.loseConnection();
      return;
    }
    this.#ownReactor.protocolBuilt?.(protocol);
    this.protocol = protocol;
    this.startReading();
    protocol.makeConnection(this);
  }

  #outgoing(): OutgoingSocket {
    return this.socket as OutgoingSocket;
  }

  #because(f: () => void): void {
    const cause = enterCause(currentCause() === NO_CAUSE ? this.#cause : currentCause());
    try {
      f();
    } finally {
      enterCause(cause);
    }
  }
}
