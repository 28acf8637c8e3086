import { holdOf } from '../player/playback';
import type { Session } from '../session/session.svelte';
import type { Driver } from './driver';
import type { EmbedOptions } from './options';
import { findStep, goToStep, reopen, withoutReader } from './place';
import { happen, unseen, type Deed, type Happening, type Showing } from './playRules';
import { keep, kept, type Kept } from './storage';

/** Where the options and the rules of playing meet the session. */
export class Playing {
  loops: boolean;
  /** A copy that does as its deck's own embed does: nothing starts here by itself. */
  follows = false;
  /** True while something is done that nobody did: a slide came or went. */
  auto = false;
  #showing: Showing = unseen;
  /** The step of the option `poster` is shown, instead of the one that playing starts from. */
  #poster = false;
  /** Playing stopped at the step of the option `until`. */
  #stopped = false;
  #looping = false;
  /** The event at which playing began. */
  #from = 0;
  /** Somebody did something, if only a step. */
  #touched = false;
  #at: { run: unknown; timeNs: number; index: number; playing: boolean };
  readonly #driver: Driver;
  readonly #options: EmbedOptions;

  constructor(driver: Driver, options: EmbedOptions) {
    this.#driver = driver;
    this.#options = options;
    this.loops = options.loop;
    const { run, timeNs, index } = driver.session;
    this.#at = { run, timeNs, index, playing: false };
    driver.onchange(() => this.#changed());
    const { step, poster, resets } = options;
    const before = resets ? null : kept();
    if (before || step === 'last' || poster !== null) {
      this.byItself((session) => this.#open(session, before));
    }
    addEventListener('pagehide', () => this.#keep());
  }

  /** Playing came to its end and stands there. */
  get ended(): boolean {
    return this.#stopped || this.#driver.session.state === 'ended';
  }

  /** The slide came or went. */
  happen(what: Happening): void {
    if (this.follows) return;
    const playing = this.#driver.session.state === 'playing';
    const { showing, deeds } = happen(this.#showing, what, this.#options, playing);
    this.#showing = showing;
    if (deeds.length > 0) {
      this.byItself((session) => deeds.forEach((deed) => this.#do(session, deed)));
    }
    if (what === 'slide:stop' || what === 'asleep' || what === 'unseen') this.#keep();
  }

  /** Plays, from the first step if it is at the last. */
  play(session: Session): void {
    if (this.#poster || this.ended) this.home(session);
    if (session.state !== 'playing') session.playPause();
  }

  pause(session: Session): void {
    if (session.state === 'playing') session.playPause();
    this.#showing.interrupted = false;
  }

  /** Another copy plays. Where its slide is not shown it waits. */
  playAlong(session: Session): void {
    if (this.follows || this.#showing.shown) {
      if (session.state !== 'playing') session.playPause();
    } else {
      this.#showing.interrupted = true;
    }
  }

  /** One step on or back. From the poster, to the step that it stands for. */
  step(session: Session, direction: 1 | -1): void {
    if (this.#poster) this.home(session);
    else session.step(direction);
  }

  /**
   * To where it was opened.
   *
   * @param all also sliders, variant and the like; without it the place alone.
   */
  home(session: Session, all = false): void {
    const { query, step } = this.#options;
    const wanted = new URLSearchParams(all ? withoutReader(query) : session.query);
    const opened = new URLSearchParams(query);
    for (const key of ['step', 't']) {
      const value = opened.get(key);
      if (value === null) wanted.delete(key);
      else wanted.set(key, value);
    }
    reopen(session, wanted.toString());
    if (step === 'last') goToStep(session, step);
    this.#poster = false;
  }

  /** Between which events the clicker walks: from `step` to `until`. */
  get range(): [first: number, last: number] {
    const { session } = this.#driver;
    const at = (step: string): number => findStep(session, step)?.index ?? 0;
    return [at(this.#options.step ?? '1'), at(this.#options.until ?? 'last')];
  }

  /** What a button means that is pressed while the poster or the end is shown. Whether that is all. */
  takePress(deed: string): boolean {
    if (!this.#poster && !(this.ended && deed === 'play')) return false;
    this.#driver.act((session) => this.home(session));
    return deed === 'next' || deed === 'previous';
  }

  #do(session: Session, deed: Deed): void {
    if (deed === 'play') this.play(session);
    else if (deed === 'reset') {
      if (!this.#poster) this.home(session, true);
    } else if (session.state === 'playing') session.playPause();
  }

  /** As it was left, or as it was meant to be opened. */
  #open(session: Session, before: Kept | null): void {
    const { step, poster } = this.#options;
    if (step === 'last') goToStep(session, step);
    if (before) {
      reopen(session, before.query);
      this.#showing = { ...unseen, started: true, interrupted: before.playing };
    } else if (poster !== null) {
      this.#poster = goToStep(session, poster);
    }
  }

  /** Does what nobody asked for. */
  byItself(change: (session: Session) => void): void {
    const before = this.auto;
    this.auto = true;
    this.#driver.act(change);
    this.auto = before;
  }

  #changed(): void {
    const { session } = this.#driver;
    const playing = session.state === 'playing';
    if (playing) this.#showing.started = true;
    const at = { run: session.run, timeNs: session.timeNs, index: session.index, playing };
    const moved = (['run', 'timeNs', 'index', 'playing'] as const).some(
      (what) => at[what] !== this.#at[what],
    );
    if (playing && !this.#at.playing) this.#from = session.index;
    this.#at = at;
    if (moved && (playing || !this.auto)) this.#poster = false;
    // Whoever does something decides whether it plays on.
    if (moved && !this.auto) {
      this.#touched = true;
      if (!playing) this.#showing.interrupted = false;
    }
    this.#stopAtUntil(playing);
    if (this.ended && this.loops) this.#loop();
  }

  #stopAtUntil(playing: boolean): void {
    const { session } = this.#driver;
    const { until } = this.#options;
    if (until === null) return;
    const end = findStep(session, until)?.index ?? Infinity;
    if (this.#stopped && session.index !== end) this.#stopped = false;
    if (!playing || session.index < end || this.#from >= end) return;
    this.#stopped = true;
    this.byItself(() => session.seekIndex(end));
  }

  /** Again from the start, after the last step was to be seen as long as the others. */
  #loop(): void {
    if (this.#looping) return;
    this.#looping = true;
    const { by, speed } = this.#driver.session;
    setTimeout(() => {
      this.#looping = false;
      const { shown, asleep } = this.#showing;
      if (!this.ended || !this.loops) return;
      if (shown && !asleep) this.byItself((session) => this.play(session));
      else this.#showing.interrupted = true;
    }, holdOf({ by, speed }));
  }

  #keep(): void {
    const { session } = this.#driver;
    if (this.#options.resets || !(this.#showing.started || this.#touched)) return;
    const playing = this.#showing.interrupted || session.state === 'playing';
    keep({ query: withoutReader(session.query), playing });
  }
}
