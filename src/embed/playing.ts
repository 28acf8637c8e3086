import { holdOf } from '../player/playback/playback';
import type { Driver } from './driver';
import type { EmbedOptions } from './options';
import { findStep, goToStep, reopen, withoutReader } from './place';
import { happen, unseen, type Happening } from './playRules';
import { keep, kept } from './storage';

/** Where the options and the rules of playing meet the session. What it does is drawn by the caller's `driver.act`. */
export interface Playing {
  loops: boolean;
  /** A copy that does as its deck's own embed does: nothing starts here by itself. */
  follows: boolean;
  /** Playing came to its end and stands there: that of the run, or the step of the option `until`. */
  readonly ended: boolean;
  /** Between which events the clicker walks: from `step` to `until`. */
  readonly range: { first: number; last: number };
  /** The slide came or went. Draws. */
  happen(what: Happening): void;
  /** Does what nobody asked for. Draws. */
  byItself(change: () => void): void;
  /** What a button means that is pressed while the poster or the end is shown. Whether that is all. Draws. */
  takePress(deed: string): boolean;
  /** Plays, from the first step if it is at the last. */
  play(): void;
  pause(): void;
  /** Another copy plays. Where its slide is not shown it waits. */
  playAlong(): void;
  /** One step on or back. From the poster, to the step that it stands for. */
  step(direction: 1 | -1): void;
  /** To where it was opened. `all`: also sliders, variant and the like; without it the place alone. */
  home(all?: boolean): void;
}

/** Begins it: as it was left, or as it was meant to be opened. */
export function startPlaying(driver: Driver, options: EmbedOptions): Playing {
  const { session } = driver;
  const { query, step, until, poster, resets } = options;
  let showing = { ...unseen };
  /** The step of the option `poster` is shown, instead of the one that playing starts from. */
  let waits = false;
  /** Playing stopped at the step of the option `until`. */
  let stopped = false;
  let looping = false;
  /** The beat, by its place, at which playing began. */
  let from = 0;

  const isPlaying = (): boolean => session.state === 'playing';
  const set = (plays: boolean): void => {
    if (isPlaying() !== plays) session.playPause();
  };
  const at = (place: string): number => findStep(session, place)?.place ?? Infinity;
  const now = (): readonly unknown[] => [
    session.run,
    session.timeNs,
    session.position.told,
    session.state === 'playing',
  ];
  let before = now();

  const save = (): void => {
    if (resets || !showing.started) return;
    keep({ query: withoutReader(session.query), playing: showing.interrupted || isPlaying() });
  };

  const playing: Playing = {
    loops: options.loop,
    follows: false,
    get ended() {
      return stopped || session.state === 'ended';
    },
    get range() {
      return { first: at(step ?? '1'), last: at(until ?? 'last') };
    },
    happen(what) {
      if (playing.follows) return;
      const { showing: next, deeds } = happen(showing, what, options, isPlaying());
      showing = next;
      if (deeds.length > 0) {
        playing.byItself(() => {
          for (const deed of deeds) {
            if (deed === 'play') playing.play();
            else if (deed === 'pause') set(false);
            else if (!waits) playing.home(true);
          }
        });
      }
      save();
    },
    byItself(change) {
      driver.act(change, true);
    },
    takePress(deed) {
      if (!waits && !(playing.ended && deed === 'play')) return false;
      driver.act(() => playing.home());
      return deed === 'next' || deed === 'previous';
    },
    play() {
      if (waits || playing.ended) playing.home();
      set(true);
    },
    pause() {
      set(false);
      showing.interrupted = false;
    },
    playAlong() {
      if (playing.follows || showing.shown) set(true);
      else showing.interrupted = true;
    },
    step(direction) {
      if (waits) playing.home();
      else session.step(direction);
    },
    home(all) {
      const wanted = new URLSearchParams(all ? withoutReader(query) : session.query);
      const opened = new URLSearchParams(query);
      for (const key of ['step', 't']) {
        wanted.delete(key);
        const value = opened.get(key);
        if (value !== null) wanted.set(key, value);
      }
      reopen(session, `${wanted}`);
      if (step === 'last') goToStep(session, step);
      waits = false;
    },
  };

  const stopAtUntil = (): void => {
    if (until === null) return;
    const end = at(until);
    if (session.beatPlace !== end || !session.atBeat) stopped = false;
    if (!isPlaying() || session.beatPlace < end || from >= end) return;
    playing.byItself(() => {
      stopped = true;
      session.seekBeat(end);
    });
  };

  /** Again from the start, after the last step was to be seen as long as the others. */
  const loop = (): void => {
    if (looping || !playing.loops || !playing.ended) return;
    looping = true;
    setTimeout(() => {
      looping = false;
      if (!playing.ended || !playing.loops) return;
      if (showing.shown && !showing.asleep) playing.byItself(playing.play);
      else showing.interrupted = true;
    }, holdOf(session));
  };

  driver.onchange(() => {
    const after = now();
    const moved = after.some((value, i) => value !== before[i]);
    if (isPlaying()) {
      showing.started = true;
      if (!before.at(-1)) from = session.beatPlace;
    }
    before = after;
    // Whoever does something decides whether it plays on. Nor does coming into sight start what was brought to a
    // place before, as by a copy that stands there.
    if (moved && !driver.auto)
      Object.assign(showing, { started: true, touched: true, interrupted: false });
    if (moved && (isPlaying() || !driver.auto)) waits = false;
    stopAtUntil();
    loop();
  });
  addEventListener('pagehide', save);

  const left = resets ? null : kept();
  if (left || step === 'last' || poster !== null) {
    playing.byItself(() => {
      if (step === 'last') goToStep(session, step);
      if (left) {
        reopen(session, left.query);
        showing = { ...unseen, started: true, interrupted: left.playing };
      } else if (poster !== null) {
        waits = goToStep(session, poster);
      }
    });
  }
  return playing;
}
