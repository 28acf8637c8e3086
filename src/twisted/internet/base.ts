import type { VirtualNs } from '../../recording/events';
import { currentCause, enterCause, NO_CAUSE, type Cause } from '../../simulator/cause';
import type { Kernel } from '../../simulator/kernel/kernel';
import type { ThreadScheduler } from '../../simulator/threads';
import { nsToSeconds, secondsToNs } from '../../simulator/units';
import type { DelayedCall } from './delayedCall';
import {
  CONNECTION_LOST,
  ReactorAlreadyRunning,
  ReactorNotRestartable,
  ReactorNotRunning,
} from './error';
import { ValueError } from '../python/exceptions';
import { FailureHandler } from './failureHandler';
import { Failure } from '../python/failure';
import type { IReactorFDSet, ISelectable } from './interfaces';
import * as log from '../python/log';
import { pyName } from '../python/pyName';
import { DEPTH, enterAt, inFrame, startAt } from './pyStack';
import { caughtAndLogged, heldFrom, heldInFrames, returnedTo, unpin } from './unhandled';
import type { IReactor } from './reactorInterfaces';
import { type Phase, type SystemEventID, SystemEvents } from './systemEvent';
import { TimedCalls } from './timedCalls';
import type { ThreadFunction } from './threadCode';
import type { Connector } from './connector';
import type { ThreadPool } from '../python/threadpool';
import type { Deferred } from './deferred';
import type { HostNames, Resolver } from './resolver';

export { DelayedCall } from './delayedCall';
export { ThreePhaseEvent } from './systemEvent';
export type { SystemEventID } from './systemEvent';
/** The reactors that a program can have. */
export type { PosixReactorBase as Reactor } from './posixbase';

/** Most threads of the reactor's pool, unless the program suggests another number. */
const THREAD_POOL_MAX = 10;

export interface ReactorOptions {
  /** DelayedCalls of equal time: in the order of scheduling (as on a real clock), or CPython's heapq order. */
  tieBreak?: 'fifo' | 'heap';
  /** The run ends after this many turns, in case that time never passes. */
  maxIterations?: number;
  /**
   * `select` refuses descriptors from this one on: 1,024 with Linux's C library. Left out: it takes all,
   * like the oracle's.
   */
  fdSetSize?: number;
  /** What the pool of `getThreadPool` is made with; a program without threads has no need of it. */
  threadPool?: typeof ThreadPool;
  /** What `resolve` looks names up with, and the names that there are; a program without names has no need of it. */
  resolver?: typeof Resolver;
  names?: HostNames;
  /** What `connectTCP` connects with; a program that connects to nobody has no need of it. */
  connector?: typeof Connector;
}

const DEFAULT_MAX_ITERATIONS = 20000;

/** What is said of a program that uses what it was not given. */
export function missingPart(name: 'threadPool' | 'connector' | 'resolver'): string {
  return `this program needs a ${name}, and its parts name none`;
}

interface ThreadCall {
  callable: (...args: never[]) => unknown;
  args: readonly unknown[];
  cause: Cause;
}

/**
 * A reactor without its way of waiting for I/O: the loop, timers, calls from threads, system events.
 *
 * Follows twisted/internet/base.py (ReactorBase, and `run` and `mainLoop` of _SignalReactorMixin).
 */
export abstract class ReactorBase implements IReactor, IReactorFDSet {
  readonly kernel: Kernel;
  running = false;
  /** Calls from threads that have not been made yet. */
  readonly threadCallQueue: ThreadCall[] = [];
  readonly #systemEvents = new SystemEvents();
  readonly #timedCalls: TimedCalls;
  readonly #threadCallHandler = new FailureHandler();
  #started = false;
  #stopped = true;
  #justStopped = false;
  #startedBefore = false;
  #threadpool: ThreadPool | null = null;
  #threadpoolStartupID: SystemEventID | null = null;
  #threadpoolShutdownID: SystemEventID | null = null;
  readonly #maxIterations: number;
  readonly #ThreadPool: typeof ThreadPool | undefined;
  readonly #resolver: Resolver | null;

