import type { Method, StepValue } from '../embed/protocol';

/** What the machine is told of its surroundings when it asks, and what it has done there. */
export interface Surroundings {
  readonly inReveal: boolean;
  /** reveal starts and stops the iframes that it can see by itself. */
  readonly deckTells: boolean;
  /** Whether the deck was last moved backwards. */
  isBack(): boolean;
  /** Whether the deck's keys are to walk the steps. */
  walks(): boolean;
  /** What the embed's address says. */
  option(name: string): string | null;
  /** Tells the embed. */
  say(method: Method, value?: unknown): void;
  slide(how: 'start' | 'stop'): void;
  /** Puts fragments that stand for steps into the slide; `false` where there can be none. */
  addFragments(count: number): boolean;
  /** How many of them the deck has shown. */
  visible(): number;
  showFragments(count: number): void;
}

/**
 * Keeps an embed and the deck around it at the same step. What it knows has two sides that go their own ways: whether
 * the embed has answered, and what is seen of its slide.
 */
export class GuestMachine {
  /** `ready`: it has told its steps. */
  embed: 'silent' | 'ready' = 'silent';
  /** `page`: seen and never hidden, so it is on no slide: on a page that is scrolled an embed sees for itself. */
  slide: 'unseen' | 'page' | 'hidden' | 'shown' = 'unseen';
  readonly around: Surroundings;
  #names: readonly string[] = [];
  /** The steps that are walked, and the one that it is at: from 1. */
  #first = 1;
  #last = 0;
  #place = 1;
  /** Steps that were sent and not yet answered: where the embed says it is meanwhile is older. */
  #unanswered = 0;
  /** Where it has come to since the deck followed it. */
  #came: unknown;
  #hasFragments = false;

  constructor(around: Surroundings) {
    this.around = around;
  }

  /** It has so many steps, of these names where they are known. */
  steps(count: number, names = this.#names): void {
    const { inReveal, walks, option, addFragments } = this.around;
    this.#names = names;
    this.#last = count;
    this.#last = this.#placeOf(option('until')) || count;
    this.#first = Math.min(this.#placeOf(option('step')) || 1, this.#last);
    if (inReveal && walks() && !this.#hasFragments) {
      this.#hasFragments = addFragments(this.#last - this.#first);
    }
  }

  /** It is there; `isAnew`: nothing that was said before was said to it. */
  ready(isAnew: boolean): void {
    this.embed = 'ready';
    if (!isAnew) return;
    this.#unanswered = 0;
    this.#came = undefined;
  }

  /** Its document has come. */
  loaded(): void {
    if (this.around.deckTells) this.#reset();
  }

  /** What is to be seen of it; null: nothing new. */
  look(seen: boolean | null, isAnew: boolean): void {
    const { deckTells, inReveal, isBack, slide, visible, walks } = this.around;
    const before = this.slide;
    this.slide = this.#seen(seen);
    const isNew = isAnew || this.slide !== before;
    if (isNew && this.slide === 'hidden' && !deckTells) slide('stop');
    if (this.slide !== 'shown') return;
    if (isNew) {
      if (isAnew || !deckTells) slide('start');
      this.#reset();
      if (!inReveal && walks() && isBack() && this.#last > 0) this.#go(this.#last);
    }
    const asked = this.#first + visible();
    if (this.embed === 'ready' && this.#hasFragments && asked !== this.#place) this.#go(asked);
  }

  /** Goes a step, if there is one; whether it did. */
  walk(direction: 1 | -1): boolean {
    const to = this.#place + direction;
    const isInSight = this.slide === 'page' || this.slide === 'shown';
    if (!isInSight || this.around.inReveal || !this.around.walks()) return false;
    if (to < this.#first || to > this.#last) return false;
    this.#go(to);
    return true;
  }

  answered(): void {
    if (this.#unanswered > 0) this.#unanswered -= 1;
    this.#follow();
  }

  /** It went to a step by itself. */
  came(to: unknown): void {
    this.#came = to;
    this.#follow();
  }

  /** Only what was hidden is on a slide; in reveal everything is. */
  #seen(seen: boolean | null): GuestMachine['slide'] {
    if (seen === null) return this.slide;
    if (!seen) return 'hidden';
    const isNone = this.slide === 'page' || (this.slide === 'unseen' && !this.around.inReveal);
    return isNone ? 'page' : 'shown';
  }

  #reset(): void {
    if (this.around.option('reset') !== 'never') this.#place = this.#first;
  }

  #go(to: number): void {
    this.#place = to;
    this.#unanswered += 1;
    this.around.say('goToStep', to);
    this.around.say('getStep');
  }

  /** Takes the deck to where the embed has gone by itself. */
  #follow(): void {
    if (this.#unanswered > 0 || this.#came === undefined) return;
    this.#place = this.#placeOf(this.#came);
    this.#came = undefined;
    if (this.slide === 'shown' && this.#hasFragments) {
      this.around.showFragments(this.#place - this.#first);
    }
  }

  /** The step that a value names: a number as it is shown, a name, or an object that has one of them. */
  #placeOf(value: unknown): number {
    if (typeof value === 'object' && value !== null) {
      const { number, id } = value as Partial<StepValue>;
      return this.#placeOf(number ?? id);
    }
    if (value === 'last') return this.#last;
    return this.#names.indexOf(String(value)) + 1 || Number(value) || 0;
  }
}
