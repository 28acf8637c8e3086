import type { VirtualNs } from '../recording/events';
import type { Values } from '../scenario/types';

/** A value that the reader set in the picture, and where in the run. */
interface Deed {
  id: string;
  before: number;
  after: number;
  timeNs: VirtualNs;
}

/** Whose values are set: a session. */
interface Doer {
  readonly values: Values;
  readonly timeNs: VirtualNs;
  setValue(id: string, value: number): void;
}

/** What the reader set by hand, in the picture, the latest last: a step back from where it was done undoes it. */
export class Deeds {
  readonly #list: Deed[] = [];
  readonly #doer: Doer;

  constructor(doer: Doer) {
    this.#doer = doer;
  }

  /** Sets a value. `goesOn`: by the same gesture as the last one, so that both are undone together. */
  set(id: string, value: number, goesOn: boolean): void {
    const before = this.#doer.values[id];
    this.#doer.setValue(id, value);
    const after = this.#doer.values[id];
    if (before === undefined || after === undefined || before === after) return;
    const last = goesOn ? this.#list.at(-1) : undefined;
    const isSame = last?.id === id;
    if (isSame) this.#list.pop();
    this.#list.push({
      id,
      before: isSame ? last.before : before,
      after,
      timeNs: this.#doer.timeNs,
    });
  }

  /** Undoes the last of them, if the reader is where it was done and it still holds. False if there is none such. */
  undo(): boolean {
    const last = this.#list.at(-1);
    if (last === undefined || last.timeNs !== this.#doer.timeNs) return false;
    this.#list.pop();
    if (this.#doer.values[last.id] !== last.after) return false;
    this.#doer.setValue(last.id, last.before);
    return true;
  }
}
