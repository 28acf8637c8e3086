import { enterCause, NO_CAUSE } from '../../simulator/cause';
import { SHUT_RDWR, SHUT_WR, type ServerSocket } from '../../simulator/kernel/serverSocket';
import { preview } from '../../simulator/bytes';
import type { Trace } from '../../simulator/trace';
import { FileDescriptor } from './abstract';
import type { Reactor } from './base';
import { CONNECTION_DONE, CONNECTION_LOST, ConnectionAborted } from './error';
import { AttributeError } from '../python/exceptions';
import { Failure } from '../python/failure';
import type {
  IHalfCloseableProtocol,
  IListeningPort,
  IProtocol,
  IPullProducer,
  IPushProducer,
  IPv4Address,
  ISocketHandle,
  ITCPTransport,
} from './interfaces';
import * as log from '../python/log';
import { named, typeName } from '../python/pyName';
import { enter, inFrame, leave, needs, standsFor } from './pyStack';

/** What the kernel calls a socket that is bound to every address of its host. */
export const ANY_ADDRESS = '0.0.0.0';

/**
 * A TCP connection with a protocol on it.
 *
 * Follows twisted/internet/tcp.py (Connection, _AbortingMixin, _SocketCloser).
 */
export abstract class Connection extends FileDescriptor implements ITCPTransport {
  override readonly label: string;
  protected socket: ServerSocket | null;
  protected protocol: IProtocol;
  #aborting = false;
  readonly #trace: Trace;
  readonly #timeReactor: Reactor;

  constructor(socket: ServerSocket, protocol: IProtocol, reactor: Reactor) {
    super(reactor);
    this.socket = socket;
    this.label = socket.label;
    this.protocol = protocol;
    this.#timeReactor = reactor;
    this.#trace = reactor.kernel.trace;
  }

  override fileno(): number {
    return this.socket === null ? -1 : this.socket.fd;
  }

  /** One `recv` of at most 64 KiB; its bytes go to the protocol. */
  override doRead(): unknown {
    if (this.#aborting) return null;
    const data = this.mustBeOpen().recv(this.bufferSize);
    if (typeof data !== 'string') return data.errno === 'EAGAIN' ? null : CONNECTION_LOST;
    if (data.length === 0) return CONNECTION_DONE;
    // What is in the data is the cause of what the protocol does, until it returns.
    const cause = enterCause(NO_CAUSE);
    const depth = enter();
    try {
      enter(); // _dataReceived, and the protocol's
      return this.protocol.dataReceived(data);
    } finally {
      leave(depth);
      enterCause(cause);
    }
  }

  override doWrite(): unknown {
    return this.#aborting ? null : super.doWrite();
  }

  protected override writeSomeData(data: string): number | Error {
    const limit = FileDescriptor.SEND_LIMIT;
    const sent = this.mustBeOpen().send(data.length > limit ? data.slice(0, limit) : data);
    if (typeof sent === 'number') return sent;
    return sent.errno === 'EAGAIN' ? 0 : CONNECTION_LOST;
  }

  override write(data: string): void {
    needs('P');
    this.#traceWrite(data);
    super.write(data);
  }

  override writeSequence(data: readonly string[]): void {
    this.#traceWrite(data.join(''));
    super.writeSequence(data);
  }

  #traceWrite(data: string): void {
    const conn = this.label;
    const n = data.length;
    if (this.socket === null || !this.connected || this.writeDisconnected) {
      this.#trace.emit('writeIgnored', { conn, n });
      return;
    }
    const buffered = this.dataBuffer.length - this.offset + this.tempDataLen + n;
    this.#trace.emit('write', { conn, n, buffered, data: preview(data) });
    this.socket.charge('write');
  }

  override loseConnection(): void {
    this.#trace.emit('loseConnection', { conn: this.label });
    super.loseConnection();
  }

  override loseWriteConnection(): void {
    this.#trace.emit('loseWriteConnection', { conn: this.label });
    super.loseWriteConnection();
  }

