import type { OutgoingSocket } from '../../simulator/kernel/outgoingSocket';
import type { Reactor } from './base';
import { Client } from './client';
import { NotConnectingError, TimeoutError, UserError } from './connectErrors';
import { AlreadyCalled, AlreadyCancelled } from './error';
import { AttributeError, pyAssert, RuntimeError } from '../python/exceptions';
import type { Failure } from '../python/failure';
import type { IClientFactory, IConnector, IPv4Address, IProtocol } from './interfaces';
import { named } from '../python/pyName';
import { inFrame, needs, standsFor } from './pyStack';
import type { IDelayedCall } from './reactorInterfaces';

/** What Python calls to make a client: `_makeTransport`, the class, `createInternetSocket`, and in it a socket. */
const MAKE_CLIENT = 'PCPPCPC';

function noTransport(): AttributeError {
  return new AttributeError("'Connector' object has no attribute 'transport'");
}

/** What a connector has been told. Times in seconds. */
export interface ConnectOptions {
  host: string;
  port: number;
  factory: IClientFactory;
  /** Null: no limit but the kernel's own. */
  timeout: number | null;
  /** Host and port of its own end; port 0: the kernel chooses. */
  bindAddress: readonly [string, number] | null;
}

/**
 * Connects, and again if it is told to: one attempt or connection at a time.
 *
 * Follows twisted/internet/base.py (BaseConnector) and tcp.py (Connector).
 */
export class Connector implements IConnector {
  readonly [Symbol.toStringTag] = 'Connector';
  state: 'disconnected' | 'connecting' | 'connected' = 'disconnected';
  /** Null after an attempt that failed; undefined after one that was stopped, when Twisted deletes it. */
  transport: Client | null | undefined = null;
  #timeout: IDelayedCall | null = null;
  #factoryStarted = false;
  readonly #options: ConnectOptions;
  readonly #reactor: Reactor;

  constructor(options: ConnectOptions, reactor: Reactor) {
    this.#options = options;
    this.#reactor = reactor;
  }

  connect(): void {
    inFrame(() => this.#connect());
  }

  #connect(): void {
    const { factory, timeout } = this.#options;
    if (this.state !== 'disconnected') throw new RuntimeError("can't connect in this state");
    this.state = 'connecting';
    if (!this.#factoryStarted) {
      factory.doStart();
      this.#factoryStarted = true;
    }
    const transport = this.#makeTransport();
    this.transport = transport;
    if (timeout !== null) {
      this.#timeout = this.#reactor.callLater(
        timeout,
        named('Client.failIfNotConnected', () =>
          standsFor(() => transport.failIfNotConnected(new TimeoutError())),
        ),
      );
    }
    inFrame(() => factory.startedConnecting(this));
  }

  disconnect(): void {
    inFrame(() => {
      if (this.state === 'connecting') this.stopConnecting();
      else if (this.state === 'connected') this.#mustHaveTransport().loseConnection();
    });
  }

  stopConnecting(): void {
    inFrame(() => {
      if (this.state !== 'connecting') throw new NotConnectingError("we're not trying to connect");
      const transport = this.#mustHaveTransport();
      this.state = 'disconnected';
      transport.failIfNotConnected(new UserError());
      // The factory may have tried again, and stopped that: then it is deleted already.
      if (this.transport === undefined) throw noTransport();
      this.transport = undefined;
    });
  }

  getDestination(): IPv4Address {
    const { host, port } = this.#options;
    return { type: 'TCP', host, port };
  }

  // What the transport says

  buildProtocol(addr: IPv4Address): IProtocol | null {
    this.state = 'connected';
    this.#cancelTimeout();
    return this.#options.factory.buildProtocol(addr);
  }

  connectionFailed(reason: Failure): void {
    this.#tell('clientConnectionFailed', reason);
    inFrame(() => {
      this.#cancelTimeout();
      this.transport = null;
      this.state = 'disconnected';
      inFrame(() => this.#options.factory.clientConnectionFailed(this, reason));
      this.#maybeStopFactory();
    });
  }

  connectionLost(reason: Failure): void {
    this.#tell('clientConnectionLost', reason);
    inFrame(() => {
      this.state = 'disconnected';
      inFrame(() => this.#options.factory.clientConnectionLost(this, reason));
      this.#maybeStopFactory();
    });
  }

  #makeTransport(): Client {
    needs(MAKE_CLIENT);
    const { kernel } = this.#reactor;
    const { host, port, bindAddress } = this.#options;
    if (kernel.outgoing === null) throw new Error('src/simulator/kernel/peers is not imported');
    const socket: OutgoingSocket = kernel.outgoing.open(host, port);
    if (bindAddress !== null) {
      const [own, ownPort] = bindAddress;
      socket.address = { host: own, port: ownPort || kernel.nextLocalPort() };
    }
    const transport = new Client(this, socket, this.#reactor);
    kernel.trace.emit('connecting', { conn: socket.label, fd: socket.fd, host, port });
    return transport;
  }

  #mustHaveTransport(): Client {
    if (this.transport === undefined) throw noTransport();
    const { transport } = this;
    pyAssert(transport !== null);
    return transport;
  }

  #cancelTimeout(): void {
    try {
      this.#timeout?.cancel();
    } catch (error) {
      if (!(error instanceof AlreadyCalled) && !(error instanceof AlreadyCancelled)) throw error;
    }
    this.#timeout = null;
  }

  #tell(kind: 'clientConnectionFailed' | 'clientConnectionLost', reason: Failure): void {
    const conn = this.transport?.label ?? null;
    this.#reactor.kernel.trace.emit(kind, { conn, reason: reason.type });
  }

  /** Unless the factory has begun another attempt. */
  #maybeStopFactory(): void {
    if (this.state !== 'disconnected') return;
    this.#options.factory.doStop();
    this.#factoryStarted = false;
  }
}
