import { createActor } from 'xstate';
import type { Recording } from '../recording/recording';
import type { Bet, Values } from '../scenario/types';
import { betMachine, type BetEvent, type Choice } from './betMachine';
import type { Run } from './run';

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
  /** It was settled without a bet. */
  skipped: boolean;
  /** Why the true option is true, null while it is kept back. */
  because: string | null;
}

/** The reader's bet on one scenario. Once settled it stays settled. */
export class BetState {
  readonly #bet: Bet;
  readonly #actor = createActor(betMachine);
  readonly #moments = new WeakMap<Recording, { asked: number; settles: number }>();
  #snapshot = $state.raw(this.#actor.getSnapshot());

  /** @param asked false where nothing is asked and so nothing kept back: it begins settled. */
  constructor(bet: Bet, asked: boolean) {
    this.#bet = bet;
    this.#actor.subscribe((snapshot) => (this.#snapshot = snapshot));
    this.#actor.start();
    if (!asked) this.pass();
  }

  /** True once the truth may be seen. */
  get settled(): boolean {
    return !this.#snapshot.matches('open');
  }

  get choice(): Choice | null {
    return this.#snapshot.context.choice;
  }

  /** True when it was settled without a bet. */
  get skipped(): boolean {
    return this.#snapshot.matches('skipped');
  }

  /** True while playing or stepping stands at the question. */
  get asking(): boolean {
    return this.#snapshot.matches({ open: 'asking' });
  }

  /** True while the question, or from its button on the answer, is before the reader: until the reader moves. */
  get stands(): boolean {
    return this.#snapshot.hasTag('stands');
  }

  /**
   * The event that playing and stepping do not pass without asking; undefined where there is none, as after a choice.
   * Playing is stopped there each time, a step once, from `index` on.
   */
  stopFor(
    how: 'playing' | 'stepping',
    { recording, making }: Run,
    index: number,
  ): number | undefined {
    if (this.settled || this.choice !== null) return undefined;
    if (how === 'stepping' && this.#snapshot.matches({ open: 'asked' })) return undefined;
    const { asked } = this.#moment(recording, making.values);
    return index > asked ? undefined : asked;
  }

  put(): void {
    this.#send({ type: 'PUT' });
  }

  ask(): void {
    this.#send({ type: 'ASK' });
  }

  /** The reader goes elsewhere in the run, or on. */
  move(): void {
    this.#send({ type: 'MOVE' });
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

  pass(): void {
    this.#send({ type: 'PASS' });
  }

  /** Settles the bet when the reader has gone past the event that settles it. */
  passed({ recording, making }: Run, index: number): void {
    if (!this.settled && index > this.#moment(recording, making.values).settles) this.pass();
  }

  view(recording: Recording, values: Values): BetView {
    const options = this.#bet.options(recording, values);
    const { choice } = this;
    const still = choice !== null && options[choice.index] === choice.text;
    const chosen = still ? choice.index : null;
    return {
      question: this.#bet.question(recording, values),
      options,
      chosen,
      formerChoice: choice === null || still ? null : choice.text,
      skipped: this.skipped,
      answer: this.settled ? this.#bet.answer(recording, values) : null,
      because: this.settled ? this.#bet.because(recording, values, chosen) : null,
    };
  }

  /** It is asked for with each frame. */
  #moment(recording: Recording, values: Values): { asked: number; settles: number } {
    let moment = this.#moments.get(recording);
    if (moment === undefined) {
      const settles = this.#bet.moment(recording, values);
      moment = { settles, asked: this.#bet.asked?.(recording, values) ?? settles };
      this.#moments.set(recording, moment);
    }
    return moment;
  }

  #send(event: BetEvent): void {
    this.#actor.send(event);
  }
}
