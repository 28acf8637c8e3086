import { NS_PER_MS } from '../units';
import type { VirtualNs } from '../../recording/events';
import { HUP, IN, OUT, type KernelFile, type Watcher } from './file';
import type { Kernel, Poller } from './kernel';

/** Below this, `epoll_wait` does not round a timeout up to a whole ms: it is taken as 0. */
const ROUNDED_FROM_NS = 1000;

export interface EpollEvent {
  fd: number;
  file: KernelFile;
  events: number;
}

/**
 * `select.epoll`: level triggered. The kernel keeps the set of files that may be ready, so a call costs
 * what is ready, not what is registered.
 */
export class Epoll implements Poller, Watcher {
  stale = false;
  readonly #kernel: Kernel;
  /** Files that may be ready: each was when it changed last. */
  readonly #candidates = new Set<KernelFile>();
  #ready: EpollEvent[] = [];

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  register(fd: number, events: number): void {
    const file = this.#kernel.files.get(fd);
    file.watcher = this;
    file.interest = events;
    this.fileChanged(file);
  }

  modify(fd: number, events: number): void {
    this.register(fd, events);
  }

  unregister(fd: number): void {
    const file = this.#kernel.files.get(fd);
    file.watcher = null;
    file.interest = 0;
    this.#candidates.delete(file);
  }

  /** `epoll_wait`: ready files by descriptor. Timeouts from 1 µs on are rounded up to whole ms; null: no limit. */
  wait(timeoutNs: VirtualNs | null): EpollEvent[] {
    const kernel = this.#kernel;
    const roundedNs =
      timeoutNs !== null && timeoutNs >= ROUNDED_FROM_NS
        ? Math.ceil(timeoutNs / NS_PER_MS) * NS_PER_MS
        : timeoutNs;
    kernel.trace.emit('selectEnter', { timeoutNs: roundedNs });
    const startNs = kernel.queue.nowNs;
    const ready = kernel.wait(this, roundedNs) ? this.#ready : [];
    kernel.trace.emit('select', {
      timeoutNs: roundedNs,
      readable: labels(ready, IN),
      writable: labels(ready, OUT),
      order: labels(ready, IN | OUT | HUP),
      waitedNs: kernel.queue.nowNs - startNs,
    });
    return ready;
  }

  fileChanged(file: KernelFile): void {
    this.#candidates.add(file);
    this.stale = true;
  }

  poll(): boolean {
    this.stale = false;
    this.#ready = [];
    for (const file of this.#candidates) {
      const events = readyEvents(file);
      if (events === 0) this.#candidates.delete(file);
      else this.#ready.push({ fd: file.fd, file, events });
    }
    if (this.#ready.length > 1) {
      const sign = this.#kernel.order === 'fdDesc' ? -1 : 1;
      this.#ready.sort((a, b) => sign * (a.fd - b.fd));
    }
    return this.#ready.length > 0;
  }
}

function readyEvents(file: KernelFile): number {
  let events = 0;
  if ((file.interest & IN) !== 0 && file.hasInput()) events |= IN;
  if ((file.interest & OUT) !== 0 && file.writable()) events |= OUT;
  if (file.hangUp()) events |= HUP;
  return events;
}

function labels(ready: readonly EpollEvent[], mask: number): string[] {
  const names: string[] = [];
  for (const { file, events } of ready) if ((events & mask) !== 0) names.push(file.label);
  return names;
}
