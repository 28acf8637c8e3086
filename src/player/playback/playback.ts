import type { VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import {
  beatIds,
  beatsOf,
  firstStop,
  indexAtTime,
  isAtBeat,
  lastStop,
  nextStop,
  placeOfBeat,
  positionAt,
  positionAtBeat,
  positionAtTime,
  stepFrom,
  storyStops,
  type Position,
  type StepBy,
} from './steps';
import { E_FOLD_WALL_MS, tempoOf, type Tempo } from './tempo';

/** How long playing by event or turn rests on each step, at speed 1; by beat, see `tempoOf`. */
export const EVENT_WALL_MS = 400;
export const TURN_WALL_MS = 800;

const NS_PER_MS = 1_000_000;

/** What the reader came to: it is kept when the run changes under the position. */
export type Anchor = { kind: 'beat'; id: string } | { kind: 'time'; timeNs: VirtualNs };

/** What playing needs to know, besides the position. */
export interface Playback extends Position {
  recording: Recording;
  by: StepBy;
  /** 0.25 to 4. */
  speed: number;
  /** The reader wants no movement: playing by beat shows stills. */
  reducedMotion: boolean;
  /** The run is shown on a logarithmic axis: late virtual time runs faster. */
  logarithmic?: boolean;
  /** Wall time that the present step still stands, in ms. */
  holdWallMs: number;
}

/** What to keep of a position: the beat if it is exactly there, else the time. */
export function anchorAt(recording: Recording, position: Position): Anchor {
  if (isAtBeat(recording, position)) {
    return { kind: 'beat', id: beatsOf(recording)[position.told - 1]!.id };
  }
  return { kind: 'time', timeNs: position.timeNs };
}

/**
 * The same place in another run: the same beat, or if that did not happen there, the nearest earlier one of the old
 * run that did; a free time stays that time, as far as `horizonNs` lets it.
 */
export function samePlace(
  anchor: Anchor,
  before: Recording,
  after: Recording,
  horizonNs: VirtualNs,
): Position {
  if (anchor.kind === 'time') return positionAtTime(after, Math.min(anchor.timeNs, horizonNs));
  const ids = beatIds(before);
  const earlier = ids.slice(0, ids.indexOf(anchor.id) + 1).reverse();
  for (const id of [...earlier, anchor.id]) {
    const place = placeOfBeat(after, id);
    if (place !== null) return positionAtBeat(after, place);
  }
  return firstStop(after);
}

/** True when playing has nowhere to go. */
export function isAtEnd(playback: Playback): boolean {
  const { recording, by } = playback;
  if (by !== 'beat') return stepFrom(recording, by, playback, 'next') === playback;
  // Not by the time: several beats may share that of the last event.
  return nextStop(recording, playback) >= storyStops(recording).length;
}

/**
 * Playing for `wallMs` of the reader's time. By beat, virtual time runs as fast as the reader's times `speed`, so a
 * block of 3 s lasts 3 s (unless the story is long: see `tempoOf`), and stands at each beat; by event and by turn each step stands a fixed time.
 *
 * @param stopIndex an event that it comes to and does not go past.
 */
export function advance<P extends Playback>(playback: P, wallMs: number, stopIndex = Infinity): P {
  if (playback.index >= stopIndex) return playback;
  const next = run(playback, wallMs);
  if (next.index < stopIndex) return next;
  return { ...next, ...positionAt(next.recording, stopIndex), holdWallMs: 0 };
}

function run<P extends Playback>(playback: P, wallMs: number): P {
  let next = { ...playback };
  let leftMs = Math.max(0, wallMs);
  while (leftMs > 0 && !isAtEnd(next)) {
    const heldMs = Math.min(leftMs, next.holdWallMs);
    if (heldMs > 0) {
      next.holdWallMs -= heldMs;
      leftMs -= heldMs;
    } else if (next.by === 'beat' && !next.reducedMotion) {
      leftMs = runToBeat(next, leftMs);
    } else {
      const position = stepFrom(next.recording, next.by, next, 'next');
      next = { ...next, ...position, holdWallMs: holdOf(next) };
    }
  }
  return next;
}

/** How long a step stands, in wall ms. */
export function holdOf(playback: Playing): number {
  const wallMs = { event: EVENT_WALL_MS, turn: TURN_WALL_MS };
  const { by, speed } = playback;
  return (by === 'beat' ? tempo(playback).holdMs : wallMs[by]) / speed;
}

type Playing = Pick<Playback, 'recording' | 'by' | 'speed' | 'reducedMotion' | 'logarithmic'>;

function tempo({ recording, reducedMotion, logarithmic = false }: Playing): Tempo {
  return tempoOf(recording, { reducedMotion, logarithmic });
}

/** How much faster than the reader's time virtual time runs. */
function paceOf(playback: Playback): number {
  const { timeNs, speed, logarithmic } = playback;
  const grows = logarithmic ? Math.max(1, timeNs / NS_PER_MS / E_FOLD_WALL_MS) : 1;
  return speed * grows * tempo(playback).pace;
}

/** Moves the playhead, up to the next beat. Returns the wall time left over. */
function runToBeat(playback: Playback, wallMs: number): number {
  const { recording } = playback;
  const speed = paceOf(playback);
  const goal = storyStops(recording)[nextStop(recording, playback)] ?? lastStop(recording);
  const timeNs = playback.timeNs + Math.round(wallMs * NS_PER_MS * speed);
  if (timeNs < goal.timeNs) {
    const index = Math.min(indexAtTime(recording, timeNs), goal.index);
    playback.index = Math.max(playback.index, index);
    playback.timeNs = timeNs;
    return 0;
  }
  const usedMs = Math.max(0, goal.timeNs - playback.timeNs) / NS_PER_MS / speed;
  Object.assign(playback, goal);
  playback.holdWallMs = holdOf(playback);
  return Math.max(0, wallMs - usedMs);
}
