/** Twisted's twisted/internet/interfaces.py, as far as the simulator provides it. Bytes are latin-1 strings. */
import type { SocketOption } from '../../simulator/kernel/serverSocket';
import type { Deferred } from './deferred';
import type { Failure } from '../python/failure';

/** A producer that the consumer pauses and resumes: it writes by itself. */
export interface IPushProducer {
  pauseProducing(): void;
  resumeProducing(): void;
  stopProducing(): void;
}

/** A producer that writes once for each `resumeProducing`. */
export interface IPullProducer {
  resumeProducing(): void;
  stopProducing(): void;
}

export interface IConsumer {
  registerProducer(producer: IPushProducer, streaming: true): void;
  registerProducer(producer: IPullProducer, streaming: false): void;
  unregisterProducer(): void;
  write(data: string): void;
}

export interface IPv4Address {
  readonly type: 'TCP';
  readonly host: string;
  readonly port: number;
}

export interface ITransport {
  /** True after `loseConnection`, until the connection is gone. */
  readonly disconnecting: boolean;
  write(data: string): void;
  writeSequence(data: readonly string[]): void;
  loseConnection(): void;
  getPeer(): IPv4Address;
  getHost(): IPv4Address;
}

/** What a protocol on a TCP connection has as its `transport`. */
export interface ITCPTransport extends ITransport, IConsumer, IPushProducer {
  /** Name of the connection in the recording: its client's. */
  readonly label: string;
  /** Most bytes that one read takes: 65536. A program may set it. */
  bufferSize: number;
  /** The producer that is registered, or null. */
  readonly producer: IPushProducer | IPullProducer | null;
  abortConnection(): void;
  loseWriteConnection(): void;
  /** Whether the kernel asks a silent peer, after two hours, if it is still there. */
  setTcpKeepAlive(enabled: boolean): void;
  getTcpKeepAlive(): boolean;
  /** Kept and given back; the model sends at once in any case. */
  setTcpNoDelay(enabled: boolean): void;
  getTcpNoDelay(): boolean;
  /** The socket, for what Twisted has no method for: `getHandle().setsockopt('TCP_KEEPIDLE', 60)`. */
  getHandle(): ISocketHandle;
}

/** Python's socket, as far as options go. `TCP_KEEPIDLE` and `TCP_KEEPINTVL` are seconds. */
export interface ISocketHandle {
  /** @throws RangeError where Linux refuses with EINVAL. */
  setsockopt(option: SocketOption, value: number): void;
  getsockopt(option: SocketOption): number;
}

export interface IProtocol {
  makeConnection(transport: ITCPTransport): void;
  connectionMade(): void;
  /** Anything but nothing, false, 0 or null that it returns ends the connection. */
  dataReceived(data: string): unknown;
  connectionLost(reason: Failure): void;
}

/**
 * A protocol that can go on with one half of the connection. Without `isHalfCloseable` the two methods
 * are not called: the end of either half is then the end of the connection.
 */
export interface IHalfCloseableProtocol {
  readonly isHalfCloseable: true;
  readConnectionLost(): void;
  writeConnectionLost(): void;
}

export interface IProtocolFactory {
  doStart(): void;
  doStop(): void;
  /** A protocol for a new connection, or null to close it. */
  buildProtocol(addr: IPv4Address): IProtocol | null;
}

/** Something that a reactor watches. */
export interface ISelectable {
  /** Name in the recording. */
  readonly label: string;
  fileno(): number;
  /** Nothing when all is well, or why the connection is over. */
  doRead(): unknown;
  doWrite(): unknown;
  connectionLost(reason: Failure): void;
  /** Only of descriptors that know half close: the peer sends no more. */
  readConnectionLost?(reason: Failure): void;
}

export interface IReactorFDSet {
  addReader(reader: ISelectable): void;
  addWriter(writer: ISelectable): void;
  removeReader(reader: ISelectable): void;
  removeWriter(writer: ISelectable): void;
  removeAll(): ISelectable[];
  getReaders(): ISelectable[];
  getWriters(): ISelectable[];
}

/** An attempt to connect, and the connection that comes of it: one at a time. (IConnector.) */
export interface IConnector {
  /** Where the attempt is going. */
  getDestination(): IPv4Address;
  /** Ends the attempt. Throws `NotConnectingError` when there is none. */
  stopConnecting(): void;
  /** Ends what there is, the attempt or the connection. */
  disconnect(): void;
  /** Tries again. Throws `RuntimeError` while an attempt or a connection is there. */
  connect(): void;
}

/** A factory for outgoing connections, told what becomes of each attempt. */
export interface IClientFactory extends IProtocolFactory {
  startedConnecting(connector: IConnector): void;
  clientConnectionFailed(connector: IConnector, reason: Failure): void;
  clientConnectionLost(connector: IConnector, reason: Failure): void;
}

export interface IListeningPort {
  readonly label: string;
  /** Throws `CannotListenError`. */
  startListening(): void;
  /** Closes the port; a Deferred that fires once it is closed, or null when it did not listen. */
  stopListening(): Deferred<unknown> | null;
  getHost(): IPv4Address;
}
