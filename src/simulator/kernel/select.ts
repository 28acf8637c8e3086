import type { VirtualNs } from '../../recording/events';
import { IN, OUT, type KernelFile, type Watcher } from './file';
import type { Kernel, Poller } from './kernel';

/** Anything with a descriptor. */
export interface HasFileno {
  fileno(): number;
}

/** Its descriptor and the file behind it, looked up once. */
interface Watched<S> {
  selectable: S;
  file: KernelFile;
}

/** The descriptors to look at, in the order in which they were added. */
class WatchSet<S extends HasFileno> {
  readonly #entries: Map<S, Watched<S>>;

  constructor(entries = new Map<S, Watched<S>>()) {
    this.#entries = entries;
  }

  has(selectable: S): boolean {
    return this.#entries.has(selectable);
  }

  add(watched: Watched<S>): void {
    this.#entries.set(watched.selectable, watched);
  }

  /** What was removed, or undefined. */
  delete(selectable: S): Watched<S> | undefined {
    const watched = this.#entries.get(selectable);
    this.#entries.delete(selectable);
    return watched;
  }

  copy(): WatchSet<S> {
    return new WatchSet(new Map(this.#entries));
  }

  selectables(): S[] {
    return [...this.#entries.keys()];
  }

  values(): Iterable<Watched<S>> {
    return this.#entries.values();
  }
}

/**
 * `select.select` of one process, with its two sets of descriptors. Each call looks at every one of
 * them, and again when it is woken: that is what makes real select slow with many clients.
 *
 * The sets are those of the moment of the call: what a thread adds while the reactor sleeps is not seen
 * before the next call.
 */
export class Select<S extends HasFileno> implements Poller, Watcher {
  stale = false;
  readable: S[] = [];
  writable: S[] = [];
  readonly #kernel: Kernel;
  readonly #fdSetSize: number;
  #reads = new WatchSet<S>();
  #writes = new WatchSet<S>();
  /** The sets of the call that is under way. */
  #askedReads = this.#reads;
  #askedWrites = this.#writes;
  #asking = false;
  #readyReads: Watched<S>[] = [];
  #readyWrites: Watched<S>[] = [];

  /** `fdSetSize`: descriptors from this one on are out of range; 1,024 with Linux's C library. */
  constructor(kernel: Kernel, fdSetSize = Infinity) {
    this.#kernel = kernel;
    this.#fdSetSize = fdSetSize;
  }

  /** True when `select` cannot be asked about this descriptor: Python raises a ValueError. */
  isOutOfRange(selectable: S): boolean {
    const fd = selectable.fileno();
    return fd < 0 || fd >= this.#fdSetSize;
  }

  /** True when one of the sets has a descriptor that is out of range. */
  get hasOutOfRange(): boolean {
    if (this.#fdSetSize === Infinity) return false;
    const isOut = (selectable: S): boolean => this.isOutOfRange(selectable);
    return this.readers().some(isOut) || this.writers().some(isOut);
  }

  isReading(selectable: S): boolean {
    return this.#reads.has(selectable);
  }

  isWriting(selectable: S): boolean {
    return this.#writes.has(selectable);
  }

  readers(): S[] {
    return this.#reads.selectables();
  }

  writers(): S[] {
    return this.#writes.selectables();
  }

  addReader(selectable: S): void {
    this.#beforeChange();
    this.#reads.add(this.#watch(selectable, IN));
  }

  addWriter(selectable: S): void {
    this.#beforeChange();
    this.#writes.add(this.#watch(selectable, OUT));
  }

  removeReader(selectable: S): void {
    this.#beforeChange();
    const watched = this.#reads.delete(selectable);
    if (watched !== undefined) watched.file.interest &= ~IN;
  }

  removeWriter(selectable: S): void {
    this.#beforeChange();
    const watched = this.#writes.delete(selectable);
    if (watched !== undefined) watched.file.interest &= ~OUT;
  }

  /** Leaves the answer in `readable` and `writable`, in the run's order of ready descriptors. */
  select(timeoutNs: VirtualNs | null): void {
    const kernel = this.#kernel;
    kernel.trace.emit('selectEnter', { timeoutNs });
    const startNs = kernel.queue.nowNs;
    this.#askedReads = this.#reads;
    this.#askedWrites = this.#writes;
    this.#asking = true;
    kernel.wait(this, timeoutNs);
    this.#asking = false;
    kernel.trace.emit('select', {
      timeoutNs,
      readable: this.#readyReads.map(label),
      writable: this.#readyWrites.map(label),
      waitedNs: kernel.queue.nowNs - startNs,
    });
    this.readable = this.#readyReads.map((watched) => watched.selectable);
    this.writable = this.#readyWrites.map((watched) => watched.selectable);
  }

  fileChanged(file: KernelFile): void {
    const { interest } = file;
    if (((interest & IN) !== 0 && file.readable()) || ((interest & OUT) !== 0 && file.writable())) {
      this.stale = true;
    }
  }

  poll(): boolean {
    this.stale = false;
    const reads: Watched<S>[] = [];
    const writes: Watched<S>[] = [];
    for (const watched of this.#askedReads.values()) {
      if (watched.file.readable()) reads.push(watched);
    }
    for (const watched of this.#askedWrites.values()) {
      if (watched.file.writable()) writes.push(watched);
    }
    if (reads.length > 1) this.#sort(reads, this.#kernel.order === 'arrival');
    if (writes.length > 1) this.#sort(writes, false);
    this.#readyReads = reads;
    this.#readyWrites = writes;
    return reads.length > 0 || writes.length > 0;
  }

  #watch(selectable: S, event: number): Watched<S> {
    const file = this.#kernel.files.get(selectable.fileno());
    file.watcher = this;
    file.interest |= event;
    return { selectable, file };
  }

  /** A thread changes the sets while the reactor sleeps in a call: that call keeps its own. */
  #beforeChange(): void {
    if (!this.#asking) return;
    if (this.#askedReads === this.#reads) this.#askedReads = this.#reads.copy();
    if (this.#askedWrites === this.#writes) this.#askedWrites = this.#writes.copy();
  }

  #sort(list: Watched<S>[], byArrival: boolean): void {
    const sign = this.#kernel.order === 'fdDesc' ? -1 : 1;
    list.sort((a, b) => sign * (a.file.fd - b.file.fd));
    if (byArrival) list.sort((a, b) => a.file.readySequence - b.file.readySequence);
  }
}

function label(watched: { file: KernelFile }): string {
  return watched.file.label;
}
