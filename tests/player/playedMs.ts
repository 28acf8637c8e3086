import { advance, isAtEnd, type Playback } from '../../src/player/playback/playback';
import { firstStop } from '../../src/player/playback/steps';
import type { Recording } from '../../src/recording/recording';

/** How long playing a run at speed 1 takes, from Play to the last beat, in frames of 50 ms. */
export function playedMs(
  recording: Recording,
  way: Pick<Playback, 'logarithmic' | 'reducedMotion'>,
): number {
  let now: Playback = {
    ...firstStop(recording),
    recording,
    by: 'beat',
    speed: 1,
    holdWallMs: 0,
    ...way,
  };
  let ms = 0;
  for (; !isAtEnd(now); ms += 50) now = advance(now, 50);
  return ms;
}
