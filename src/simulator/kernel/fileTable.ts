import type { KernelFile } from './file';

/** The lowest descriptor that a program gets: 0 to 2 are its standard streams. */
const FIRST_FD = 3;

/** The process's descriptors. A new file gets the lowest free number, as POSIX has it. */
export class FileTable {
  readonly #files: (KernelFile | null)[] = [null, null, null];
  /** No descriptor below this one is free. */
  #lowestFree = FIRST_FD;

  open(file: KernelFile): number {
    let fd = this.#lowestFree;
    while (fd < this.#files.length && this.#files[fd] !== null) fd++;
    this.#files[fd] = file;
    this.#lowestFree = fd + 1;
    return fd;
  }

  close(fd: number): void {
    this.#files[fd] = null;
    if (fd < this.#lowestFree) this.#lowestFree = fd;
  }

  /** The open file with that descriptor. Throws when there is none (EBADF). */
  get(fd: number): KernelFile {
    const file = this.#files[fd];
    if (file === null || file === undefined) throw new Error(`bad file descriptor ${fd}`);
    return file;
  }
}
