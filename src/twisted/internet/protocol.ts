import type { Failure } from '../python/failure';
import type {
  IClientFactory,
  IConnector,
  IProtocol,
  IProtocolFactory,
  IPv4Address,
  ITCPTransport,
} from './interfaces';
import { inFrame } from './pyStack';

/**
 * One connection's logic: subclass it and override what you want to hear of.
 *
 * Follows twisted/internet/protocol.py (BaseProtocol, Protocol).
 */
export class Protocol implements IProtocol {
  /** Each of Twisted's own protocols says so: what it defines is not the program's. */
  static readonly ofTwisted: boolean = true;
  /** The connection; there is one from `makeConnection` on. */
  transport!: ITCPTransport;
  connected = false;
  factory: Factory | null = null;

  makeConnection(transport: ITCPTransport): void {
    this.connected = true;
    this.transport = transport;
    inFrame(() => this.connectionMade());
  }

  connectionMade(): void {}

  // Subclasses use the parameter.
  dataReceived(_data: string): unknown {
    return undefined;
  }

  connectionLost(_reason: Failure): void {}
}

/** The class of a protocol. */
export type ProtocolClass<P extends Protocol = Protocol> = new () => P;

/**
 * Builds a protocol for each connection, and holds what they share.
 *
 * Follows twisted/internet/protocol.py (class Factory).
 */
export class Factory implements IProtocolFactory {
  protocol: ProtocolClass | null = null;
  numPorts = 0;

  static forProtocol(protocol: ProtocolClass): Factory {
    const factory = new this();
    factory.protocol = protocol;
    return factory;
  }

  doStart(): void {
    if (this.numPorts === 0) this.startFactory();
    this.numPorts++;
  }

  doStop(): void {
    if (this.numPorts === 0) return;
    this.numPorts--;
    if (this.numPorts === 0) this.stopFactory();
  }

  startFactory(): void {}

  stopFactory(): void {}

  buildProtocol(_addr: IPv4Address): Protocol | null {
    if (this.protocol === null) throw new Error('a factory without a protocol');
    const protocol = new this.protocol();
    protocol.factory = this;
    return protocol;
  }
}

export class ServerFactory extends Factory {}

/**
 * A factory for `connectTCP`. From the two that tell of an end one may call `connector.connect()` to try again.
 *
 * Follows twisted/internet/protocol.py (class ClientFactory).
 */
export class ClientFactory extends Factory implements IClientFactory {
  // Subclasses use the parameters.

  startedConnecting(_connector: IConnector): void {}

  clientConnectionFailed(_connector: IConnector, _reason: Failure): void {}

  clientConnectionLost(_connector: IConnector, _reason: Failure): void {}
}
