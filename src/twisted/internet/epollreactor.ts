import type { VirtualNs } from '../../recording/events';
import { Epoll, type EpollEvent } from '../../simulator/kernel/epoll';
import { HUP, IN, OUT } from '../../simulator/kernel/file';
import type { Kernel } from '../../simulator/kernel/kernel';
import type { ReactorOptions } from './base';
import { CONNECTION_DONE, CONNECTION_LOST, ConnectionFdescWentAway } from './error';
import type { ISelectable } from './interfaces';
import * as log from '../python/log';
import { DEPTH, inFrame, startAt } from './pyStack';
import { caughtAndLogged, collect } from './unhandled';
import { PosixReactorBase } from './posixbase';

/**
 * Serves one ready descriptor after the other: its read, then its write.
 *
 * Follows twisted/internet/epollreactor.py (class EPollReactor) and posixbase.py (_PollLikeMixin).
 */
export class EPollReactor extends PosixReactorBase {
  protected override readonly setCalls = 'PPC';
  readonly #poller: Epoll;
  readonly #reads = new Set<number>();
  readonly #writes = new Set<number>();
  readonly #selectables = new Map<number, ISelectable>();

  constructor(kernel: Kernel, options: ReactorOptions = {}) {
    super(kernel, options);
    this.#poller = new Epoll(kernel);
    this.watchRead(this.waker);
  }

  override getReaders(): ISelectable[] {
    return Array.from(this.#reads, (fd) => this.#selectables.get(fd)!);
  }

  override getWriters(): ISelectable[] {
    return Array.from(this.#writes, (fd) => this.#selectables.get(fd)!);
  }

  override doIteration(timeoutNs: VirtualNs | null): void {
    collect();
    for (const event of this.#poller.wait(timeoutNs)) {
      this.callWithLogger(() => this.#serve(event));
    }
  }

  /** What was ready when asked may be gone by now: then its descriptor has no selectable any more. */
  #serve({ fd, events }: EpollEvent): void {
    const selectable = this.#selectables.get(fd);
    if (selectable === undefined) return;
    let why: unknown = null;
    let inRead = false;
    if ((events & HUP) !== 0 && (events & IN) === 0) {
      inRead = this.#reads.has(fd);
      why = inRead ? CONNECTION_DONE : CONNECTION_LOST;
    } else {
      try {
        if (selectable.fileno() === -1) {
          why = new ConnectionFdescWentAway();
        } else {
          if ((events & IN) !== 0) {
            startAt(DEPTH.doReadOrWrite);
            why = inFrame(() => selectable.doRead());
            inRead = true;
          }
          if (!why && (events & OUT) !== 0) {
            startAt(DEPTH.doReadOrWrite);
            why = inFrame(() => selectable.doWrite());
            inRead = false;
          }
        }
      } catch (error) {
        why = error;
        log.err(error);
        caughtAndLogged();
      }
    }
    if (why) this.disconnectSelectable(selectable, why, inRead);
  }

  protected override isReading(selectable: ISelectable): boolean {
    const fd = selectable.fileno();
    return this.#reads.has(fd) && this.#selectables.get(fd) === selectable;
  }

  protected override isWriting(selectable: ISelectable): boolean {
    const fd = selectable.fileno();
    return this.#writes.has(fd) && this.#selectables.get(fd) === selectable;
  }

  protected override watchRead(selectable: ISelectable): void {
    this.#add(selectable, this.#reads, this.#writes, IN, OUT);
  }

  protected override watchWrite(selectable: ISelectable): void {
    this.#add(selectable, this.#writes, this.#reads, OUT, IN);
  }

  protected override unwatchRead(selectable: ISelectable): void {
    this.#remove(selectable, this.#reads, this.#writes, OUT);
  }

  protected override unwatchWrite(selectable: ISelectable): void {
    this.#remove(selectable, this.#writes, this.#reads, IN);
  }

  #add(
    selectable: ISelectable,
    primary: Set<number>,
    other: Set<number>,
    event: number,
    antievent: number,
  ): void {
    const fd = selectable.fileno();
    if (other.has(fd)) this.#poller.modify(fd, event | antievent);
    else this.#poller.register(fd, event);
    primary.add(fd);
    this.#selectables.set(fd, selectable);
  }

  #remove(
    selectable: ISelectable,
    primary: Set<number>,
    other: Set<number>,
    antievent: number,
  ): void {
    const fd = selectable.fileno();
    if (other.has(fd)) {
      this.#poller.modify(fd, antievent);
    } else {
      this.#selectables.delete(fd);
      this.#poller.unregister(fd);
    }
    primary.delete(fd);
  }
}
