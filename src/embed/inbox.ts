import type { Command } from './protocol';

/** So long after one batch comes the next, in ms: what is drawn in between nobody could see. */
const PAUSE_MS = 16;
/** So long may a batch take before the rest has to wait, in ms. */
const WORK_MS = 8;
/** More commands than this do not wait. */
const LENGTH = 500;

/** Of these, one right after another of the same kind takes its place. */
const LAST_COUNTS = /^(setCurrentTime|goToStep|setTheme|setSpeed|setState|setLoop)$/;

/** What an inbox lives on: a clock, and a way to come back later. */
export interface Outside {
  /** In ms. */
  now(): number;
  later(what: () => void, delayMs: number): void;
}

/**
 * Commands of the page around, in their order. One that comes alone is obeyed at once; of a flood, as many as there
 * is time for, and the picture is drawn once for all of them.
 */
export class Inbox {
  readonly #obey: (next: () => Command | undefined) => void;
  readonly #outside: Outside;
  readonly #queue: Command[] = [];
  #freeAtMs = 0;
  #waiting = false;

  /** @param obey takes commands from `next` until there is none, then draws. */
  constructor(obey: (next: () => Command | undefined) => void, outside: Outside) {
    this.#obey = obey;
    this.#outside = outside;
  }

  /** Whether there was room for it. */
  push(command: Command): boolean {
    const last = this.#queue.at(-1);
    if (last?.method === command.method && LAST_COUNTS.test(command.method)) this.#queue.pop();
    if (this.#queue.length >= LENGTH) return false;
    this.#queue.push(command);
    this.#work();
    return true;
  }

  #work(): void {
    if (this.#waiting) return;
    const { now, later } = this.#outside;
    const beganMs = now();
    if (beganMs >= this.#freeAtMs) {
      this.#obey(() => (now() - beganMs < WORK_MS ? this.#queue.shift() : undefined));
      this.#freeAtMs = now() + PAUSE_MS;
    }
    if (this.#queue.length === 0) return;
    this.#waiting = true;
    later(() => {
      this.#waiting = false;
      this.#work();
    }, PAUSE_MS);
  }
}
