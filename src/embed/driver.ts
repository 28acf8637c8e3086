import type { Session } from '../session/session.svelte';

/**
 * What moves an embed: buttons, keys, the host page's messages, its own copies, the clock. Each change
 * goes through `act`, so that the picture and everyone who listens agree about what is shown.
 */
export class Driver {
  readonly session: Session;
  readonly #draw: () => void;
  readonly #listeners = new Set<() => void>();

  /** @param draw shows the session as it now is. */
  constructor(session: Session, draw: () => void) {
    this.session = session;
    this.#draw = draw;
  }

  /** Changes the session, draws it, then tells the listeners, in the order in which they came. */
  act(change: (session: Session) => void): void {
    change(this.session);
    this.#draw();
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` after each change. Returns what stops it. */
  onchange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
