import type { VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import {
  beatIds,
  beatPlaceAt,
  indexAtTime,
  indexOfBeat,
  firstStep,
  lastStep,
  stepFrom,
  storySteps,
  type StepBy,
} from './steps';

/** How long playing by beat rests on each beat, and how long by event or turn on each step, at speed 1. */
export const HOLD_WALL_MS = 1200;
export const EVENT_WALL_MS = 400;
export const TURN_WALL_MS = 800;

const NS_PER_MS = 1_000_000;

/** Where the reader is in the run. */
export interface Position {
  /** The last event that has happened, from 0. */
  index: number;
  /** The playhead: at or after that event, before the next one that is later. */
  timeNs: VirtualNs;
}

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

/** The position at an event. */
export function positionAt(recording: Recording, index: number): Position {
  const at = Math.max(0, Math.min(Math.floor(index), recording.events.length - 1));
  return { index: at, timeNs: recording.events[at]?.timeNs ?? 0 };
}

/** The position at a time: after all events up to then. */
export function positionAtTime(recording: Recording, timeNs: VirtualNs): Position {
  return { index: indexAtTime(recording, timeNs), timeNs };
}

/** What to keep of a position at event `index`: the beat if it is exactly there, else the time. */
export function anchorAt(recording: Recording, position: Position): Anchor {
  const event = recording.events[position.index];
  if (event?.kind === 'beat' && event.timeNs === position.timeNs) {
    return { kind: 'beat', id: event.id };
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
  for (let place = ids.indexOf(anchor.id); place >= 0; place--) {
    const index = indexOfBeat(after, ids[place]!);
    if (index !== null) return positionAt(after, index);
  }
  return positionAt(after, indexOfBeat(after, anchor.id) ?? firstStep(after));
}

/** True when playing has nowhere to go. */
export function isAtEnd(playback: Playback): boolean {
  const { recording, by, index } = playback;
  if (by !== 'beat') return stepFrom(recording, by, index, 'next') === index;
  // Not by the time: several beats may share that of the last event.
  return index >= lastStep(recording);
}

/**
 * Playing for `wallMs` of the reader's time. By beat, virtual time runs as fast as the reader's times `speed`, so a
 * block of 3 s lasts 3 s, and stands at each beat; by event and by turn each step stands a fixed time.
 */
export function advance<P extends Playback>(playback: P, wallMs: number): P {
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
      const index = stepFrom(next.recording, next.by, next.index, 'next');
      next = { ...next, ...positionAt(next.recording, index), holdWallMs: holdOf(next) };
    }
  }
  return next;
}

/** How long a step stands, in wall ms. */
export function holdOf(playback: Pick<Playback, 'by' | 'speed'>): number {
  const wallMs = { beat: HOLD_WALL_MS, event: EVENT_WALL_MS, turn: TURN_WALL_MS }[playback.by];
  return wallMs / playback.speed;
}

/** On a logarithmic axis the playhead takes so long, in wall ms, for time to grow by a factor of e. */
export const E_FOLD_WALL_MS = 2000;

/** How much faster than the reader's time virtual time runs. */
function paceOf({ timeNs, speed, logarithmic }: Playback): number {
  return speed * (logarithmic ? Math.max(1, timeNs / NS_PER_MS / E_FOLD_WALL_MS) : 1);
}

/** Moves the playhead, up to the next beat. Returns the wall time left over. */
function runToBeat(playback: Playback, wallMs: number): number {
  const { recording } = playback;
  const speed = paceOf(playback);
  const goal = nextStop(playback);
  const goalNs = recording.events[goal]!.timeNs;
  const timeNs = playback.timeNs + Math.round(wallMs * NS_PER_MS * speed);
  if (timeNs < goalNs) {
    // Equal times: what comes after the beat has not happened before it.
    playback.index = Math.max(playback.index, Math.min(indexAtTime(recording, timeNs), goal - 1));
    playback.timeNs = timeNs;
    return 0;
  }
  const usedMs = Math.max(0, goalNs - playback.timeNs) / NS_PER_MS / speed;
  Object.assign(playback, positionAt(recording, goal));
  playback.holdWallMs = holdOf(playback);
  return Math.max(0, wallMs - usedMs);
}

/** The next beat, or the last step when the reader is past all of them. */
function nextStop(playback: Playback): number {
  const { recording, index } = playback;
  const steps = storySteps(recording);
  return steps.find((step) => step > index) ?? steps.at(-1)!;
}

/** Place of the present beat among those of this run from 1, and how many there are; 0 of 0 without beats. */
export function beatOf(
  recording: Recording,
  index: number,
): { place: number; count: number; id: string | null } {
  const ids = beatIds(recording);
  const place = beatPlaceAt(recording, index);
  return { place: place + 1, count: ids.length, id: ids[place] ?? null };
}