  constructor(kernel: Kernel, options: ReactorOptions = {}) {
    this.kernel = kernel;
    this.#timedCalls = new TimedCalls(kernel, options.tieBreak !== 'heap');
    this.#maxIterations = options.maxIterations ?? DEFAULT_MAX_ITERATIONS;
    this.#ThreadPool = options.threadPool;
    const { resolver, names = {} } = options;
    this.#resolver = resolver === undefined ? null : new resolver(this, names);
    kernel.onEnd = () => this.crash();
    this.addSystemEventTrigger('during', 'startup', this.#reallyStartRunning);
    this.addSystemEventTrigger('during', 'shutdown', () => this.crash());
    this.addSystemEventTrigger('during', 'shutdown', () => this.disconnectAll());
  }

  abstract addReader(reader: ISelectable): void;
  abstract addWriter(writer: ISelectable): void;
  abstract removeReader(reader: ISelectable): void;
  abstract removeWriter(writer: ISelectable): void;
  abstract removeAll(): ISelectable[];
  abstract getReaders(): ISelectable[];
  abstract getWriters(): ISelectable[];
  /** Makes the reactor come out of its sleep. */
  abstract wakeUp(): void;
  /** Waits for I/O for at most `timeoutNs` (null: no limit) and serves what is ready. */
  abstract doIteration(timeoutNs: VirtualNs | null): void;

  // IReactorCore

  /** Runs until `stop`, or until nothing can happen any more. */
  run(): void {
    this.startRunning();
    this.mainLoop();
  }

  mainLoop(): void {
    while (this.#started) {
      try {
        while (this.#started) {
          this.runUntilCurrent();
          const timeoutNs = this.timeoutNs();
          this.doIteration(this.running ? timeoutNs : 0);
        }
      } catch (error) {
        log.err(error);
        caughtAndLogged();
      }
    }
  }

  /** Ends the loop in an orderly way: the shutdown event fires at the end of this turn's calls. Throws `ReactorNotRunning`. */
  stop(): void {
    if (this.#stopped) throw new ReactorNotRunning("Can't stop reactor that isn't running.");
    this.#stopped = true;
    this.#justStopped = true;
    this.#startedBefore = true;
  }

  /** Ends the loop at once. */
  crash(): void {
    this.#started = false;
    this.running = false;
    this.addSystemEventTrigger('during', 'startup', this.#reallyStartRunning);
  }

  /** One turn by hand. */
  iterate(delay = 0): void {
    this.runUntilCurrent();
    this.doIteration(secondsToNs(delay));
  }

  fireSystemEvent(eventType: string): void {
    this.#systemEvents.fire(eventType);
  }

  addSystemEventTrigger<A extends unknown[]>(
    phase: Phase,
    eventType: string,
    callable: (...args: A) => unknown,
    ...args: A
  ): SystemEventID {
    return this.#systemEvents.add(phase, eventType, callable, args);
  }

  removeSystemEventTrigger(id: SystemEventID): void {
    this.#systemEvents.remove(id);
  }

  /** Calls at once when the reactor runs, else after it has started. */
  callWhenRunning<A extends unknown[]>(
    callable: (...args: A) => unknown,
    ...args: A
  ): SystemEventID | null {
    if (this.running) {
      inFrame(() => inFrame(() => callable(...args)));
      return null;
    }
    return this.addSystemEventTrigger('after', 'startup', callable, ...args);
  }

  startRunning(): void {
    if (this.#started) throw new ReactorAlreadyRunning();
    if (this.#startedBefore) throw new ReactorNotRestartable();
    this.#started = true;
    this.#stopped = false;
    this.fireSystemEvent('startup');
  }

  readonly #reallyStartRunning = (): void => {
    this.running = true;
  };

  /** Every connection is lost, unsent data with it. */
  disconnectAll(): void {
    for (const selectable of this.removeAll()) {
      try {
        selectable.connectionLost(new Failure(CONNECTION_LOST));
      } catch (error) {
        log.err(error);
        caughtAndLogged();
      }
    }
  }

  // IReactorTime

  seconds(): number {
    return nsToSeconds(this.nowNs());
  }

  nowNs(): VirtualNs {
    return this.kernel.queue.nowNs;
  }

  callLater<A extends unknown[]>(
    delay: number,
    callable: (...args: A) => unknown,
    ...args: A
  ): DelayedCall {
    return this.#timedCalls.callLater(delay, callable, args);
  }

  getDelayedCalls(): DelayedCall[] {
    return this.#timedCalls.active();
  }

  /**
   * How long the reactor may sleep: to the first call of the heap, even one that was cancelled or put
   * off. Null: no call, no limit.
   */
  timeoutNs(): VirtualNs | null {
    return this.#timedCalls.timeoutNs();
  }

  /** `timeoutNs` in seconds, as Twisted has it. */
  timeout(): number | null {
    const ns = this.timeoutNs();
    return ns === null ? null : nsToSeconds(ns);
  }

  /** The first half of a turn: calls from threads, then due timers. `now` is taken once. */
  runUntilCurrent(): void {
    const { kernel } = this;
    kernel.trace.turn++;
    if (kernel.trace.turn > this.#maxIterations && kernel.ended === null)
      kernel.end('maxIterations');
    kernel.trace.emit('iteration');
    enterAt(DEPTH.runUntilCurrent);
    if (this.threadCallQueue.length > 0) this.#runThreadCalls();
    this.#timedCalls.runDue();
    if (this.#justStopped) {
      this.#justStopped = false;
      this.fireSystemEvent('shutdown');
    }
    unpin();
    const outside = DEPTH.runUntilCurrent - 1;
    this.#threadCallHandler.over(outside);
    this.#timedCalls.failureHandler.over(outside);
    returnedTo(outside);
  }

  /** Makes the calls that are there now; those that come meanwhile wait for the next turn. */
  #runThreadCalls(): void {
    const total = this.threadCallQueue.length;
    let beforeLast = 0;
    for (let n = 0; n < total; n++) {
      const { callable, args, cause } = this.threadCallQueue[n]!;
      enterCause(cause);
      this.kernel.trace.emit('fromThreadRun', { name: pyName(callable) });
      startAt(DEPTH.runUntilCurrent);
      // The list holds those before until it is emptied; then the loop's own variable holds the last one.
      if (n === total - 1) beforeLast = heldInFrames();
      try {
        inFrame(() => (callable as (...args: readonly unknown[]) => unknown)(...args));
      } catch (error) {
        this.#threadCallHandler.caught(error);
      }
      enterCause(NO_CAUSE);
    }
    this.threadCallQueue.splice(0, total);
    returnedTo(DEPTH.runUntilCurrent - 1, undefined, beforeLast, { goesOn: true });
    heldFrom(DEPTH.runUntilCurrent, true);
    if (this.threadCallQueue.length > 0) this.wakeUp();
  }

  // IReactorFromThreads

  callFromThread<A extends unknown[]>(callable: (...args: A) => unknown, ...args: A): void {
    this.kernel.trace.emit('callFromThread', { name: pyName(callable) });
    this.threadCallQueue.push({ callable, args, cause: currentCause() });
    this.wakeUp();
  }

  // IReactorThreads

  get threads(): ThreadScheduler {
    return this.kernel.threads;
  }

  /** The pool of `deferToThread`: at most 10 threads, made when they are needed. */
  getThreadPool(): ThreadPool {
    if (this.#threadpool === null) {
      if (this.#ThreadPool === undefined) throw new Error(missingPart('threadPool'));
      const pool = new this.#ThreadPool(
        this.threads,
        0,
        THREAD_POOL_MAX,
        'twisted.internet.reactor',
      );
      this.#threadpool = pool;
      this.#threadpoolStartupID = this.callWhenRunning(() => pool.start());
      this.#threadpoolShutdownID = this.addSystemEventTrigger('during', 'shutdown', () =>
        this.#stopThreadPool(),
      );
    }
    return this.#threadpool;
  }

  /** Looks a host's name up, in a thread of the pool. The Deferred has an IPv4 address, or fails with `DNSLookupError`. */
  resolve(name: string): Deferred<string> {
    if (this.#resolver === null) throw new Error(missingPart('resolver'));
    return this.#resolver.resolve(name);
  }

  /** Calls `f` in a thread of the pool, and forgets what comes of it. */
  callInThread<A extends unknown[], R>(f: ThreadFunction<A, R>, ...args: A): void {
    this.getThreadPool().callInThread(f, ...args);
  }

  /** Sets the most threads that the pool has. */
  suggestThreadPoolSize(size: number): void {
    this.getThreadPool().adjustPoolsize(undefined, size);
  }

  /** Waits for every job of the pool, also those that have not begun. */
  #stopThreadPool(): void {
    for (const id of [this.#threadpoolStartupID, this.#threadpoolShutdownID]) {
      if (id === null) continue;
      try {
        this.removeSystemEventTrigger(id);
      } catch (error) {
        // It has run already, which is normal for the first.
        if (!(error instanceof ValueError)) throw error;
      }
    }
    this.#threadpoolStartupID = null;
    this.#threadpoolShutdownID = null;
    const pool = this.#threadpool!;
    pool.stop();
    this.#threadpool = null;
  }
}
