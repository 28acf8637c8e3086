import { indexAtTime, storyStops, type Position } from '../../player/playback/steps';
import { reachedMs, tempoOf, wayMs } from '../../player/playback/tempo';
import type { Recording } from '../../recording/recording';

/** How long a film stands at a beat: as long as its caption takes to read, and never less than this. */
export const READ_CHARACTER_MS = 60;
export const STAND_MS_MIN = 1500;

const NS_PER_MS = 1_000_000;

/** What a film shows, and how fast. */
export interface FilmPlan {
  recording: Recording;
  /** Places of the first and the last beat among those of the run, from 0. The film begins and ends standing. */
  from: number;
  to: number;
  /** How much faster than the reader's time virtual time runs between beats. Standing does not hang on it. */
  speed: number;
  /** The run is shown on a logarithmic axis: late virtual time runs faster, as when it is played. */
  logarithmic: boolean;
  /** Caption of the beat at a place. */
  caption(place: number): string;
}

/** A part of a film: it stands at a beat, or virtual time runs from that beat to the next. */
export interface Stretch {
  kind: 'stand' | 'run';
  /** The beat that it stands at or runs from. */
  place: number;
  startMs: number;
  lengthMs: number;
}

/** The times of a film: what it shows at each moment is settled before the first frame is drawn. */
export interface Schedule {
  plan: FilmPlan;
  stretches: readonly Stretch[];
  lengthMs: number;
}

/**
 * The schedule of a film: at each beat it stands for `READ_CHARACTER_MS` times the length of the caption, between beats
 * it takes as long as playing does. Beats at the same virtual time follow each other at once. Pure.
 */
export function schedule(plan: FilmPlan): Schedule {
  const stretches: Stretch[] = [];
  let lengthMs = 0;
  const push = (kind: Stretch['kind'], place: number, takesMs: number): void => {
    if (takesMs > 0) stretches.push({ kind, place, startMs: lengthMs, lengthMs: takesMs });
    lengthMs += takesMs;
  };
  for (let place = plan.from; place <= plan.to; place++) {
    push('stand', place, standMs(plan.caption(place)));
    if (place < plan.to) push('run', place, runMs(plan, place));
  }
  return { plan, stretches, lengthMs };
}

/** How long a film stands at a beat with this caption, in ms. */
export function standMs(caption: string): number {
  return Math.max(STAND_MS_MIN, READ_CHARACTER_MS * [...caption].length);
}

/** Number of frames: frame i is shown from i / fps on, and the last one is whole. */
export function frameCount({ lengthMs }: Schedule, fps: number): number {
  return Math.max(1, Math.ceil((lengthMs / 1000) * fps - 1e-6));
}

/** Where the run is at `wallMs` of the film's own time. */
export function positionAtMs({ plan, stretches }: Schedule, wallMs: number): Position {
  const after = stretches.findIndex((one) => wallMs < one.startMs + one.lengthMs);
  const stretch = after < 0 ? stretches.at(-1)! : stretches[after]!;
  const { recording } = plan;
  const [start, goal] = [stopAt(plan, stretch.place), stopAt(plan, stretch.place + 1)];
  if (stretch.kind === 'stand') return start;
  const ranMs = Math.max(0, wallMs - stretch.startMs);
  const ranTo = reachedMs(start.timeNs / NS_PER_MS, ranMs * paceOf(plan), plan.logarithmic);
  const reachedNs = Math.round(ranTo * NS_PER_MS);
  // What comes with the next beat has not happened before its time.
  const timeNs = Math.min(goal.timeNs - 1, reachedNs);
  return { ...start, index: Math.max(start.index, indexAtTime(recording, timeNs)), timeNs };
}

/** A picture of a film and for how many frames it stays. */
export interface Shot {
  position: Position;
  frames: number;
}

/** The pictures of a film in their order: frames that show the same moment are one. */
export function shots(film: Schedule, fps: number): Shot[] {
  const found: Shot[] = [];
  const count = frameCount(film, fps);
  for (let frame = 0; frame < count; frame++) {
    const position = positionAtMs(film, (frame * 1000) / fps);
    const last = found.at(-1);
    const same = last?.position.told === position.told && last.position.timeNs === position.timeNs;
    if (same) last.frames++;
    else found.push({ position, frames: 1 });
  }
  return found;
}

/**
 * Hundredths of a second that a GIF shows frames `from` up to, not with, `to`: rounded so that the sum never drifts.
 */
export function delayCs(from: number, to: number, fps: number): number {
  return Math.round((to * 100) / fps) - Math.round((from * 100) / fps);
}

function stopAt({ recording }: FilmPlan, place: number): Position {
  const stops = storyStops(recording);
  return stops[Math.min(place, stops.length - 1)]!;
}

/** How long the way from a beat to the next takes, in ms of the film. */
function runMs(plan: FilmPlan, place: number): number {
  const timeMs = (at: number): number => stopAt(plan, at).timeNs / NS_PER_MS;
  const [startMs, endMs] = [timeMs(place), timeMs(place + 1)];
  return wayMs(startMs, endMs, plan.logarithmic) / paceOf(plan);
}

/** How fast it runs between beats: as when it is played. */
function paceOf({ recording, speed, logarithmic }: FilmPlan): number {
  return speed * tempoOf(recording, { logarithmic, reducedMotion: false }).pace;
}
