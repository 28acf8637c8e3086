import type { EventName } from './protocol';

/** What the page around is told of: as it was when it was told last, and as it is. */
export interface Told {
  state: string;
  /** The end of playing: of the run, or the step of the option `until`. */
  ended: boolean;
  stepId: string;
  timeNs: number;
}

/** At most four a second, in ms of the reader's time. */
export const TIME_EVERY_MS = 250;

/**
 * The events between two moments, in the order of an HTML player's.
 *
 * @param sinceMs the reader's time since the last `timeupdate`
 */
export function eventsBetween(before: Told, now: Told, sinceMs: number): EventName[] {
  const events: EventName[] = [];
  const [played, plays] = [before.state === 'playing', now.state === 'playing'];
  if (plays && !played) events.push('play');
  if (now.stepId !== before.stepId) events.push('stepchange');
  if (now.timeNs !== before.timeNs && (sinceMs >= TIME_EVERY_MS || (played && !plays))) {
    events.push('timeupdate');
  }
  if (played && !plays) events.push('pause');
  if (now.state !== before.state) events.push('statechange');
  if (now.ended && !before.ended && played) events.push('ended');
  if (now.state === 'error' && before.state !== 'error') events.push('error');
  return events;
}
