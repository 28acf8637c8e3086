/** What an author chose about playing. */
export interface Rules {
  autoplay: boolean;
  /** Back to `step` each time that its slide is shown, else on from where it was. */
  resets: boolean;
}

/** What happens to an embed: its deck says so, it comes into sight, its window is hidden. */
export type Happening = 'slide:start' | 'slide:stop' | 'seen' | 'unseen' | 'asleep' | 'awake';

/** What has become of the session: it went to another place, plays, or stands. */
export interface Change {
  type: 'change';
  plays: boolean;
  /** It plays, and did not before. */
  began: boolean;
  /** The run has been played to its end. */
  ended: boolean;
  /** Where it is to the step of the option `until`; without one, always before. */
  until: 'before' | 'at' | 'after';
  /** Nobody did it. Time that passes while it plays is not that: then it was seen. */
  byItself: boolean;
}

export type PlayEvent =
  | { type: Happening }
  | Change
  /** How it was left when its window went (`reset=never`). */
  | { type: 'left'; playing: boolean }
  /** The step of the option `poster` is shown; it went to where playing starts from. */
  | { type: 'poster' | 'home' }
  /** It is told to stand; another copy plays; the end was looked at long enough, and it loops. */
  | { type: 'pause' | 'join' | 'again' }
  /** The slide comes: for the first time into the sight of a page that says nothing, or anew. */
  | { type: 'comes' | 'returns' };

/** What is to be done: `reset` goes back to `step`, `stop` to `until`, `hold` looks at the end for a while. */
export const DEEDS = ['reset', 'play', 'pause', 'stop', 'hold'] as const;
export type Deed = (typeof DEEDS)[number];
