import { createActor } from 'xstate';
import type { Recording } from '../recording/recording';
import type { Bet, Values } from '../scenario/types';
import { betMachine, type BetEvent, type Choice } from './betMachine';

/** The bet as it stands for one run: everything that the panel shows. */
export interface BetView {
  question: string;
  options: readonly string[];
  /** Index of the true option, null while it is kept back. */
  answer: number | null;
  /** Index of the chosen option, null when none of the present ones was. */
  chosen: number | null;
  /** Words of a choice that was made when the sliders stood elsewhere, and is no option now. */
  formerChoice: string | null;
  /** Why the true option is true, null while it is kept back. */
  because: string | null;
}

/** The reader's bet on one scenario. Once settled it stays settled. */
export class BetState {
  readonly #bet: Bet;
  readonly #actor = createActor(betMachine);
  #settled = $state.raw(false);
  #choice = $state.raw<Choice | null>(null);

  /** @param asked false where nothing is asked and so nothing kept back: it begins settled. */
  constructor(bet: Bet, asked: boolean) {
    this.#bet = bet;
    this.#actor.start();
    if (!asked) this.skip();
  }

  /** True once the truth may be seen. */
  get settled(): boolean {
    return this.#settled;
  }

  get choice(): Choice | null {
    return this.#choice;
  }

  choose(choice: Choice): void {
    this.#send({ type: 'CHOOSE', choice });
  }

  reveal(): void {
    this.#send({ type: 'REVEAL' });
  }

  skip(): void {
    this.#send({ type: 'SKIP' });
  }

  /** Skips the bet when the reader has gone past the event that settles it. */
  passed(recording: Recording, values: Values, index: number): void {
    if (!this.#settled && index > this.#bet.moment(recording, values)) this.skip();
  }

  view(recording: Recording, values: Values): BetView {
    const options = this.#bet.options(recording, values);
    const choice = this.#choice;
    const still = choice !== null && options[choice.index] === choice.text;
    const chosen = still ? choice.index : null;
    return {
      question: this.#bet.question(recording, values),
      options,
      chosen,
      formerChoice: choice === null || still ? null : choice.text,
      answer: this.#settled ? this.#bet.answer(recording, values) : null,
      because: this.#settled ? this.#bet.because(recording, values, chosen) : null,
    };
  }

  #send(event: BetEvent): void {
    if (this.#settled) return;
    this.#actor.send(event);
    const { status, context } = this.#actor.getSnapshot();
    this.#choice = context.choice;
    this.#settled = status === 'done';
  }
}
