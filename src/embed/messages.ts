import type { Theme } from '../session/address';
import { answersOf, type Answers } from './answers';
import { methodsOf, type Handlers } from './methods';
import type { Driver } from './driver.svelte';
import { eventsBetween, type Told } from './events';
import { Inbox } from './inbox';
import type { EmbedOptions } from './options';
import { framed, tell } from './parent';
import type { Happening } from './playEvents';
import type { Playing } from './playing';
import { EVENTS, formatEvent, formatResize, readMessage, type Command } from './protocol';

/** What a page around may reach besides the session. */
export interface Reach {
  driver: Driver;
  playing: Playing;
  options: EmbedOptions;
  happen(what: Happening): void;
  setTheme(theme: Theme | 'auto'): void;
  /** A host helper is there. */
  hosted(): void;
}

/** Listeners of one event: more than these are not written down. */
const MAX_LISTENERS = 20;
const RESIZE = 'iframe.resize';

/**
 * Obeys the page around, and tells it what happens here. What it says is read as data: a method of a fixed list with
 * a value that is checked. What is not understood is counted, at the root's `data-ignored`.
 */
export function followMessages(reach: Reach, queued: readonly unknown[]): void {
  const messages = new Messages(reach);
  for (const data of queued) messages.hear(data);
  // In the place of the listener in the document's head, which has queued so far.
  window.onmessage = ({ source, data }) => {
    if (source === parent && framed()) messages.hear(data);
  };
}

class Messages {
  readonly #reach: Reach;
  readonly #answers: Answers;
  /** What changes the picture. */
  readonly #methods: Handlers;
  /** What does not, or sees to it itself. */
  readonly #quiet: Handlers;
  readonly #listeners = new Map<unknown, Set<string | undefined>>();
  readonly #inbox = new Inbox((next) => this.#obeyAll(next), {
    now: () => performance.now(),
    later: setTimeout,
  });
  #told: Told;
  #timeToldMs = -Infinity;
  #ignored = 0;

  constructor(reach: Reach) {
    const { driver, playing, options, happen, setTheme } = reach;
    this.#reach = reach;
    this.#answers = answersOf(driver.session, options);
    this.#methods = methodsOf(driver.session, playing, setTheme);
    this.#quiet = {
      'slide:start': () => happen('slide:start'),
      'slide:stop': () => happen('slide:stop'),
      setLoop(value) {
        playing.loops = value === true || value === 1 || value === '1' || value === 'true';
      },
      host: () => reach.hosted(),
      addEventListener: (event, listener) => this.#listen(event, listener),
      removeEventListener: (event, listener) => this.#forget(event, listener),
    };
    this.#told = this.#now;
    driver.onchange(() => this.#changed());
    addEventListener('resize', () => {
      if (this.#listeners.get(RESIZE)?.size) resized();
    });
    this.#tell('ready');
    if (driver.session.state === 'error') this.#tell('error');
  }

  hear(data: unknown): void {
    const command = readMessage(data);
    if (command === null || !this.#inbox.push(command)) this.#ignore();
  }

  #obeyAll(next: () => Command | undefined): void {
    let command = next();
    while (command) {
      const { method, value, listener } = command;
      if (this.#methods[method]) {
        // One picture for all that come together.
        this.#reach.driver.act(() => {
          for (; command && this.#methods[command.method]; command = next()) {
            if (this.#methods[command.method]!(command.value) === false) this.#ignore();
          }
        });
        continue;
      }
      const quiet = this.#quiet[method];
      if (quiet === undefined) this.#tell(method as keyof Answers, listener);
      else if (quiet(value, listener) === false) this.#ignore();
      command = next();
    }
  }

  #listen(event: unknown, listener: string | undefined): boolean {
    if (event !== RESIZE && !EVENTS.some((one) => one === event)) return false;
    const all = this.#listeners.get(event) ?? new Set();
    if (all.size >= MAX_LISTENERS) return false;
    this.#listeners.set(event, all.add(listener));
    // What has happened already is told at once.
    if (event === RESIZE) resized();
    const failed = this.#reach.driver.session.state === 'error';
    if (event === 'ready' || (event === 'error' && failed)) this.#tell(event, listener);
    return true;
  }

  #forget(event: unknown, listener: string | undefined): void {
    const all = this.#listeners.get(event);
    if (listener === undefined) all?.clear();
    else all?.delete(listener);
  }

  #changed(): void {
    const [before, wallMs] = [this.#told, performance.now()];
    this.#told = this.#now;
    for (const event of eventsBetween(before, this.#told, wallMs - this.#timeToldMs)) {
      const all = this.#listeners.get(event);
      if (event === 'timeupdate') this.#timeToldMs = wallMs;
      // Who has asked is told as asked; a page that never asks hears of all but the time.
      if (all?.size) all.forEach((listener) => this.#tell(event, listener));
      else if (event !== 'timeupdate') this.#tell(event);
    }
  }

  #tell(name: keyof Answers, listener?: string): void {
    tell(formatEvent(name, this.#answers[name]() as never, listener));
  }

  #ignore(): void {
    document.documentElement.dataset['ignored'] = `${++this.#ignored}`;
  }

  get #now(): Told {
    const { driver, playing } = this.#reach;
    const { state, beat, timeNs } = driver.session;
    return { state, ended: playing.ended, stepId: beat?.id ?? '', timeNs };
  }
}

function resized(): void {
  tell(formatResize(Math.round((innerWidth * 9) / 16), location.href));
}
