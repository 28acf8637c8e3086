import type { PlayerStateName } from '../player/playback/playerMachine';
import type { StepBy } from '../player/playback/steps';
import type { FocusTarget } from '../scenario/types';
import type { Wait } from '../player/world/world.types';
import type { Recording } from '../recording/recording';

/** What can be played and stepped through: a scenario's run, or a recording from outside. */
export interface Show {
  readonly state: PlayerStateName;
  playPause(): void;
  step(direction: 1 | -1, by?: StepBy): void;
  first(): void;
  last(): void;
  /** While playing: `wallMs` of the reader's time have passed. */
  tick(wallMs: number): void;
}

/** A show of whose waits one can ask why. */
export interface Explained {
  readonly run: { readonly recording: Recording } | null;
  readonly index: number;
  highlight: readonly FocusTarget[] | null;
  seekIndex(index: number): void;
  askWhy(wait: Wait | null): void;
}
