/** Twisted's twisted/internet/process.py: other processes, and the reactor's ends of their pipes. */
import { currentCause, enterCause } from '../../simulator/cause';
import { ChildProcess, type ProcessPipe } from '../../simulator/kernel/childProcess';
import type { Kernel } from '../../simulator/kernel/kernel';
import type { ThreadCode } from '../../simulator/threads';
import type { Failure } from '../python/failure';
import { FileDescriptor } from './abstract';
import { CONNECTION_DONE, CONNECTION_LOST } from './error';
import type { IReactorFDSet } from './interfaces';

/** What the program hears of its process. (IProcessProtocol.) */
export interface IProcessProtocol {
  outReceived(data: string): void;
  errReceived(data: string): void;
  /** It has ended, and all that it wrote is read. */
  processEnded(): void;
}

/** What a reactor is to have that begins processes. */
export type ProcessReactor = IReactorFDSet & { readonly kernel: Kernel };

/** `fdesc.readFromFD` reads so many bytes at a time. */
const READ_SIZE = 8192;

/** How many processes each run has begun. */
const counts = new WeakMap<Kernel, number>();

/** A pipe's end among what the reactor watches. (ProcessReader; ProcessWriter, which is read to learn of its end.) */
class ProcessEnd extends FileDescriptor {
  override connected = true;
  readonly #pipe: ProcessPipe;
  readonly #process: Process;
  readonly #childFd: number;

  constructor(reactor: ProcessReactor, process: Process, childFd: number, pipe: ProcessPipe) {
    super(reactor);
    this.#pipe = pipe;
    this.#process = process;
    this.#childFd = childFd;
    pipe.closeChildEnd();
    this.startReading();
  }

  override get label(): string {
    return this.#pipe.label;
  }

  override fileno(): number {
    return this.#pipe.fd;
  }

  override doRead(): unknown {
    if (this.#childFd === 0) return CONNECTION_LOST;
    const data = this.#pipe.read(READ_SIZE);
    if (data === null) return null;
    if (data === '') return CONNECTION_DONE;
    this.#process.childDataReceived(this.#childFd, data);
    return null;
  }

  protected override writeSomeData(): Error {
    return CONNECTION_LOST;
  }

  override connectionLost(reason: Failure): void {
    super.connectionLost(reason);
    this.#pipe.close();
    this.#process.childConnectionLost(this.#childFd);
  }
}

/**
 * A process that the reactor has begun: what it writes goes to `protocol`.
 *
 * Follows twisted/internet/process.py (class Process) and _baseprocess.py. It is waited for when the last of its pipes is
 * closed, as Twisted does beside SIGCHLD, which is not modelled.
 */
export class Process {
  readonly #open = new Set<number>();
  readonly #child: ChildProcess;
  readonly #protocol: IProcessProtocol;
  readonly #cause = currentCause();

  /** @param program what it runs, in the place of a file's name and arguments; what it returns it has printed */
  constructor(
    reactor: ProcessReactor,
    program: () => ThreadCode<string>,
    protocol: IProcessProtocol,
  ) {
    const { kernel } = reactor;
    const number = (counts.get(kernel) ?? 0) + 1;
    counts.set(kernel, number);
    this.#protocol = protocol;
    this.#child = new ChildProcess(kernel, number, program);
    this.#child.pipes.forEach((pipe, childFd) => {
      new ProcessEnd(reactor, this, childFd, pipe);
      this.#open.add(childFd);
    });
  }

  childDataReceived(childFd: number, data: string): void {
    if (childFd === 1) this.#protocol.outReceived(data);
    else this.#protocol.errReceived(data);
  }

  childConnectionLost(childFd: number): void {
    this.#open.delete(childFd);
    if (this.#open.size > 0 || !this.#child.hasEnded) return;
    const cause = enterCause(this.#cause);
    this.#protocol.processEnded();
    enterCause(cause);
  }
}
