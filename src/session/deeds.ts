import type { VirtualNs } from '../recording/events';
import type { Values } from '../scenario/types';

/** A value that the reader set in the picture, and where in the run. */
interface Deed {
  id: string;
  before: number;
  after: number;
  /** Where the reader was before and after it: in another run a beat has another time. */
  fromNs: VirtualNs;
  timeNs: VirtualNs;
}

/** Whose values are set: a session. */
interface Doer {
  readonly values: Values;
  readonly timeNs: VirtualNs;
  setValue(id: string, value: number): void;
  seekTime(timeNs: VirtualNs): void;
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
    const fromNs = this.#doer.timeNs;
    this.#doer.setValue(id, value);
    const after = this.#doer.values[id];
    if (before === undefined || after === undefined || before === after) return;
    const deed = { id, before, after, fromNs, timeNs: this.#doer.timeNs };
    const last = this.#list.at(-1);
    if (!goesOn || last?.id !== id) this.#list.push(deed);
    else this.#list.splice(-1, 1, { ...deed, before: last.before, fromNs: last.fromNs });
  }

  /** Undoes the last of them, if the reader is where it was done and it still holds. False if there is none such. */
  undo(): boolean {
    const last = this.#list.at(-1);
    if (last === undefined || last.timeNs !== this.#doer.timeNs) return false;
    this.#list.pop();
    if (this.#doer.values[last.id] !== last.after) return false;
    this.#doer.setValue(last.id, last.before);
    this.#doer.seekTime(last.fromNs);
    return true;
  }
}
