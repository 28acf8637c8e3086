import type { SocketOption } from '../../simulator/kernel/serverSocket';
import type { Failure } from '../python/failure';
import type {
  IConnector,
  IPullProducer,
  IPushProducer,
  IPv4Address,
  IProtocol,
  ISocketHandle,
  ITCPTransport,
} from '../internet/interfaces';
import { ClientFactory, type Factory, Protocol } from '../internet/protocol';

/** What a wrapper wants of the factory that made it. */
export interface RegistersProtocols extends Factory {
  registerProtocol(protocol: ProtocolWrapper): void;
  unregisterProtocol(protocol: ProtocolWrapper): void;
}

/**
 * Stands between a transport and a protocol: it is the protocol of the one and the transport of the other.
 *
 * Follows twisted/protocols/policies.py (class ProtocolWrapper): what the wrapped protocol returns is dropped, and
 * half close is not passed on.
 */
export class ProtocolWrapper extends Protocol implements ITCPTransport {
  static override readonly ofTwisted: boolean = true;
  readonly [Symbol.toStringTag]: string = 'ProtocolWrapper';
  disconnecting = false;
  override factory: RegistersProtocols;
  /** Null once the connection is lost. */
  wrappedProtocol: IProtocol | null;

  constructor(factory: RegistersProtocols, wrappedProtocol: IProtocol | null) {
    super();
    this.factory = factory;
    this.wrappedProtocol = wrappedProtocol;
  }

  override makeConnection(transport: ITCPTransport): void {
    super.makeConnection(transport);
    this.factory.registerProtocol(this);
    this.wrappedProtocol!.makeConnection(this);
  }

  override dataReceived(data: string): unknown {
    this.wrappedProtocol!.dataReceived(data);
    return undefined;
  }

  override connectionLost(reason: Failure): void {
    this.factory.unregisterProtocol(this);
    this.wrappedProtocol!.connectionLost(reason);
    this.wrappedProtocol = null;
  }

  // As a transport

  get label(): string {
    return this.transport.label;
  }

  get bufferSize(): number {
    return this.transport.bufferSize;
  }

  set bufferSize(sizeBytes: number) {
    this.transport.bufferSize = sizeBytes;
  }

  get producer(): IPushProducer | IPullProducer | null {
    return this.transport.producer;
  }

  write(data: string): void {
    this.transport.write(data);
  }

  writeSequence(data: readonly string[]): void {
    this.transport.writeSequence(data);
  }

  loseConnection(): void {
    this.disconnecting = true;
    this.transport.loseConnection();
  }

  abortConnection(): void {
    this.transport.abortConnection();
  }

  loseWriteConnection(): void {
    this.transport.loseWriteConnection();
  }

  getPeer(): IPv4Address {
    return this.transport.getPeer();
  }

  getHost(): IPv4Address {
    return this.transport.getHost();
  }

  registerProducer(producer: IPushProducer, streaming: true): void;
  registerProducer(producer: IPullProducer, streaming: false): void;
  registerProducer(producer: IPushProducer | IPullProducer, streaming: boolean): void {
    if (streaming) this.transport.registerProducer(producer as IPushProducer, true);
    else this.transport.registerProducer(producer, false);
  }

  unregisterProducer(): void {
    this.transport.unregisterProducer();
  }

  pauseProducing(): void {
    this.transport.pauseProducing();
  }

  resumeProducing(): void {
    this.transport.resumeProducing();
  }

  stopProducing(): void {
    this.transport.stopProducing();
  }

  setTcpKeepAlive(enabled: boolean): void {
    this.transport.setTcpKeepAlive(enabled);
  }

  getTcpKeepAlive(): boolean {
    return this.transport.getTcpKeepAlive();
  }

  setTcpNoDelay(enabled: boolean): void {
    this.transport.setTcpNoDelay(enabled);
  }

  getTcpNoDelay(): boolean {
    return this.transport.getTcpNoDelay();
  }

  getHandle(): ISocketHandle & { getsockopt(option: SocketOption): number } {
    return this.transport.getHandle();
  }
}

/** The class of a wrapper. */
export type WrapperClass = new (
  factory: RegistersProtocols,
  wrapped: IProtocol | null,
) => ProtocolWrapper;

/**
 * Wraps the protocols of another factory, and keeps a list of them. Subclasses say by `wrapper` in what.
 *
 * Follows twisted/protocols/policies.py (class WrappingFactory), where the class of the wrapper is `protocol`.
 */
export class WrappingFactory extends ClientFactory implements RegistersProtocols {
  /** Open connections, oldest first. */
  readonly protocols = new Set<ProtocolWrapper>();
  readonly wrappedFactory: Factory;
  wrapper: WrapperClass = ProtocolWrapper;

  constructor(wrappedFactory: Factory) {
    super();
    this.wrappedFactory = wrappedFactory;
  }

  override doStart(): void {
    this.wrappedFactory.doStart();
    super.doStart();
  }

  override doStop(): void {
    this.wrappedFactory.doStop();
    super.doStop();
  }

  override startedConnecting(connector: IConnector): void {
    (this.wrappedFactory as ClientFactory).startedConnecting(connector);
  }

  override clientConnectionFailed(connector: IConnector, reason: Failure): void {
    (this.wrappedFactory as ClientFactory).clientConnectionFailed(connector, reason);
  }

  override clientConnectionLost(connector: IConnector, reason: Failure): void {
    (this.wrappedFactory as ClientFactory).clientConnectionLost(connector, reason);
  }

  override buildProtocol(addr: IPv4Address): Protocol | null {
    return new this.wrapper(this, this.wrappedFactory.buildProtocol(addr));
  }

  registerProtocol(protocol: ProtocolWrapper): void {
    this.protocols.add(protocol);
  }

  unregisterProtocol(protocol: ProtocolWrapper): void {
    this.protocols.delete(protocol);
  }
}
