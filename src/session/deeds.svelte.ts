import type { Values } from '../scenario/types';

/** What the reader changes of the run in the picture itself. */
export interface RunChange {
  variantId?: string;
  values?: Values;
}

/** What the reader has changed in the picture since the last move: for each change, the address before it. */
export class Deeds {
  #before = $state.raw<readonly string[]>([]);

  get any(): boolean {
    return this.#before.length > 0;
  }

  /** The reader goes on: the steps lead back through the run again. */
  forget(): void {
    this.#before = [];
  }

  /**
   * Keeps `query`, the address before a change, if `change`, which returns the one after it, makes another of it.
   * `goesOn`: by the same gesture as the last one, so that both are taken back together.
   */
  note(query: string, goesOn: boolean, change: () => string): void {
    const before = this.#before;
    if (change() === query) return;
    this.#before = goesOn && before.length > 0 ? before : [...before, query];
  }

  /** Opens the address before the last change. @returns false when there is none. */
  takeBack(open: (query: string) => void): boolean {
    const before = this.#before;
    const query = before.at(-1);
    if (query === undefined) return false;
    open(query);
    this.#before = before.slice(0, -1);
    return true;
  }
}
