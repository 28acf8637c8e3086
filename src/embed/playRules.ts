/** What an author chose about playing. */
export interface Rules {
  autoplay: boolean;
  /** Back to `step` each time that its slide is shown, else on from where it was. */
  resets: boolean;
}

/** What an embed knows of its slide. */
export interface Showing {
  /** A deck has said what is shown: from then on, it is not judged by what can be seen. */
  told: boolean;
  shown: boolean;
  /** It was shown before. */
  known: boolean;
  /** The window is hidden. */
  asleep: boolean;
  /** Somebody did something to it since it is shown. */
  touched: boolean;
  /** It has been playing, whoever started it. */
  started: boolean;
  /** It was playing when its slide or its window went: it goes on when that comes back. */
  interrupted: boolean;
}

export const unseen: Showing = {
  told: false,
  shown: false,
  known: false,
  asleep: false,
  touched: false,
  started: false,
  interrupted: false,
};

/** What happens to an embed: its deck says so, it comes into sight, its window is hidden. */
export type Happening = 'slide:start' | 'slide:stop' | 'seen' | 'unseen' | 'asleep' | 'awake';

/** `reset` goes back to `step`; `play` plays from where it is. In this order. */
export type Deed = 'reset' | 'play' | 'pause';

/**
 * What follows when something happens. Pure.
 *
 * @param playing whether it plays at this moment
 */
export function happen(
  before: Showing,
  what: Happening,
  rules: Rules,
  playing: boolean,
): { showing: Showing; deeds: Deed[] } {
  const showing = { ...before };
  if (what === 'slide:start' || what === 'slide:stop') showing.told = true;
  // reveal.js says it again, of the same slide, when a speaker's view is opened or an overview left. Of the slide
  // that its address opened it says it only then: what was touched has been seen.
  const again = before.shown && (before.told || before.touched);
  if (what === 'slide:start' && again) return goOn(showing, []);
  if (what === 'asleep') showing.asleep = true;
  if (what === 'awake') showing.asleep = false;

  const comes = what === 'slide:start' || (what === 'seen' && !showing.told && !showing.shown);
  if (comes) return arrive(showing, what === 'slide:start', rules, playing);

  if (what === 'seen' || what === 'awake') return goOn(showing, []);

  // Out of sight in a deck that speaks is not off its slide: it may be an overview.
  if (what === 'slide:stop' || (what === 'unseen' && !showing.told)) {
    showing.shown = showing.touched = false;
  }
  if (playing) showing.interrupted = true;
  return { showing, deeds: playing ? ['pause'] : [] };
}

function arrive(
  showing: Showing,
  told: boolean,
  { autoplay, resets }: Rules,
  playing: boolean,
): { showing: Showing; deeds: Deed[] } {
  // What comes into sight for the first time is as it was opened, or as its page has asked since.
  const again = told || showing.known;
  showing.shown = true;
  showing.known = true;
  if (resets && again) {
    showing.interrupted = autoplay;
    return goOn(showing, ['reset']);
  }
  if (!playing && autoplay && !showing.started) showing.interrupted = true;
  return goOn(showing, []);
}

/** Plays on what was interrupted, if it can be seen. */
function goOn(showing: Showing, deeds: Deed[]): { showing: Showing; deeds: Deed[] } {
  if (showing.interrupted && showing.shown && !showing.asleep) {
    showing.interrupted = false;
    deeds.push('play');
  }
  return { showing, deeds };
}
