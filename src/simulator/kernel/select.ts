import type { VirtualNs } from '../../recording/events';
import { IN, OUT, type KernelFile, type Watcher } from './file';
import type { Kernel, Poller } from './kernel';

/** Anything with a descriptor. */
export interface HasFileno {
  fileno(): number;
}

/**
 * `select.select` of one process. Each call looks at every descriptor that it is given, twice if it
 * sleeps: that is what makes real select slow with many clients.
 *
 * The sets are those of the moment of the call: what a thread adds while the reactor sleeps is not seen
 * before the next call.
 */
export class Select<S extends HasFileno> implements Poller, Watcher {
  stale = false;
  readable: S[] = [];
  writable: S[] = [];
  private readonly kernel: Kernel;
  private reads: Iterable<S> = [];
  private writes: Iterable<S> = [];
  private watching = false;

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** Leaves the answer in `readable` and `writable`, in the run's order of ready descriptors. */
  select(reads: ReadonlySet<S>, writes: ReadonlySet<S>, timeoutNs: VirtualNs | null): void {
    const { kernel } = this;
    kernel.trace.emit('selectEnter', { timeoutNs });
    const startNs = kernel.queue.nowNs;
    this.reads = reads;
    this.writes = writes;
    this.watching = false;
    kernel.wait(this, timeoutNs);
    kernel.trace.emit('select', {
      timeoutNs,
      readable: this.readable.map((s) => this.file(s).label),
      writable: this.writable.map((s) => this.file(s).label),
      waitedNs: kernel.queue.nowNs - startNs,
    });
  }

  fileChanged(file: KernelFile): void {
    const { interest } = file;
    if (((interest & IN) !== 0 && file.readable()) || ((interest & OUT) !== 0 && file.writable())) {
      this.stale = true;
    }
  }

  poll(): boolean {
    this.stale = false;
    this.readable = [];
    this.writable = [];
    for (const s of this.reads) if (this.file(s).readable()) this.readable.push(s);
    for (const s of this.writes) if (this.file(s).writable()) this.writable.push(s);
    if (this.readable.length > 1) this.sortByFd(this.readable);
    if (this.writable.length > 1) this.sortByFd(this.writable);
    if (this.kernel.order === 'arrival' && this.readable.length > 1) {
      this.readable.sort((a, b) => this.file(a).readySequence - this.file(b).readySequence);
    }
    if (this.readable.length > 0 || this.writable.length > 0) return true;
    if (!this.watching) this.watchAll();
    return false;
  }

  /** Before it sleeps: every file gets to know who waits for it, and the sets are fixed. */
  private watchAll(): void {
    this.watching = true;
    this.reads = [...this.reads];
    this.writes = [...this.writes];
    for (const s of this.reads) this.watch(s, 0);
    for (const s of this.writes) this.watch(s, 0);
    for (const s of this.reads) this.watch(s, IN);
    for (const s of this.writes) this.watch(s, OUT);
  }

  private watch(s: S, event: number): void {
    const file = this.file(s);
    file.watcher = this;
    file.interest = event === 0 ? 0 : file.interest | event;
  }

  private file(s: S): KernelFile {
    return this.kernel.files.get(s.fileno());
  }

  private sortByFd(list: S[]): void {
    const sign = this.kernel.order === 'fdDesc' ? -1 : 1;
    list.sort((a, b) => sign * (a.fileno() - b.fileno()));
  }
}
