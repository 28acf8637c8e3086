import { holdOf } from '../player/playback/playback';
import type { Session } from '../session/session.svelte';
import type { Driver } from './driver.svelte';
import type { EmbedOptions } from './options';
import { findStep, goToStep, reopen, withoutReader } from './steps';
import type { Change, Deed, Happening, PlayEvent } from './playEvents';
import { afterEvent, freshPlay } from './playMachine';
import { keep, resumed } from './storage';

/** What a change of the session is known by. */
const standing = ({ run, timeNs, position, state }: Session) => ({
  run,
  timeNs,
  told: position.told,
  state,
});

/**
 * Where the options and the machine of playing meet the session. Methods that say “draws” go through the driver by
 * themselves; others are for whoever is inside of its `act`.
 */
export class Playing {
  loops: boolean;
  /** A copy that does as its deck's own embed does: nothing starts here by itself. */
  follows = false;
  readonly #driver: Driver;
  readonly #options: EmbedOptions;
  #state;
  #before;
  #looksAtEnd: ReturnType<typeof setTimeout> | undefined;

  /** Begins it: as it was left, or as it was meant to be opened. Draws. */
  constructor(driver: Driver, options: EmbedOptions) {
    this.#driver = driver;
    this.#options = options;
    this.loops = options.loop;
    this.#state = freshPlay({ autoplay: options.autoplay, resets: options.resets });
    this.#before = standing(driver.session);
    driver.onchange(() => this.#changed());
    this.#open();
  }

  /** Playing came to its end and stands there: that of the run, or the step of the option `until`. */
  get ended(): boolean {
    const atUntil = this.#state.matches({ course: 'ended' }) && this.#until === 'at';
    return this.#driver.session.state === 'ended' || (atUntil && !this.#plays);
  }

  /** Between which beats, by their places, the clicker walks: from `step` to `until`. */
  get range(): { first: number; last: number } {
    const { step, until } = this.#options;
    return { first: this.#placeOf(step ?? '1'), last: this.#placeOf(until ?? 'last') };
  }

  /** The slide came or went. Draws. */
  happen(what: Happening): void {
    if (this.follows) return;
    this.#send({ type: what });
    this.save();
  }

  /** Does what nobody asked for. Draws. */
  byItself(change: () => void): void {
    this.#driver.act(change, true);
  }

  /** A button is pressed: while the poster is shown, that first leads to where playing starts from. Draws. */
  press(what: () => void): void {
    if (this.#poster) this.#driver.act(() => this.home());
    what();
  }

  /** Plays, from the first step if it is at the last. */
  play(): void {
    if (this.#poster || this.ended) this.home();
    this.#set(true);
  }

  pause(): void {
    this.#set(false);
    this.#send({ type: 'pause' });
  }

  /** Another copy plays. Where its slide is not shown it waits. Draws. */
  playAlong(): void {
    if (this.follows) this.#driver.act(() => this.#set(true));
    else this.#send({ type: 'join' });
  }

  /** One step on or back. From the poster, to the step that it stands for. */
  step(direction: 1 | -1): void {
    if (this.#poster) this.home();
    else this.#driver.session.step(direction);
  }

  /** To where it was opened. `all`: also sliders, variant and the like; without it the place alone. */
  home(all = false): void {
    const { session } = this.#driver;
    const { query, step } = this.#options;
    const wanted = new URLSearchParams(all ? withoutReader(query) : session.query);
    const opened = new URLSearchParams(query);
    for (const key of ['step', 't']) {
      wanted.delete(key);
      const value = opened.get(key);
      if (value !== null) wanted.set(key, value);
    }
    reopen(session, `${wanted}`);
    if (step === 'last') goToStep(session, step);
    this.#send({ type: 'home' });
  }

  /** Keeps where it is, for a window that loads it anew (`reset=never`). */
  save(): void {
    if (this.#options.resets || this.#state.matches({ motion: 'fresh' })) return;
    const playing = this.#plays || this.#state.matches({ motion: 'due' });
    keep({ query: withoutReader(this.#driver.session.query), playing });
  }

  get #plays(): boolean {
    return this.#driver.session.state === 'playing';
  }

  /** The step of the option `poster` is shown, instead of the one that playing starts from. */
  get #poster(): boolean {
    return this.#state.matches({ poster: 'shown' });
  }

  get #until(): Change['until'] {
    const { session } = this.#driver;
    const { until } = this.#options;
    const end = until === null ? Infinity : this.#placeOf(until);
    if (session.beatPlace < end) return 'before';
    return session.beatPlace === end && session.atBeat ? 'at' : 'after';
  }

  #placeOf(step: string): number {
    return findStep(this.#driver.session, step)?.place ?? Infinity;
  }

  #set(plays: boolean): void {
    if (this.#plays !== plays) this.#driver.session.playPause();
  }

  #open(): void {
    const { session } = this.#driver;
    const { step, poster, resets } = this.#options;
    const left = resets ? null : resumed();
    if (left === null && step !== 'last' && poster === null) return;
    this.byItself(() => {
      if (step === 'last') goToStep(session, step);
      if (left !== null) {
        reopen(session, left.query);
        this.#send({ type: 'left', playing: left.playing });
      } else if (poster !== null && goToStep(session, poster)) {
        this.#send({ type: 'poster' });
      }
    });
  }

  #changed(): void {
    const before = this.#before;
    const now = (this.#before = standing(this.#driver.session));
    const keys = Object.keys(now) as (keyof typeof now)[];
    if (keys.every((key) => now[key] === before[key])) return;
    const plays = now.state === 'playing';
    this.#send({
      type: 'change',
      plays,
      began: plays && before.state !== 'playing',
      ended: now.state === 'ended',
      until: this.#until,
      byItself: this.#driver.auto,
    });
  }

  #send(event: PlayEvent): void {
    const { state, deeds } = afterEvent(this.#state, event);
    this.#state = state;
    if (deeds.length > 0) this.byItself(() => deeds.forEach((deed) => this.#do(deed)));
  }

  #do(deed: Deed): void {
    if (deed === 'play') this.play();
    else if (deed === 'pause') this.#set(false);
    else if (deed === 'stop') this.#driver.session.seekBeat(this.range.last);
    else if (deed === 'reset' && !this.#poster) this.home(true);
    else if (deed === 'hold') this.#holdEnd();
  }

  /** Again from the start, after the last step was to be seen as long as the others. */
  #holdEnd(): void {
    clearTimeout(this.#looksAtEnd);
    const { run, by, speed, reducedMotion, scenario } = this.#driver.session;
    if (run === null) return;
    const logarithmic = scenario.timeline === 'logarithmic';
    const holdMs = holdOf({ recording: run.recording, by, speed, reducedMotion, logarithmic });
    this.#looksAtEnd = setTimeout(() => {
      if (this.loops && this.ended) this.#send({ type: 'again' });
    }, holdMs);
  }
}
