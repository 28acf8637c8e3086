import { AttributeError } from '../python/exceptions';
import type { IPullProducer, IPushProducer, IPv4Address, IProtocol } from '../internet/interfaces';
import type { Factory, Protocol } from '../internet/protocol';
import { ProtocolWrapper, type RegistersProtocols, WrappingFactory } from './protocolWrapper';
import { named, typeName } from '../python/pyName';
import { theReactor, type IDelayedCall } from '../internet/reactorInterfaces';

/** The wrapper of `ThrottlingFactory`: counts bytes, and stops reading when it is told to. */
export class ThrottlingProtocol extends ProtocolWrapper {
  static override readonly ofTwisted: boolean = true;
  override readonly [Symbol.toStringTag]: string = 'ThrottlingProtocol';
  declare factory: ThrottlingFactory;
  #producer: IPushProducer | IPullProducer | null = null;

  override get producer(): IPushProducer | IPullProducer | null {
    return this.#producer ?? super.producer;
  }

  override write(data: string): void {
    this.factory.registerWritten(data.length);
    super.write(data);
  }

  override writeSequence(data: readonly string[]): void {
    this.factory.registerWritten(data.reduce((sum, piece) => sum + piece.length, 0));
    super.writeSequence(data);
  }

  override dataReceived(data: string): unknown {
    this.factory.registerRead(data.length);
    return super.dataReceived(data);
  }

  override registerProducer(producer: IPushProducer, streaming: true): void;
  override registerProducer(producer: IPullProducer, streaming: false): void;
  override registerProducer(producer: IPushProducer | IPullProducer, streaming: boolean): void {
    this.#producer = producer;
    if (streaming) super.registerProducer(producer as IPushProducer, true);
    else super.registerProducer(producer, false);
  }

  override unregisterProducer(): void {
    this.#producer = null;
    super.unregisterProducer();
  }

  throttleReads(): void {
    this.transport.pauseProducing();
  }

  unthrottleReads(): void {
    this.transport.resumeProducing();
  }

  /** Twisted asks whether the wrapper has a producer, which it always has: the transport's, be it None. */
  throttleWrites(): void {
    const producer = this.producer as IPushProducer | null;
    if (producer === null) throw noProducer('pauseProducing');
    producer.pauseProducing();
  }

  unthrottleWrites(): void {
    if (this.producer === null) throw noProducer('resumeProducing');
    this.producer.resumeProducing();
  }
}

function noProducer(attribute: string): AttributeError {
  return new AttributeError(`'NoneType' object has no attribute '${attribute}'`);
}

/** Limits of a `ThrottlingFactory`; bytes per second over all connections, null is none. */
export interface Throttle {
  maxConnectionCount?: number;
  readLimit?: number | null;
  writeLimit?: number | null;
}

/** Looks once a second at what went one way, and stops that way for as long as there was too much of it. */
class Meter {
  #bytes = 0;
  #checkCall: IDelayedCall | null = null;
  #goOnCall: IDelayedCall | null = null;
  readonly #factory: ThrottlingFactory;
  readonly #way: 'Read' | 'Write';
  readonly #limit: number;

  constructor(factory: ThrottlingFactory, way: 'Read' | 'Write', limit: number) {
    this.#factory = factory;
    this.#way = way;
    this.#limit = limit;
  }

  add(sizeBytes: number): void {
    this.#bytes += sizeBytes;
  }

  check(): void {
    const way = this.#way;
    if (this.#bytes > this.#limit) {
      this.#factory[`throttle${way}s`]();
      const seconds = this.#bytes / this.#limit - 1;
      this.#goOnCall = this.#later(seconds, `unthrottle${way}s`, () => {
        this.#goOnCall = null;
        this.#factory[`unthrottle${way}s`]();
      });
    }
    this.#bytes = 0;
    this.#checkCall = this.#later(1, `check${way}Bandwidth`, () => this.check());
  }

  stop(): void {
    this.#goOnCall?.cancel();
    this.#checkCall?.cancel();
  }

  #later(seconds: number, name: string, f: () => void): IDelayedCall {
    return this.#factory.callLater(seconds, named(`${typeName(this.#factory)}.${name}`, f));
  }
}

/**
 * Limits bandwidth and the number of connections. Where too much is written and a connection has no producer, it raises
 * an AttributeError and measures no more, as Twisted 26.4 does.
 *
 * Follows twisted/protocols/policies.py (class ThrottlingFactory). What was written or read before the first check counts.
 */
export class ThrottlingFactory extends WrappingFactory {
  readonly [Symbol.toStringTag]: string = 'ThrottlingFactory';
  override wrapper = ThrottlingProtocol as unknown as new (
    factory: RegistersProtocols,
    wrapped: IProtocol | null,
  ) => ProtocolWrapper;
  connectionCount = 0;
  readonly maxConnectionCount: number;
  readonly #reads: Meter | null;
  readonly #writes: Meter | null;

  constructor(wrappedFactory: Factory, limits: Throttle = {}) {
    super(wrappedFactory);
    const { maxConnectionCount = Infinity, readLimit = null, writeLimit = null } = limits;
    this.maxConnectionCount = maxConnectionCount;
    this.#reads = readLimit === null ? null : new Meter(this, 'Read', readLimit);
    this.#writes = writeLimit === null ? null : new Meter(this, 'Write', writeLimit);
  }

  callLater(seconds: number, f: () => void): IDelayedCall {
    return theReactor().callLater(seconds, f);
  }

  registerWritten(sizeBytes: number): void {
    this.#writes?.add(sizeBytes);
  }

  registerRead(sizeBytes: number): void {
    this.#reads?.add(sizeBytes);
  }

  throttleReads(): void {
    for (const protocol of this.#all()) protocol.throttleReads();
  }

  unthrottleReads(): void {
    for (const protocol of this.#all()) protocol.unthrottleReads();
  }

  throttleWrites(): void {
    for (const protocol of this.#all()) protocol.throttleWrites();
  }

  unthrottleWrites(): void {
    for (const protocol of this.#all()) protocol.unthrottleWrites();
  }

  override buildProtocol(addr: IPv4Address): Protocol | null {
    if (this.connectionCount === 0) {
      this.#reads?.check();
      this.#writes?.check();
    }
    if (this.connectionCount >= this.maxConnectionCount) return null;
    this.connectionCount++;
    return super.buildProtocol(addr);
  }

  override unregisterProtocol(protocol: ProtocolWrapper): void {
    super.unregisterProtocol(protocol);
    this.connectionCount--;
    if (this.connectionCount > 0) return;
    this.#reads?.stop();
    this.#writes?.stop();
  }

  #all(): Iterable<ThrottlingProtocol> {
    return this.protocols as unknown as Set<ThrottlingProtocol>;
  }
}
