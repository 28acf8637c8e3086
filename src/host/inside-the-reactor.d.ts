/** A beat of a scenario's story. */
export interface Step {
  /** From 1. */
  readonly number: number;
  /** Its name, as in `step="os-knows"`. */
  readonly id: string;
  /** What is told at it. */
  readonly caption: string;
}

/** The events of an `<inside-the-reactor>`. None of them bubbles. */
export interface InsideTheReactorEventMap {
  /** The embed is there: `steps`, `paused` and `currentStep` are true from now on. */
  ready: CustomEvent<{ steps: readonly Step[] }>;
  play: CustomEvent<null>;
  pause: CustomEvent<null>;
  /** `number` is counted from 1, as in `step="2"`. */
  stepchange: CustomEvent<{ number: number; id: string }>;
  /** It has played to its end, or to `until`. */
  ended: CustomEvent<null>;
  /** The embed could not be loaded, or could not show what was asked for. */
  error: CustomEvent<{ message: string }>;
}

/**
 * `<inside-the-reactor scenario="blocked-reactor" block="3" step="2" autoplay>`: an embed as an element.
 *
 * Its attributes are the options of an embed's address, and the scenario's own parameters, `variant`,
 * `compare` and `seed`; `print-step` stands for `print`, `name` for `id`. A name without a value is a yes.
 * `base` is the folder that holds `embed/`: without it, the one that the script came from.
 * `loading` is `lazy` (as it nears the screen, the default), `eager` or `click`.
 */
export class InsideTheReactorElement extends HTMLElement {
  /** Resolves when the embed is there; anew after each load. */
  readonly ready: Promise<void>;
  /** Whether it stands still. */
  readonly paused: boolean;
  /** The step that is shown, from 1; 0 before the embed is there. */
  readonly currentStep: number;
  /** The steps of this run, in their order; empty before the embed is there. */
  readonly steps: readonly Step[];
  /** Plays on, from the start when it is at its end. */
  play(): void;
  pause(): void;
  next(): void;
  prev(): void;
  /** @param step its number from 1, or its name; the nearest is shown for one that is not there. */
  goToStep(step: number | string): void;

  addEventListener<K extends keyof InsideTheReactorEventMap>(
    type: K,
    listener: (this: InsideTheReactorElement, event: InsideTheReactorEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: InsideTheReactorElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof InsideTheReactorEventMap>(
    type: K,
    listener: (this: InsideTheReactorElement, event: InsideTheReactorEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: InsideTheReactorElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'inside-the-reactor': InsideTheReactorElement;
  }
}
