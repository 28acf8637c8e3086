import type { VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import { firstWhere } from './text';
import { lastIndexAt } from './time';

export type StepBy = 'beat' | 'event' | 'turn';
export type Direction = 'next' | 'previous';

const beatCache = new WeakMap<Recording, number[]>();
const turnCache = new WeakMap<Recording, number[]>();

/** Indexes of the events at which a beat of the story became true, in order. */
export function beatSteps(recording: Recording): readonly number[] {
  return cached(beatCache, recording, 'beat');
}

/** Indexes of the events at which a turn of the loop starts, in order. */
export function turnSteps(recording: Recording): readonly number[] {
  return cached(turnCache, recording, 'iteration');
}

function cached(cache: WeakMap<Recording, number[]>, recording: Recording, kind: string): number[] {
  let indexes = cache.get(recording);
  if (indexes === undefined) {
    indexes = [];
    for (let i = 0; i < recording.events.length; i++) {
      if (recording.events[i]!.kind === kind) indexes.push(i);
    }
    cache.set(recording, indexes);
  }
  return indexes;
}

/** Ids of the beats of this run, in order. */
export function beatIds(recording: Recording): string[] {
  return beatSteps(recording).map((index) => {
    const event = recording.events[index]!;
    return event.kind === 'beat' ? event.id : '';
  });
}

/** Index of the event of beat `id`, or null if it did not happen in this run. */
export function indexOfBeat(recording: Recording, id: string): number | null {
  return beatSteps(recording)[beatIds(recording).indexOf(id)] ?? null;
}

/** Place of the last beat at or before `index` among those of this run, from 0; -1 before the first. */
export function beatPlaceAt(recording: Recording, index: number): number {
  const beats = beatSteps(recording);
  return firstWhere(beats.length, (i) => beats[i]! > index) - 1;
}

/**
 * Where one step from `index` leads: the nearest step of that size before or after it, `index` itself when there is
 * none. A run without beats (a trace of real Twisted) has only its first and last event for beats; one without turns
 * (a program without a reactor) is stepped by beats.
 */
export function stepFrom(
  recording: Recording,
  by: StepBy,
  index: number,
  direction: Direction,
): number {
  const last = Math.max(0, recording.events.length - 1);
  if (by === 'event') {
    return direction === 'next' ? Math.min(last, index + 1) : Math.max(0, index - 1);
  }
  const turns = by === 'turn' ? turnSteps(recording) : [];
  const steps = turns.length > 0 ? turns : storySteps(recording);
  const place =
    direction === 'next'
      ? firstWhere(steps.length, (i) => steps[i]! > index)
      : firstWhere(steps.length, (i) => steps[i]! >= index) - 1;
  return steps[place] ?? index;
}

/** The beats, or the first and last event of a run that tells no story. */
export function storySteps(recording: Recording): readonly number[] {
  const beats = beatSteps(recording);
  if (beats.length > 0) return beats;
  const last = recording.events.length - 1;
  return last > 0 ? [0, last] : [0];
}

export function firstStep(recording: Recording): number {
  return storySteps(recording)[0]!;
}

export function lastStep(recording: Recording): number {
  return storySteps(recording).at(-1)!;
}

/** Index of the last event at or before `timeNs`; 0 before all of them. */
export function indexAtTime(recording: Recording, timeNs: VirtualNs): number {
  return lastIndexAt(recording.events, timeNs);
}

/** Virtual time of the last event. */
export function endOf(recording: Recording): VirtualNs {
  return recording.events.at(-1)?.timeNs ?? 0;
}
