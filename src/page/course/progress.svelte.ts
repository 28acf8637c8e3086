import { stored } from '../../session/stored';

/** Which scenarios this reader has done, kept by the browser where it keeps anything. */
export class Progress {
  /** Ids, in the order in which they were done. */
  done = $state.raw<readonly string[]>([]);
  readonly #stored = stored('done');

  load(): void {
    this.done = this.#read();
  }

  /** Adds to what is stored, which another window may have changed. */
  add(id: string): void {
    if (this.done.includes(id)) return;
    const others = this.#read().filter((one) => one !== id && !this.done.includes(one));
    this.#keep([...others, ...this.done, id]);
  }

  reset(): void {
    this.#keep([]);
  }

  #read(): string[] {
    const value = this.#stored.read();
    return Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [];
  }

  #keep(done: readonly string[]): void {
    this.done = done;
    this.#stored.write(done);
  }
}
