import { KernelFile } from './file';
import type { Kernel } from './kernel';

/** `os.pipe()`: what the waker writes into and the reactor reads from. Holds a count, not bytes. */
export class Pipe extends KernelFile {
  #size = 0;
  readonly #writeFd: number;

  constructor(kernel: Kernel) {
    super(kernel, 'waker');
    this.fd = kernel.files.open(this);
    this.#writeFd = kernel.files.open(this);
  }

  /** Writes one byte, from any thread. */
  writeByte(): void {
    this.#size++;
    this.kernel.trace.emit('wakeUp', { pending: this.#size });
    this.arrived();
  }

  /** Reads up to `limit` bytes; 0 when it is empty (EAGAIN). */
  read(limit: number): number {
    if (this.#size === 0) return 0;
    const n = Math.min(limit, this.#size);
    this.#size -= n;
    this.kernel.trace.emit('wakerRead', { n });
    return n;
  }

  close(): void {
    this.kernel.files.close(this.fd);
    this.kernel.files.close(this.#writeFd);
  }

  override readable(): boolean {
    return this.#size > 0;
  }

  override writable(): boolean {
    return true;
  }

  override hangUp(): boolean {
    return false;
  }
}
