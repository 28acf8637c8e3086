import type { VirtualNs } from '../../recording/events';
import type { Kernel } from '../../simulator/kernel/kernel';
import { Select } from '../../simulator/kernel/select';
import type { ReactorOptions } from './base';
import { ValueError } from '../python/exceptions';
import type { ISelectable } from './interfaces';
import * as log from '../python/log';
import { DEPTH, inFrame, startAt } from './pyStack';
import { caughtAndLogged, collect } from './unhandled';
import { PosixReactorBase } from './posixbase';

/**
 * Serves all readable descriptors, then all writable ones. One that was removed meanwhile, by a handler
 * of the same pass, is left out; one that was added waits for the next select.
 *
 * Follows twisted/internet/selectreactor.py (class SelectReactor).
 */
export class SelectReactor extends PosixReactorBase {
  readonly #selector: Select<ISelectable>;

  constructor(kernel: Kernel, options: ReactorOptions = {}) {
    super(kernel, options);
    this.#selector = new Select<ISelectable>(kernel, options.fdSetSize);
    this.#selector.addReader(this.waker);
  }

  override getReaders(): ISelectable[] {
    return this.#selector.readers();
  }

  override getWriters(): ISelectable[] {
    return this.#selector.writers();
  }

  override doIteration(timeoutNs: VirtualNs | null): void {
    const selector = this.#selector;
    if (selector.hasOutOfRange) {
      this.#preenDescriptors();
      return;
    }
    collect();
    selector.select(timeoutNs);
    const { readable, writable } = selector;
    for (const selectable of readable) {
      if (selector.isReading(selectable)) {
        this.callWithLogger(() => this.#doReadOrWrite(selectable, true));
      }
    }
    for (const selectable of writable) {
      if (selector.isWriting(selectable)) {
        this.callWithLogger(() => this.#doReadOrWrite(selectable, false));
      }
    }
  }

  /** Tries each descriptor alone and ends those that `select` refuses. */
  #preenDescriptors(): void {
    const selector = this.#selector;
    const why = new ValueError('filedescriptor out of range in select()');
    const readers = selector.readers();
    const writers = selector.writers();
    // Twisted empties its sets first, and nobody records that.
    for (const s of readers) if (selector.isOutOfRange(s)) selector.removeReader(s);
    for (const s of writers) if (selector.isOutOfRange(s)) selector.removeWriter(s);
    for (const s of new Set([...readers, ...writers])) {
      if (selector.isOutOfRange(s)) this.disconnectSelectable(s, why, false);
    }
  }

  #doReadOrWrite(selectable: ISelectable, isRead: boolean): void {
    let why: unknown;
    try {
      startAt(DEPTH.doReadOrWrite);
      why = inFrame(() => (isRead ? selectable.doRead() : selectable.doWrite()));
    } catch (error) {
      why = error;
      log.err(error);
      caughtAndLogged();
    }
    if (why) this.disconnectSelectable(selectable, why, isRead);
  }

  protected override isReading(selectable: ISelectable): boolean {
    return this.#selector.isReading(selectable);
  }

  protected override isWriting(selectable: ISelectable): boolean {
    return this.#selector.isWriting(selectable);
  }

  protected override watchRead(selectable: ISelectable): void {
    this.#selector.addReader(selectable);
  }

  protected override watchWrite(selectable: ISelectable): void {
    this.#selector.addWriter(selectable);
  }

  protected override unwatchRead(selectable: ISelectable): void {
    this.#selector.removeReader(selectable);
  }

  protected override unwatchWrite(selectable: ISelectable): void {
    this.#selector.removeWriter(selectable);
  }
}