  /** Drops what is buffered and resets the connection; `connectionLost` comes in the next turn. */
  abortConnection(): void {
    this.#trace.emit('abortConnection', { conn: this.label });
    if (this.disconnected || this.#aborting) return;
    this.#aborting = true;
    this.stopReading();
    this.stopWriting();
    const lost = named(`${typeName(this)}.connectionLost`, (reason: Failure) =>
      standsFor(() => this.connectionLost(reason)),
    );
    this.#timeReactor.callLater(0, lost, new Failure(new ConnectionAborted()));
  }

  override registerProducer(producer: IPushProducer, streaming: true): void;
  override registerProducer(producer: IPullProducer, streaming: false): void;
  override registerProducer(producer: IPushProducer | IPullProducer, streaming: boolean): void {
    this.#trace.emit('registerProducer', { conn: this.label, streaming });
    if (streaming) super.registerProducer(producer as IPushProducer, true);
    else super.registerProducer(producer, false);
  }

  override unregisterProducer(): void {
    this.#trace.emit('unregisterProducer', { conn: this.label });
    super.unregisterProducer();
  }

  protected override closeWriteConnection(): unknown {
    this.mustBeOpen().shutdown(SHUT_WR);
    const protocol = halfCloseable(this.protocol);
    if (protocol !== null) {
      try {
        inFrame(() => protocol.writeConnectionLost());
      } catch (error) {
        log.err(error);
        this.connectionLost(new Failure(error));
      }
    }
    return null;
  }

  override readConnectionLost(reason: Failure): void {
    const depth = enter();
    try {
      const protocol = halfCloseable(this.protocol);
      if (protocol === null) {
        this.connectionLost(reason);
        return;
      }
      try {
        inFrame(() => protocol.readConnectionLost());
      } catch (error) {
        log.err(error);
        this.connectionLost(new Failure(error));
      }
    } finally {
      leave(depth);
    }
  }

  override connectionLost(reason: Failure): void {
    const depth = enter();
    try {
      // Called twice, for example, when a handler aborts and then raises.
      if (this.socket === null) return;
      super.connectionLost(reason);
      const socket = this.socket;
      if (reason.check(ConnectionAborted) === null) socket.shutdown(SHUT_RDWR);
      else socket.linger = true;
      socket.close();
      this.socket = null;
      inFrame(() => this.protocol.connectionLost(reason));
    } finally {
      leave(depth);
    }
  }

  setTcpKeepAlive(enabled: boolean): void {
    this.mustBeOpen().setsockopt('SO_KEEPALIVE', Number(enabled));
  }

  getTcpKeepAlive(): boolean {
    return this.mustBeOpen().getsockopt('SO_KEEPALIVE') !== 0;
  }

  setTcpNoDelay(enabled: boolean): void {
    this.mustBeOpen().setsockopt('TCP_NODELAY', Number(enabled));
  }

  getTcpNoDelay(): boolean {
    return this.mustBeOpen().getsockopt('TCP_NODELAY') !== 0;
  }

  getHandle(): ISocketHandle {
    return this.mustBeOpen();
  }

  abstract getPeer(): IPv4Address;

  abstract getHost(): IPv4Address;

  /** The socket. Throws what Python does once Twisted has deleted it. */
  protected mustBeOpen(): ServerSocket {
    if (this.socket !== null) return this.socket;
    throw new AttributeError(`'${typeName(this)}' object has no attribute 'socket'`);
  }
}

function halfCloseable(protocol: IProtocol): IHalfCloseableProtocol | null {
  const half = protocol as IProtocol & Partial<IHalfCloseableProtocol>;
  return half.isHalfCloseable === true ? (half as unknown as IHalfCloseableProtocol) : null;
}

/** The server's side of an accepted connection. Follows twisted/internet/tcp.py (class Server). */
export class Server extends Connection {
  readonly [Symbol.toStringTag] = 'Server';
  readonly server: IListeningPort;
  readonly sessionno: number;
  readonly #client: { host: string; port: number };

  constructor(
    socket: ServerSocket,
    protocol: IProtocol,
    server: IListeningPort,
    sessionno: number,
    reactor: Reactor,
  ) {
    super(socket, protocol, reactor);
    this.server = server;
    this.#client = socket.client.address;
    this.sessionno = sessionno;
    this.startReading();
    this.connected = true;
  }

  override getPeer(): IPv4Address {
    return { type: 'TCP', ...this.#client };
  }

  override getHost(): IPv4Address {
    this.mustBeOpen();
    const { host, port } = this.server.getHost();
    return { type: 'TCP', host: host === ANY_ADDRESS ? '127.0.0.1' : host, port };
  }
}
