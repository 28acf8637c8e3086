import type { Recording } from '../../recording/recording';
import { storyStops } from './steps';

const NS_PER_MS = 1_000_000;

/** Playing a story takes so long at speed 1, in ms, as far as it has beats enough. */
export const PLAY_MS = { least: 20_000, aim: 24_000, most: 40_000 } as const;

/** It stands so long at a beat, at speed 1: no less, or nothing is seen, and no longer, or one takes it to have ended. */
export const HOLD_MS = { least: 1200, most: 5000 } as const;

/** Of `PLAY_MS.most`, what standing may take, and what all of it may: the rest is for what is not to be foreseen. */
const HOLDS_MS_MOST = 24_000;
const ALL_MS_MOST = 36_000;

/** On a logarithmic axis the playhead takes so long, in wall ms, for time to grow by a factor of e. */
export const E_FOLD_WALL_MS = 2000;

/** How a story is played at speed 1. */
export interface Tempo {
  /** How long it stands at each beat, in wall ms. */
  holdMs: number;
  /** How much faster than the reader's time virtual time runs between beats: 1 wherever that will do. */
  pace: number;
}

interface Playing {
  /** Late virtual time runs faster: see `E_FOLD_WALL_MS`. */
  logarithmic: boolean;
  /** It shows stills. */
  reducedMotion: boolean;
}

const cache = new WeakMap<Recording, Map<string, Tempo>>();

/**
 * The tempo of a story: it takes 20 to 40 s, so it stands longer where little happens, and runs faster where much time
 * goes by. A recording that tells no story runs as fast as the reader's time.
 */
export function tempoOf(recording: Recording, playing: Playing): Tempo {
  if ((recording.beats ?? []).length === 0) return { holdMs: HOLD_MS.least, pace: 1 };
  let tempos = cache.get(recording);
  if (tempos === undefined) cache.set(recording, (tempos = new Map()));
  const key = `${playing.logarithmic} ${playing.reducedMotion}`;
  let tempo = tempos.get(key);
  if (tempo === undefined) tempos.set(key, (tempo = findTempo(recording, playing)));
  return tempo;
}

function findTempo(recording: Recording, { logarithmic, reducedMotion }: Playing): Tempo {
  const stops = storyStops(recording);
  const [startMs, endMs] = [stops[0]!.timeNs / NS_PER_MS, stops.at(-1)!.timeNs / NS_PER_MS];
  const movesMs = reducedMotion ? 0 : wayMs(startMs, endMs, logarithmic);
  // It does not stand at the first, from which it starts, nor at the last, where it has ended.
  const holds = Math.max(1, stops.length - 2);
  const wanted = (PLAY_MS.aim - movesMs) / holds;
  const most = Math.min(HOLD_MS.most, HOLDS_MS_MOST / holds);
  const holdMs = Math.min(most, Math.max(HOLD_MS.least, wanted));
  return { holdMs, pace: Math.max(1, movesMs / (ALL_MS_MOST - holds * holdMs)) };
}

/** How long the way from one virtual time to another takes at pace 1, in wall ms; all in ms. */
export function wayMs(startMs: number, endMs: number, logarithmic: boolean): number {
  if (!logarithmic) return endMs - startMs;
  const even = Math.max(0, Math.min(endMs, E_FOLD_WALL_MS) - startMs);
  const growth = Math.log(Math.max(endMs, E_FOLD_WALL_MS) / Math.max(startMs, E_FOLD_WALL_MS));
  return even + E_FOLD_WALL_MS * growth;
}

/** Virtual time after `ranMs` of that way, in ms: `wayMs` the other way round. */
export function reachedMs(startMs: number, ranMs: number, logarithmic: boolean): number {
  if (!logarithmic) return startMs + ranMs;
  const evenMs = Math.max(0, E_FOLD_WALL_MS - startMs);
  if (ranMs <= evenMs) return startMs + ranMs;
  return Math.max(startMs, E_FOLD_WALL_MS) * Math.exp((ranMs - evenMs) / E_FOLD_WALL_MS);
}
