import type { Stored } from './stored';

/** What a picture keeps of the reader's; the run knows nothing of it. */
export class Keepsake {
  value = $state.raw<unknown>(undefined);
  readonly #stored: Stored | null;

  /** @param stored where it is kept; null: as long as this object. */
  constructor(stored: Stored | null) {
    this.#stored = stored;
  }

  keep(value: unknown): void {
    this.value = value;
    this.#stored?.write(value);
  }

  /** Takes what was kept on another visit. */
  recall(): void {
    this.value = this.#stored?.read();
  }
}
