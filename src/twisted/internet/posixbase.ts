import type { VirtualNs } from '../../recording/events';
import type { Kernel } from '../../simulator/kernel/kernel';
import { Pipe } from '../../simulator/kernel/pipe';
import { missingPart, ReactorBase, type ReactorOptions } from './base';
import { CONNECTION_DONE, CONNECTION_LOST, ConnectionDone, ConnectionLost } from './error';
import { Exception } from '../python/exceptions';
import { Failure } from '../python/failure';
import type { Connector } from './connector';
import type {
  IClientFactory,
  IConnector,
  IProtocol,
  IProtocolFactory,
  ISelectable,
} from './interfaces';
import * as log from '../python/log';
import { typeName } from '../python/pyName';
import { Port } from './port';
import { DEPTH, needs, startAt } from './pyStack';
import { caughtAndLogged } from './unhandled';

/** How much the waker reads at once. */
const WAKER_READ_SIZE = 8192;

/** How long an attempt to connect may take, in seconds. */
const CONNECT_TIMEOUT = 30;

const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/**
 * The self-pipe trick: a byte in a pipe wakes the reactor, which watches the other end.
 *
 * Follows twisted/internet/posixbase.py (class _UnixWaker).
 */
export class Waker implements ISelectable {
  readonly label = 'waker';
  readonly #pipe: Pipe;

  constructor(kernel: Kernel) {
    this.#pipe = new Pipe(kernel);
  }

  fileno(): number {
    return this.#pipe.fd;
  }

  /** From any thread. */
  wakeUp(): void {
    this.#pipe.writeByte();
  }

  doRead(): void {
    this.#pipe.read(WAKER_READ_SIZE);
  }

  doWrite(): void {}

  connectionLost(): void {
    this.#pipe.close();
  }
}

/**
 * What reactors with file descriptors share: waker, `listenTCP`, how a descriptor is disconnected.
 *
 * Follows twisted/internet/posixbase.py (PosixReactorBase, _DisconnectSelectableMixin).
 */
export abstract class PosixReactorBase extends ReactorBase {
  /** Called with each protocol that a factory of this reactor has built, before its connection is made. */
  protocolBuilt: ((protocol: IProtocol) => void) | null = null;
  /** Length of the listen queue when `listenTCP` is not told. */
  defaultBacklog = 50;
  /** Connections that a port accepts in its first wake-up. */
  defaultNumberAccepts = 100;
  protected readonly waker: Waker;
  /** What Python calls when a descriptor is put into a set, or out of it. */
  protected readonly setCalls: string = 'PC';

  readonly #Connector: typeof Connector | undefined;

  constructor(kernel: Kernel, options: ReactorOptions = {}) {
    super(kernel, options);
    this.#Connector = options.connector;
    this.waker = new Waker(kernel);
  }

  protected abstract isReading(selectable: ISelectable): boolean;
  protected abstract isWriting(selectable: ISelectable): boolean;
  protected abstract watchRead(selectable: ISelectable): void;
  protected abstract watchWrite(selectable: ISelectable): void;
  protected abstract unwatchRead(selectable: ISelectable): void;
  protected abstract unwatchWrite(selectable: ISelectable): void;

  /** Watches for readable; records only what changes the set. */
  override addReader(reader: ISelectable): void {
    needs('P');
    if (this.isReading(reader)) {
      needs(this.setCalls);
      return;
    }
    this.kernel.trace.emit('addReader', { conn: reader.label });
    needs(this.setCalls);
    this.watchRead(reader);
  }

  override addWriter(writer: ISelectable): void {
    needs('P');
    if (this.isWriting(writer)) {
      needs(this.setCalls);
      return;
    }
    this.kernel.trace.emit('addWriter', { conn: writer.label });
    needs(this.setCalls);
    this.watchWrite(writer);
  }

  override removeReader(reader: ISelectable): void {
    needs('P');
    if (!this.isReading(reader)) {
      needs(this.setCalls);
      return;
    }
    this.kernel.trace.emit('removeReader', { conn: reader.label });
    needs(this.setCalls);
    this.unwatchRead(reader);
  }

