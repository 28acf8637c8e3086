import { ConnectingCancelledError, NoProtocol } from './connectErrors';
import { Deferred } from './deferred';
import type { Failure } from '../python/failure';
import type {
  IConnector,
  IHalfCloseableProtocol,
  IProtocol,
  IProtocolFactory,
  IPv4Address,
} from './interfaces';
import { ClientFactory, Protocol } from './protocol';

/** Tells a Deferred once its protocol has a connection. Follows twisted/internet/endpoints.py (class _WrappingProtocol). */
class WrappingProtocol extends Protocol {
  static override readonly ofTwisted: boolean = true;
  readonly wrappedProtocol: IProtocol;
  readonly isHalfCloseable: boolean;
  readonly #connected: Deferred<IProtocol>;

  constructor(connected: Deferred<IProtocol>, wrappedProtocol: IProtocol) {
    super();
    this.#connected = connected;
    this.wrappedProtocol = wrappedProtocol;
    this.isHalfCloseable =
      (wrappedProtocol as { isHalfCloseable?: boolean }).isHalfCloseable === true;
  }

  override connectionMade(): void {
    this.wrappedProtocol.makeConnection(this.transport);
    this.#connected.callback(this.wrappedProtocol);
  }

  override dataReceived(data: string): unknown {
    return this.wrappedProtocol.dataReceived(data);
  }

  override connectionLost(reason: Failure): void {
    this.wrappedProtocol.connectionLost(reason);
  }

  readConnectionLost(): void {
    (this.wrappedProtocol as unknown as IHalfCloseableProtocol).readConnectionLost();
  }

  writeConnectionLost(): void {
    (this.wrappedProtocol as unknown as IHalfCloseableProtocol).writeConnectionLost();
  }
}

/** The factory of one connection of an endpoint. Follows twisted/internet/endpoints.py (class _WrappingFactory). */
export class WrappingFactory extends ClientFactory {
  readonly onConnection: Deferred<IProtocol>;
  readonly #wrapped: IProtocolFactory;
  #connector: IConnector | null = null;

  constructor(wrapped: IProtocolFactory) {
    super();
    this.#wrapped = wrapped;
    this.onConnection = new Deferred<IProtocol>((d) => {
      d.errback(new ConnectingCancelledError(this.#connector!.getDestination()));
      this.#connector!.stopConnecting();
    });
  }

  override startedConnecting(connector: IConnector): void {
    this.#connector = connector;
  }

  override doStart(): void {
    this.#wrapped.doStart();
  }

  override doStop(): void {
    this.#wrapped.doStop();
  }

  override buildProtocol(addr: IPv4Address): Protocol | null {
    try {
      const protocol = this.#wrapped.buildProtocol(addr);
      if (protocol === null) throw new NoProtocol();
      return new WrappingProtocol(this.onConnection, protocol);
    } catch (error) {
      this.onConnection.errback(error);
      return null;
    }
  }

  override clientConnectionFailed(_connector: IConnector, reason: Failure): void {
    if (!this.onConnection.called) this.onConnection.errback(reason);
  }
}
