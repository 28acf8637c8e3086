import type { Session } from '../session/session.svelte';

/**
 * What moves an embed: buttons, keys, the host page's messages, its own copies, the clock. Each change
 * goes through `act`, so that the picture and everyone who listens agree about what is shown.
 */
export class Driver {
  readonly session: Session;
  /** Hands of the room for each option of the bet, as they were counted. */
  hands: number[] = [];
  /** True from Reveal until somebody moves on: the answer stands over the picture. */
  answered = false;
  readonly #draw: () => void;
  readonly #listeners = new Set<() => void>();

  /** @param draw shows the session as it now is. */
  constructor(session: Session, draw: () => void) {
    this.session = session;
    this.#draw = draw;
  }

  /** Changes the session, draws it, then tells the listeners, in the order in which they came. */
  act(change: (session: Session) => void): void {
    this.answered = false;
    change(this.session);
    this.#changed();
  }

  /** One more hand for an option of the bet, while it is open. The option with most hands is the room's bet. */
  count(option: number): void {
    const options = this.session.betView?.options ?? [];
    if (this.session.bet.settled || options[option] === undefined) return;
    this.hands = options.map((_, i) => (this.hands[i] ?? 0) + (i === option ? 1 : 0));
    this.session.chooseBet(this.hands.indexOf(Math.max(...this.hands)));
    this.#changed();
  }

  /** Shows the answer of the bet. */
  reveal(): void {
    this.session.bet.skip();
    this.answered = true;
    this.#changed();
  }

  /** Calls `listener` after each change. Returns what stops it. */
  onchange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    this.#draw();
    for (const listener of this.#listeners) listener();
  }
}