  override removeWriter(writer: ISelectable): void {
    needs('P');
    if (!this.isWriting(writer)) {
      needs(this.setCalls);
      return;
    }
    this.kernel.trace.emit('removeWriter', { conn: writer.label });
    needs(this.setCalls);
    this.unwatchWrite(writer);
  }

  /** Removes everything but the waker. Real Twisted goes by set order, which is no order: here by descriptor. */
  override removeAll(): ISelectable[] {
    const readers = byDescriptor(this.getReaders().filter((reader) => reader !== this.waker));
    const writers = byDescriptor(this.getWriters());
    for (const reader of readers) this.removeReader(reader);
    for (const writer of writers) this.removeWriter(writer);
    return byDescriptor([...new Set([...readers, ...writers])]);
  }

  override wakeUp(): void {
    this.waker.wakeUp();
  }

  /**
   * Listens on `port` (0: the kernel chooses) with a queue of `backlog` connections; `factory` builds a protocol for each.
   * `hostInterface`: the address to bind to, all of them when it is empty.
   */
  listenTCP(
    port: number,
    factory: IProtocolFactory,
    backlog = this.defaultBacklog,
    hostInterface = '',
  ): Port {
    const listening = new Port(port, factory, backlog, this, hostInterface);
    listening.startListening();
    listening.numberAccepts = this.defaultNumberAccepts;
    return listening;
  }

  /**
   * Connects to an IPv4 address, from the next turn on; `factory` builds the protocol and is told what comes of it.
   * `timeout` in seconds, null is none.
   * @throws Error for a host's name: names are not looked up here.
   */
  connectTCP(
    host: string,
    port: number,
    factory: IClientFactory,
    timeout: number | null = CONNECT_TIMEOUT,
    bindAddress: readonly [string, number] | null = null,
  ): IConnector {
    if (this.#Connector === undefined) throw new Error(missingPart('connector'));
    if (!IPV4.test(host)) {
      throw new Error(
        `connectTCP: found "${host}"; allowed: an IPv4 address, names are not looked up`,
      );
    }
    const connector = new this.#Connector({ host, port, factory, timeout, bindAddress }, this);
    connector.connect();
    return connector;
  }

  abstract override doIteration(timeoutNs: VirtualNs | null): void;

  /**
   * Does something for one descriptor: what its own code raises in the end is logged, and the others still have their turn.
   *
   * Follows twisted/python/log.py (`callWithLogger`).
   */
  protected callWithLogger(run: () => void): void {
    try {
      run();
    } catch (error) {
      log.err(error);
      caughtAndLogged();
    }
  }

  /** Ends a descriptor after a read or write said `why`. */
  protected disconnectSelectable(selectable: ISelectable, why: unknown, isRead: boolean): void {
    startAt(DEPTH.doReadOrWrite + 1);
    this.removeReader(selectable);
    if (isRead && isExactly(why, ConnectionDone) && selectable.readConnectionLost !== undefined) {
      selectable.readConnectionLost(new Failure(CONNECTION_DONE));
      return;
    }
    this.removeWriter(selectable);
    if (isExactly(why, ConnectionDone)) selectable.connectionLost(new Failure(CONNECTION_DONE));
    else if (isExactly(why, ConnectionLost))
      selectable.connectionLost(new Failure(CONNECTION_LOST));
    else selectable.connectionLost(failureOf(why));
  }
}

function isExactly(why: unknown, type: new () => Error): boolean {
  return why instanceof type && why.constructor === type;
}

function byDescriptor(selectables: ISelectable[]): ISelectable[] {
  const keyed = selectables.map((s) => ({ s, fd: s.fileno() }));
  return keyed.sort((a, b) => a.fd - b.fd).map(({ s }) => s);
}

/** The failure for anything that a handler returned: Twisted takes it for an exception. */
function failureOf(why: unknown): Failure {
  if (why instanceof Error || why instanceof Failure) return new Failure(why);
  return new Failure(new ReturnedValue(why));
}

/** A handler returned something instead of raising it; it has the name of that thing's class. */
class ReturnedValue extends Exception {
  override readonly name: string;

  constructor(value: unknown) {
    super(String(value));
    this.name = pythonTypeName(value);
  }
}

function pythonTypeName(value: unknown): string {
  if (typeof value === 'string') return 'bytes';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'object' && value !== null ? typeName(value) : 'function';
}
