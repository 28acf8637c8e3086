import type { Kernel } from './kernel';

/** Kinds of readiness, as `poll` has them. */
export const IN = 1;
export const OUT = 4;
export const HUP = 16;

/** Who wants to know when a file's readiness may have changed: a sleeping `select` or an epoll. */
export interface Watcher {
  fileChanged(file: KernelFile): void;
}

/** Something in the kernel that has a descriptor and can be ready. */
export abstract class KernelFile {
  /** -1 when it has none: not accepted yet, or closed. */
  fd = -1;
  /** Name in the recording: a client's name, `port` or `waker`. */
  readonly label: string;
  /** When it last got something, in the queue's sequence: the order `arrival`. */
  readySequence = 0;
  /** Events that `watcher` asked for. */
  interest = 0;
  watcher: Watcher | null = null;
  protected readonly kernel: Kernel;

  constructor(kernel: Kernel, label: string) {
    this.kernel = kernel;
    this.label = label;
  }

  /** What `select` calls so: a pipe also when its other end is closed, as Linux has it. */
  abstract readable(): boolean;
  abstract writable(): boolean;
  abstract hangUp(): boolean;

  /** EPOLLIN. */
  hasInput(): boolean {
    return this.readable();
  }

  /** To be called whenever one of the three above may have become true. */
  protected changed(): void {
    if (this.watcher !== null) this.watcher.fileChanged(this);
  }

  /** Like `changed`, and counts as an arrival. */
  protected arrived(): void {
    this.readySequence = this.kernel.queue.nextSequence();
    this.changed();
  }
}
