import type { PlayerEvent } from '../player/playback/playerMachine';
import { exactMs, spoken } from '../player/measures/durations';
import type { VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import type { Scenario } from '../scenario/types';
import {
  isAtBeat,
  placeOfBeat,
  positionAtTime,
  turnSteps,
  type Position,
  type StepBy,
} from '../player/playback/steps';
import { shorten, type Place } from './address';
import type { Run } from './run';

/** A place in a run: a beat by its place among those of the run, an event, or any moment (the last event by then has happened). */
export type Target = { beat: number } | { index: number } | { timeNs: VirtualNs };

/** How the player goes there. */
export function seekOf(target: Target): PlayerEvent {
  if ('beat' in target) return { type: 'SEEK_BEAT', place: target.beat };
  if ('index' in target) return { type: 'SEEK_INDEX', index: target.index };
  return { type: 'SEEK_TIME', timeNs: target.timeNs };
}

/** Where an address points in this run, and what had to be changed for it (null: nothing). */
export interface Resolved {
  target: Target | null;
  correction: string | null;
}

/** Turns a place of the address into one of this run; one that does not exist becomes the nearest. */
export function resolvePlace(place: Place, run: Run, by: StepBy, scenario: Scenario): Resolved {
  switch (place.kind) {
    case 'start':
      return { target: null, correction: null };
    case 'named':
      return resolveName(place.beatId, run, scenario);
    case 'number':
      return resolveNumber(place.number, run, by);
    case 'time': {
      const timeMs = Math.min(Math.max(place.timeMs, 0), run.endNs / 1e6);
      const correction =
        timeMs === place.timeMs
          ? null
          : `t ${place.timeMs} is outside the run: ${spoken(exactMs(timeMs * 1e6))} is used`;
      return { target: { timeNs: Math.round(timeMs * 1e6) }, correction };
    }
  }
}

function resolveName(beatId: string, run: Run, scenario: Scenario): Resolved {
  const beat = placeOfBeat(run.recording, beatId);
  if (beat !== null) return { target: { beat }, correction: null };
  const place = scenario.beats.findIndex(({ id }) => id === beatId);
  if (place < 0) {
    return {
      target: null,
      correction: `step “${shorten(beatId)}” is not known: the first is shown`,
    };
  }
  // It exists, but not at this slider's value: the nearest one before it in the telling.
  const told = scenario.beats.slice(0, place).map(({ id }) => id);
  const before = run.beats.findLastIndex(({ id }) => told.includes(id));
  return {
    target: before < 0 ? null : { beat: before },
    correction: `step “${beatId}” does not happen in this run: the one before it is shown`,
  };
}

function resolveNumber(number: number, run: Run, by: StepBy): Resolved {
  const { targets, first } = numbered(run, by);
  const last = first + targets.length - 1;
  const nearest = Math.min(Math.max(Math.round(number), first), last);
  return {
    target: targets[nearest - first] ?? null,
    correction:
      nearest === number
        ? null
        : `step ${number} is not one of ${first} to ${last}: ${nearest} is used`,
  };
}

/** The places that a step size counts, and the number of the first of them. */
function numbered(run: Run, by: StepBy): { targets: Target[]; first: number } {
  if (by === 'beat') return { targets: run.beats.map((_, beat) => ({ beat })), first: 1 };
  const { events } = run.recording;
  if (by === 'event') return { targets: events.map((_, index) => ({ index })), first: 1 };
  const indexes = turnSteps(run.recording);
  return {
    targets: indexes.map((index) => ({ index })),
    first: events[indexes[0] ?? 0]?.turn ?? 1,
  };
}

/**
 * How the address says a place. The nearest thing to read is preferred: a beat's name, then a moment; a
 * number only where several events share the moment and a moment would point at the last of them.
 */
export function placeOf(run: Run, position: Position, by: StepBy): Place {
  const { index, told } = position;
  const event = run.recording.events[index];
  if (isAtBeat(run.recording, position)) return { kind: 'named', beatId: run.beats[told - 1]!.id };
  if (by === 'event') return { kind: 'number', number: index + 1 };
  if (by === 'turn' && event?.kind === 'iteration') return { kind: 'number', number: event.turn };
  return { kind: 'time', timeMs: wholeMs(run.recording, position) };
}

/** Whole milliseconds of a moment: no clock shows more. Only where another event would have happened by then, all of them. */
function wholeMs(recording: Recording, { index, timeNs }: Position): number {
  const exact = timeNs / 1e6;
  const same = (ms: number): boolean => positionAtTime(recording, ms * 1e6).index === index;
  return [Math.round(exact), Math.floor(exact), Math.ceil(exact)].find(same) ?? exact;
}

/** How many turns of the loop a run has. */
export function turnCount(recording: Recording): number {
  return recording.events.at(-1)?.turn ?? 0;
}

export function samePosition(a: Position, b: Position): boolean {
  return a.index === b.index && a.timeNs === b.timeNs && a.told === b.told;
}
