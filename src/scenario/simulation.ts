import type { RecordedEvent, RunEnd, VirtualNs } from '../recording/events';
import type { NetOptions, Recording } from '../recording/recording';
import { enterCause, NO_CAUSE } from '../simulator/cause';
import type { EventQueue } from '../simulator/clock';
import type { Client, ClientOptions } from '../simulator/kernel/client';
import { Kernel, type KernelOptions } from '../simulator/kernel/kernel';
import type { Trace } from '../simulator/trace';
import type { Reactor, ReactorOptions } from '../twisted/internet/base';
import { setDeferredTrace } from '../twisted/internet/deferredTrace';
import { EPollReactor } from '../twisted/internet/epollreactor';
import { SystemExit } from '../twisted/python/exceptions';
import { setLogObserver } from '../twisted/python/log';
import { metTheLimit, startProgram } from '../twisted/internet/pyStack';
import { installReactor } from '../twisted/internet/reactorInterfaces';
import { SelectReactor } from '../twisted/internet/selectreactor';
import { forgetUnhandled } from '../twisted/internet/unhandled';
import { traceProtocol } from './tracedProtocol';

type ReactorName = 'select' | 'epoll';

const reactorClasses = { select: SelectReactor, epoll: EPollReactor };

export interface SimulationOptions extends KernelOptions, ReactorOptions {
  reactor: ReactorName;
  /** Length of the listen queue when the program does not say; 50 when left out. */
  backlog?: number;
  /** Connections that a port accepts in its first wake-up; 100 when left out. */
  numberAccepts?: number;
  /** False: the program's protocols record their callbacks themselves, and its functions count their frames (`pyStack`). */
  traceProtocols?: boolean;
}

/**
 * One run: a kernel with its network, clients and a reactor on one virtual clock. Runs once.
 *
 * `const simulation = new Simulation({ reactor: 'select' }); simulation.addClient('A').connect();
 * const { events, end } = simulation.run(() => server(simulation.reactor));`
 */
export class Simulation {
  readonly kernel: Kernel;
  readonly reactor: Reactor;
  readonly #countsFrames: boolean;

  constructor(options: SimulationOptions) {
    this.kernel = new Kernel(options);
    this.reactor = new reactorClasses[options.reactor](this.kernel, options);
    if (options.backlog !== undefined) this.reactor.defaultBacklog = options.backlog;
    if (options.numberAccepts) this.reactor.defaultNumberAccepts = options.numberAccepts;
    this.#countsFrames = options.traceProtocols === false;
    if (options.traceProtocols !== false) {
      this.reactor.protocolBuilt = (protocol) => traceProtocol(this.trace, protocol);
    }
  }

  get queue(): EventQueue {
    return this.kernel.queue;
  }

  get trace(): Trace {
    return this.kernel.trace;
  }

  get net(): NetOptions {
    return this.kernel.net;
  }

  /** A client that does nothing until it is told to; clients may be added while the run goes on. */
  addClient(name: string, options: ClientOptions = {}): Client {
    return this.kernel.createClient(name, options);
  }

  /** `time.sleep` on the reactor thread. */
  block(durationNs: VirtualNs): void {
    this.kernel.block(durationNs);
  }

  /** CPU work on the reactor thread. */
  cpu(durationNs: VirtualNs): void {
    this.kernel.cpu(durationNs);
  }

  /**
   * Runs `program`, everything that a server file does up to and with `reactor.run()`, to the end.
   * Throws what the program throws outside of the reactor. `causes` are those of a reactor's turns: a program without
   * one has none.
   */
  run(
    program: () => void = () => this.reactor.run(),
  ): { end: RunEnd; events: RecordedEvent[] } & Pick<Recording, 'causes'> {
    const { trace } = this;
    const oldCause = enterCause(NO_CAUSE);
    const oldReactor = installReactor(this.reactor);
    startProgram();
    forgetUnhandled();
    const oldTrace = setDeferredTrace(trace);
    const oldObserver = setLogObserver((failure, text) => {
      if (failure === null) trace.emit('logError', { message: text });
      else trace.emit('logError', { error: failure.type, message: failure.getErrorMessage() });
    });
    try {
      this.#runToExit(program);
      if (this.kernel.ended === null) this.kernel.threads.awaitThreads();
    } finally {
      trace.on = false;
      enterCause(oldCause);
      installReactor(oldReactor);
      setDeferredTrace(oldTrace);
      setLogObserver(oldObserver);
    }
    const { events, causes } = trace;
    const end = metTheLimit() && !this.#countsFrames ? 'recursionLimit' : this.kernel.ended;
    return { end, events, ...(trace.turn > 0 ? { causes } : {}) };
  }

  #runToExit(program: () => void): void {
    try {
      program();
    } catch (error) {
      if (!(error instanceof SystemExit)) throw error;
      if (this.trace.on) this.trace.emit('exit', { code: error.code });
    }
  }
}
