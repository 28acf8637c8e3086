import type { VirtualNs } from '../../recording/events';
import type { Recording, ToldBeat } from '../../recording/recording';
import { firstWhere } from '../world/segments';
import { lastIndexAt } from '../world/time';

export type StepBy = 'beat' | 'event' | 'turn';
export type Direction = 'next' | 'previous';

/** Where the reader is in the run. */
export interface Position {
  /** The last event that has happened, from 0. */
  index: number;
  /** The playhead: at or after that event, before the next one that is later. */
  timeNs: VirtualNs;
  /** How many beats have been told by then: several may become true with one event. */
  told: number;
}

const turnCache = new WeakMap<Recording, number[]>();

/** The beats of this run, in order. */
export function beatsOf({ beats }: Recording): readonly ToldBeat[] {
  return beats ?? [];
}

/** Indexes of the events at which a turn of the loop starts, in order. */
export function turnSteps(recording: Recording): readonly number[] {
  let indexes = turnCache.get(recording);
  if (indexes === undefined) {
    indexes = [];
    for (let i = 0; i < recording.events.length; i++) {
      if (recording.events[i]!.kind === 'iteration') indexes.push(i);
    }
    turnCache.set(recording, indexes);
  }
  return indexes;
}

/** Ids of the beats of this run, in order. */
export function beatIds(recording: Recording): string[] {
  return beatsOf(recording).map(({ id }) => id);
}

/** Place of beat `id` among those of this run, from 0, or null if it did not happen. */
export function placeOfBeat(recording: Recording, id: string): number | null {
  const place = beatsOf(recording).findIndex((beat) => beat.id === id);
  return place < 0 ? null : place;
}

/** The position at an event: with it, all beats that it made true are told. */
export function positionAt(recording: Recording, index: number): Position {
  const at = Math.max(0, Math.min(Math.floor(index), recording.events.length - 1));
  const timeNs = recording.events[at]?.timeNs ?? 0;
  const beats = beatsOf(recording);
  const isLater = ({ event, timeNs: beatNs }: ToldBeat): boolean =>
    event > at || (event === at && beatNs > timeNs);
  return { index: at, timeNs, told: firstWhere(beats.length, (i) => isLater(beats[i]!)) };
}

/** The position at a time: after all events and beats up to then. */
export function positionAtTime(recording: Recording, timeNs: VirtualNs): Position {
  const beats = beatsOf(recording);
  return {
    index: indexAtTime(recording, timeNs),
    timeNs,
    told: firstWhere(beats.length, (i) => beats[i]!.timeNs > timeNs),
  };
}

/** The position at a beat, by its place among those of this run, from 0: it is the last one told. */
export function positionAtBeat(recording: Recording, place: number): Position {
  const { event, timeNs } = beatsOf(recording)[place]!;
  return { index: event, timeNs, told: place + 1 };
}

/** Whether a position is just where its last beat was told, not after it. */
export function isAtBeat(recording: Recording, { index, timeNs, told }: Position): boolean {
  const beat = beatsOf(recording)[told - 1];
  return beat !== undefined && beat.event === index && beat.timeNs === timeNs;
}

/**
 * Where one step from a position leads: the nearest step of that size before or after it, the position itself when
 * there is none. A run without beats (a trace of real Twisted) has only its first and last event for beats; one without
 * turns (a program without a reactor) is stepped by beats.
 */
export function stepFrom(
  recording: Recording,
  by: StepBy,
  position: Position,
  direction: Direction,
): Position {
  const { index } = position;
  if (by === 'event') {
    return index + (direction === 'next' ? 1 : -1) in recording.events
      ? positionAt(recording, index + (direction === 'next' ? 1 : -1))
      : position;
  }
  const turns = by === 'turn' ? turnSteps(recording) : [];
  if (turns.length > 0) {
    const place =
      direction === 'next'
        ? firstWhere(turns.length, (i) => turns[i]! > index)
        : firstWhere(turns.length, (i) => turns[i]! >= index) - 1;
    return place in turns ? positionAt(recording, turns[place]!) : position;
  }
  const stops = storyStops(recording);
  const place =
    direction === 'next' ? nextStop(recording, position) : previousStop(recording, position);
  return stops[place] ?? position;
}

const stopsCache = new WeakMap<Recording, Position[]>();

/** Where the beats are, or the first and last event of a run that tells no story. */
export function storyStops(recording: Recording): readonly Position[] {
  let stops = stopsCache.get(recording);
  if (stops === undefined) {
    const last = recording.events.length - 1;
    stops =
      beatsOf(recording).length > 0
        ? beatsOf(recording).map((_, place) => positionAtBeat(recording, place))
        : [...new Set([0, Math.max(0, last)])].map((index) => positionAt(recording, index));
    stopsCache.set(recording, stops);
  }
  return stops;
}

/** Place of the first stop after a position among the story's; their number if there is none. */
export function nextStop(recording: Recording, { index, told }: Position): number {
  if (beatsOf(recording).length > 0) return told;
  const stops = storyStops(recording);
  return firstWhere(stops.length, (i) => stops[i]!.index > index);
}

/** Place of the last stop before a position; -1 if there is none. */
function previousStop(recording: Recording, position: Position): number {
  if (beatsOf(recording).length > 0) {
    return position.told - (isAtBeat(recording, position) ? 2 : 1);
  }
  return position.index > 0 ? 0 : -1;
}

export function firstStop(recording: Recording): Position {
  return storyStops(recording)[0]!;
}

export function lastStop(recording: Recording): Position {
  return storyStops(recording).at(-1)!;
}

/** Index of the last event at or before `timeNs`; 0 before all of them. */
export function indexAtTime(recording: Recording, timeNs: VirtualNs): number {
  return lastIndexAt(recording.events, timeNs);
}

/** Virtual time of the last event. */
export function endOf(recording: Recording): VirtualNs {
  return recording.events.at(-1)?.timeNs ?? 0;
}
