import type { Session } from '../session/session.svelte';

/** A change, and whether it was nobody's. */
interface Deed {
  change: () => void;
  auto: boolean;
}

/**
 * What moves an embed: buttons, keys, the host page's messages, its own copies, the clock. Each change
 * goes through `act`, so that the picture and everyone who listens agree about what is shown.
 */
export class Driver {
  readonly session: Session;
  /** Hands of the room for each option of the bet, as they were counted. */
  hands = $state.raw<readonly number[]>([]);
  readonly #draw: () => void;
  /** What is still to be done: empty unless something is being done. */
  readonly #queue: Deed[] = [];
  #deed: Deed | null = null;
  readonly #listeners: (() => void)[] = [];

  /** @param draw brings what follows from the session into the document, at once. */
  constructor(session: Session, draw: () => void) {
    this.session = session;
    this.#draw = draw;
  }

  /** True while something is done that nobody did, as when a slide came or went, and the listeners are told of it. */
  get auto(): boolean {
    return this.#deed?.auto ?? false;
  }

  /**
   * Changes the session, draws, then tells the listeners, in the order in which they came. Called again meanwhile, as by
   * a listener, it comes after that: every listener is told of every change, in the same order.
   */
  act(change: (session: Session) => void, auto = false): void {
    this.#do(() => change(this.session), auto);
  }

  /** One more hand for an option of the bet, while it is open. The option with most hands is the room's bet. */
  count(option: number): void {
    const options = this.session.betView?.options ?? [];
    if (this.session.bet.settled || options[option] === undefined) return;
    this.#do(() =>
      this.takeHands(options.map((_, i) => (this.hands[i] ?? 0) + (i === option ? 1 : 0))),
    );
  }

  /** Hands as another copy has counted them. To be called within `act`. */
  takeHands(hands: readonly number[]): void {
    this.hands = hands;
    if (hands.length > 0) this.session.chooseBet(hands.indexOf(Math.max(...hands)));
  }

  /** Calls `listener` after each change. */
  onchange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  #do(change: () => void, auto = false): void {
    this.#queue.push({ change, auto });
    if (this.#deed !== null) return;
    try {
      while ((this.#deed = this.#queue.shift() ?? null) !== null) {
        this.#deed.change();
        this.#draw();
        for (const listener of this.#listeners) listener();
      }
    } finally {
      // After an error: what was to follow was meant for what did not come about.
      this.#deed = null;
      this.#queue.length = 0;
    }
  }
}
