import { AlreadyCalled, AlreadyCancelled } from '../internet/error';
import { PyTypeError } from '../python/exceptions';
import type { Failure } from '../python/failure';
import type { IPv4Address, IProtocol } from '../internet/interfaces';
import {
  type Factory,
  type Protocol,
  type ProtocolClass,
  ServerFactory,
} from '../internet/protocol';
import { ProtocolWrapper, type RegistersProtocols, WrappingFactory } from './protocolWrapper';
import { named, typeName } from '../python/pyName';
import { theReactor, type IDelayedCall } from '../internet/reactorInterfaces';

/**
 * Limits the number of connections at a time: one too many gets `overflowProtocol`, or is closed.
 *
 * Follows twisted/protocols/policies.py (class LimitTotalConnectionsFactory).
 */
export class LimitTotalConnectionsFactory extends ServerFactory implements RegistersProtocols {
  connectionCount = 0;
  connectionLimit: number | null = null;
  overflowProtocol: ProtocolClass | null = null;

  override buildProtocol(_addr: IPv4Address): Protocol | null {
    const isFull = this.connectionLimit !== null && this.connectionCount >= this.connectionLimit;
    const protocolClass = isFull ? this.overflowProtocol : this.protocol;
    if (protocolClass === null) return null;
    const wrapped = new protocolClass();
    wrapped.factory = this;
    this.connectionCount++;
    return new ProtocolWrapper(this, wrapped);
  }

  registerProtocol(): void {}

  unregisterProtocol(): void {
    this.connectionCount--;
  }
}

/**
 * Was to limit the connections of each host. It asks for the host by `addr[0]`, which Twisted's addresses have not had
 * since 17.5: each connection ends in a TypeError that the reactor logs.
 *
 * Follows twisted/protocols/policies.py (class LimitConnectionsByPeer), Twisted 26.4.
 */
export class LimitConnectionsByPeer extends WrappingFactory {
  maxConnectionsPerPeer = 5;

  override buildProtocol(_addr: IPv4Address): Protocol | null {
    throw new PyTypeError("'IPv4Address' object is not subscriptable");
  }
}

/** The wrapper of `TimeoutFactory`: closes a connection on which nothing has come or gone for a while. */
export class TimeoutProtocol extends ProtocolWrapper {
  static override readonly ofTwisted: boolean = true;
  override readonly [Symbol.toStringTag]: string = 'TimeoutProtocol';
  declare factory: TimeoutFactory;
  /** Seconds; null is no timeout. */
  timeoutPeriod: number | null = null;
  #timeoutCall: IDelayedCall | null = null;

  constructor(factory: TimeoutFactory, wrapped: IProtocol | null, timeoutPeriod: number | null) {
    super(factory, wrapped);
    this.setTimeout(timeoutPeriod);
  }

  setTimeout(timeoutPeriod: number | null = null): void {
    this.cancelTimeout();
    this.timeoutPeriod = timeoutPeriod;
    if (timeoutPeriod === null) return;
    this.#timeoutCall = this.factory.callLater(
      timeoutPeriod,
      named(`${typeName(this)}.timeoutFunc`, () => this.timeoutFunc()),
    );
  }

  cancelTimeout(): void {
    this.timeoutPeriod = null;
    try {
      this.#timeoutCall?.cancel();
    } catch (error) {
      if (!(error instanceof AlreadyCalled) && !(error instanceof AlreadyCancelled)) throw error;
    }
    this.#timeoutCall = null;
  }

  resetTimeout(): void {
    this.#timeoutCall?.reset(this.timeoutPeriod!);
  }

  override write(data: string): void {
    this.resetTimeout();
    super.write(data);
  }

  override writeSequence(data: readonly string[]): void {
    this.resetTimeout();
    super.writeSequence(data);
  }

  override dataReceived(data: string): unknown {
    this.resetTimeout();
    return super.dataReceived(data);
  }

  override connectionLost(reason: Failure): void {
    this.cancelTimeout();
    super.connectionLost(reason);
  }

  /** The timeout is over: closes. Override it to do something else. */
  timeoutFunc(): void {
    this.loseConnection();
  }
}

/** Half an hour, in seconds. */
const TIMEOUT_PERIOD = 30 * 60;

/** Closes connections on which nothing comes or goes. Follows twisted/protocols/policies.py (class TimeoutFactory). */
export class TimeoutFactory extends WrappingFactory {
  readonly timeoutPeriod: number;

  constructor(wrappedFactory: Factory, timeoutPeriod = TIMEOUT_PERIOD) {
    super(wrappedFactory);
    this.timeoutPeriod = timeoutPeriod;
  }

  callLater(period: number, f: () => void): IDelayedCall {
    return theReactor().callLater(period, f);
  }

  override buildProtocol(addr: IPv4Address): Protocol | null {
    const wrapped = this.wrappedFactory.buildProtocol(addr);
    return new TimeoutProtocol(this, wrapped, this.timeoutPeriod);
  }
}
