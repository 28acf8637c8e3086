import type { VirtualNs } from '../../recording/events';
import { currentCause, enterCause } from '../cause';
import type { ThreadCode } from '../threads';
import { KernelFile } from './file';
import type { Kernel } from './kernel';

/** Our end of a pipe to another process: to its standard input, or from one of its outputs. */
export class ProcessPipe extends KernelFile {
  #data = '';
  #isOver = false;
  readonly #childFd: number;

  constructor(kernel: Kernel, label: string, isForWriting: boolean) {
    super(kernel, label);
    const fds = [kernel.files.open(this), kernel.files.open(this)] as const;
    [this.#childFd, this.fd] = isForWriting ? fds : [fds[1], fds[0]];
  }

  /** The fork is done: the other end is the child's alone. */
  closeChildEnd(): void {
    this.kernel.files.close(this.#childFd);
  }

  /** The child writes `data`, and is gone. */
  end(data: string): void {
    this.#data += data;
    this.#isOver = true;
    this.changed();
  }

  /** Up to `limit` bytes; an empty text is the end, null is EAGAIN. */
  read(limit: number): string | null {
    const data = this.#data.slice(0, limit);
    this.#data = this.#data.slice(limit);
    return data === '' && !this.#isOver ? null : data;
  }

  close(): void {
    this.kernel.files.close(this.fd);
  }

  override hasInput(): boolean {
    return this.#data !== '';
  }

  override readable(): boolean {
    return this.hasInput() || this.#isOver;
  }

  override writable(): boolean {
    return true;
  }

  override hangUp(): boolean {
    return this.#isOver;
  }
}

/**
 * Another process: an interpreter, and a lock, of its own, and a processor for it. It begins at once.
 *
 * What `program` returns is its standard output, which it writes when it ends, as Python does with a pipe.
 */
export class ChildProcess {
  /** In the order of their descriptors. */
  readonly pipes: readonly [stdin: ProcessPipe, stdout: ProcessPipe, stderr: ProcessPipe];
  hasEnded = false;
  readonly #kernel: Kernel;
  readonly #name: string;
  readonly #code: ThreadCode<string>;
  #cause = currentCause();

  /** @param number of the processes that this run begins, from 1 */
  constructor(kernel: Kernel, number: number, program: () => ThreadCode<string>) {
    this.#kernel = kernel;
    this.#name = `process-${number}`;
    this.#code = program();
    const pipe = (name: string) =>
      new ProcessPipe(kernel, `${this.#name} ${name}`, name === 'stdin');
    this.pipes = [pipe('stdin'), pipe('stdout'), pipe('stderr')];
    kernel.trace.emit('spawnProcess', { name: this.#name });
    for (const { label, fd } of this.pipes) kernel.trace.emit('pipe', { conn: label, fd });
    this.#goOnAfter(0);
  }

  #goOnAfter(durationNs: VirtualNs): void {
    const { queue, trace } = this.#kernel;
    queue.after(durationNs, () => {
      const thread = trace.thread;
      trace.thread = this.#name;
      const cause = enterCause(this.#cause);
      this.#goOn();
      this.#cause = enterCause(cause);
      trace.thread = thread;
    });
  }

  #goOn(): void {
    const { trace } = this.#kernel;
    const { done, value } = this.#code.next();
    if (done) {
      trace.emit('processExit', { code: 0 });
      this.hasEnded = true;
      const [stdin, stdout, stderr] = this.pipes;
      stdout.end(value);
      stderr.end('');
      stdin.end('');
    } else if (value.kind === 'sleep' || value.kind === 'cpu') {
      const { kind, ...work } = value;
      trace.emit(kind === 'cpu' ? 'cpu' : 'block', work);
      this.#goOnAfter(work.durationNs);
    } else {
      throw new Error(`a process that waits for ${value.kind} is not modelled`);
    }
  }
}
