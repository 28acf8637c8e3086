import type { Recording } from '../recording/recording';
import type { Values } from '../scenario/types';
import type { Session } from './session.svelte';

/** What the reader changes of the run in the picture itself. */
export interface RunChange {
  variantId?: string;
  values?: Values;
  /** Where to go in the run that comes of it, if it comes at once: the index of an event. */
  place?: (made: Recording) => number;
}

/** Where the reader was before a change: the address, and, between beats, the event, which an address cannot always name. */
export interface Before {
  query: string;
  index?: number | undefined;
}

/** What the reader has changed in the picture since the last move: for each change, where the reader was before it. */
export class Deeds {
  #before = $state.raw<readonly Before[]>([]);

  get any(): boolean {
    return this.#before.length > 0;
  }

  /** The reader goes on: the steps lead back through the run again. */
  forget(): void {
    this.#before = [];
  }

  /**
   * Changes the run, and keeps where the reader was if that makes another of it.
   *
   * @param goesOn by the same gesture as the last change, so that both are taken back together
   * @param seek goes to an event of the present run
   */
  do(
    session: Session,
    { variantId, values = {}, place }: RunChange,
    goesOn: boolean,
    seek: (index: number) => void,
  ): void {
    const before = this.#before;
    const at = { query: session.query, index: session.atBeat ? undefined : session.index };
    if (variantId !== undefined && variantId !== session.variant.id) session.setVariant(variantId);
    for (const [id, value] of Object.entries(values)) session.setValue(id, value);
    if (place !== undefined && session.run !== null && !session.computing)
      seek(place(session.run.recording));
    if (session.query === at.query) return;
    this.#before = goesOn && before.length > 0 ? before : [...before, at];
  }

  /** Goes back to before the last change. @returns false when there is none. */
  takeBack(open: (before: Before) => void): boolean {
    const before = this.#before;
    const last = before.at(-1);
    if (last === undefined) return false;
    open(last);
    this.#before = before.slice(0, -1);
    return true;
  }
}
