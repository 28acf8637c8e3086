import { assign, emit, setup } from 'xstate';
import type { VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { advance, anchorAt, isAtEnd, samePlace, type Anchor, type Playback } from './playback';
import {
  endOf,
  firstStop,
  lastStop,
  positionAt,
  positionAtBeat,
  positionAtTime,
  stepFrom,
  type Direction,
  type Position,
  type StepBy,
} from './steps';

export interface PlayerContext extends Playback {
  /** What the reader came to: kept when the run changes. */
  anchor: Anchor;
  /** How far the playhead may go: the end of the run, or of the longest run beside it. */
  horizonNs: VirtualNs;
  /** Why there is nothing to show, in the state `error`. */
  error: string | null;
}

/** `stopIndex`: an event that playing and stepping come to and do not go past. The player emits STOPPED there. */
interface Bounded {
  stopIndex?: number | undefined;
}

export type PlayerEvent =
  /**
   * A run is there, the first or another one. `horizonNs`: how far the playhead may go if not to its end.
   * `logarithmic`: see `Playback`; the first run decides.
   */
  | { type: 'RECORDING'; recording: Recording; horizonNs?: VirtualNs; logarithmic?: boolean }
  /** There is no run to show, and why. */
  | { type: 'FAIL'; message: string }
  /** Starts to play; at the end, from the first step. */
  | ({ type: 'PLAY' } & Bounded)
  | { type: 'PAUSE' }
  /** One step by the step size that is set, or by `by`. Stops playing. */
  | ({ type: 'STEP'; direction: Direction; by?: StepBy } & Bounded)
  /** To a time (the playhead was dragged), or to an event. Stops playing. */
  | { type: 'SEEK_TIME'; timeNs: VirtualNs }
  | { type: 'SEEK_INDEX'; index: number }
  /** To a beat, by its place among those of the run, from 0. Stops playing. */
  | { type: 'SEEK_BEAT'; place: number }
  /** To the first or last beat. Stops playing. */
  | { type: 'FIRST' }
  | { type: 'LAST' }
  /** The reader's clock went on by `wallMs` since the last TICK. Only heard while playing. */
  | ({ type: 'TICK'; wallMs: number } & Bounded)
  | { type: 'BY'; by: StepBy }
  /** Speed of playing, 0.25 to 4. */
  | { type: 'SPEED'; speed: number }
  | { type: 'MOTION'; reduced: boolean };

export interface PlayerInput {
  by?: StepBy;
  speed?: number;
  reducedMotion?: boolean;
}

/** The root's `data-state`. */
export type PlayerStateName = 'loading' | 'ready' | 'playing' | 'paused' | 'ended' | 'error';

const noRecording: Recording = { reactor: 'select', end: null, events: [] };

export const MIN_SPEED = 0.25;
export const MAX_SPEED = 4;

/** A place that the reader chose: it is what is kept. */
function chosen(context: PlayerContext, position: Position): Partial<PlayerContext> {
  return { ...position, anchor: anchorAt(context.recording, position), holdWallMs: 0 };
}

/** Where a step leads, if nothing stops it. */
function stepOf(
  { recording, by, index, timeNs, told }: PlayerContext,
  event: { direction: Direction; by?: StepBy },
): Position {
  return stepFrom(recording, event.by ?? by, { index, timeNs, told }, event.direction);
}

const machine = setup({
  types: {
    context: {} as PlayerContext,
    events: {} as PlayerEvent,
    emitted: {} as { type: 'STOPPED' },
    input: {} as PlayerInput | undefined,
  },
  guards: {
    hasEnded: ({ context }) => isAtEnd(context),
    endsNow: ({ context, event }) =>
      event.type === 'TICK' && isAtEnd(advance(context, event.wallMs)),
    standsAtStop: ({ context, event }) =>
      event.type === 'PLAY' && context.index >= (event.stopIndex ?? Infinity),
    comesToStop: ({ context, event }) =>
      event.type === 'TICK' &&
      event.stopIndex !== undefined &&
      advance(context, event.wallMs, event.stopIndex).index >= event.stopIndex,
    stepsPastStop: ({ context, event }) =>
      event.type === 'STEP' &&
      event.stopIndex !== undefined &&
      stepOf(context, event).index > event.stopIndex,
  },
  actions: {
    open: assign(({ event }) => {
      if (event.type !== 'RECORDING') return {};
      const { recording } = event;
      const position = firstStop(recording);
      return {
        ...position,
        recording,
        anchor: anchorAt(recording, position),
        horizonNs: event.horizonNs ?? endOf(recording),
        logarithmic: event.logarithmic ?? false,
        holdWallMs: 0,
        error: null,
      };
    }),
    exchange: assign(({ context, event }) => {
      if (event.type !== 'RECORDING') return {};
      const { recording } = event;
      const horizonNs = Math.max(event.horizonNs ?? 0, endOf(recording));
      const position = samePlace(context.anchor, context.recording, recording, horizonNs);
      // The anchor stays: a beat or a time that this run does not have may come back with the next.
      return { ...position, recording, horizonNs };
    }),
    fail: assign(({ event }) => (event.type === 'FAIL' ? { error: event.message } : {})),
    toFirst: assign(({ context }) => chosen(context, firstStop(context.recording))),
    toLast: assign(({ context }) => chosen(context, lastStop(context.recording))),
    step: assign(({ context, event }) =>
      event.type === 'STEP' ? chosen(context, stepOf(context, event)) : {},
    ),
    /** To the event that is not to be passed; who is there already stays. */
    toStop: assign(({ context, event }) => {
      if (!('stopIndex' in event) || context.index >= event.stopIndex!) return { holdWallMs: 0 };
      return chosen(context, positionAt(context.recording, event.stopIndex!));
    }),
    tellStopped: emit({ type: 'STOPPED' }),
    seekTime: assign(({ context, event }) => {
      if (event.type !== 'SEEK_TIME') return {};
      const timeNs = Math.round(Math.max(0, Math.min(event.timeNs, context.horizonNs)));
      const anchor: Anchor = { kind: 'time', timeNs };
      return { ...positionAtTime(context.recording, timeNs), anchor, holdWallMs: 0 };
    }),
    seekIndex: assign(({ context, event }) => {
      if (event.type !== 'SEEK_INDEX') return {};
      return chosen(context, positionAt(context.recording, event.index));
    }),
    seekBeat: assign(({ context, event }) => {
      if (event.type !== 'SEEK_BEAT') return {};
      return chosen(context, positionAtBeat(context.recording, event.place));
    }),
    advance: assign(({ context, event }) => {
      if (event.type !== 'TICK') return {};
      const { index, timeNs, told, holdWallMs } = advance(context, event.wallMs);
      const anchor = anchorAt(context.recording, { index, timeNs, told });
      return { index, timeNs, told, holdWallMs, anchor };
    }),
    setBy: assign(({ event }) => (event.type === 'BY' ? { by: event.by, holdWallMs: 0 } : {})),
    setSpeed: assign(({ event }) => {
      if (event.type !== 'SPEED') return {};
      return { speed: Math.max(MIN_SPEED, Math.min(event.speed, MAX_SPEED)) };
    }),
    setMotion: assign(({ event }) =>
      event.type === 'MOTION' ? { reducedMotion: event.reduced } : {},
    ),
  },
});

/** Looking around while it stands still. */
const standing = {
  RECORDING: { actions: 'exchange' },
  PLAY: [
    { guard: 'standsAtStop', actions: 'tellStopped' },
    { guard: 'hasEnded', target: 'playing', actions: 'toFirst' },
    { target: 'playing' },
  ],
  STEP: [{ guard: 'stepsPastStop', actions: ['toStop', 'tellStopped'] }, { actions: 'step' }],
  SEEK_TIME: { actions: 'seekTime' },
  SEEK_INDEX: { actions: 'seekIndex' },
  SEEK_BEAT: { actions: 'seekBeat' },
  FIRST: { actions: 'toFirst' },
  LAST: { actions: 'toLast' },
} as const;

/** The same where it has been playing until then. */
const stopping = {
  STEP: [
    { guard: 'stepsPastStop', target: 'paused', actions: ['toStop', 'tellStopped'] },
    { target: 'paused', actions: 'step' },
  ],
  SEEK_TIME: { target: 'paused', actions: 'seekTime' },
  SEEK_INDEX: { target: 'paused', actions: 'seekIndex' },
  SEEK_BEAT: { target: 'paused', actions: 'seekBeat' },
  FIRST: { target: 'paused', actions: 'toFirst' },
  LAST: { target: 'paused', actions: 'toLast' },
} as const;

/**
 * Plays a recording: where the reader is, and how that goes on. It has no clock of its own: whoever shows it sends
 * TICK with the wall time that went by, so the same events always lead to the same place.
 */
export const playerMachine = machine.createMachine({
  id: 'player',
  context: ({ input }) => ({
    recording: noRecording,
    index: 0,
    timeNs: 0,
    told: 0,
    by: input?.by ?? 'beat',
    speed: input?.speed ?? 1,
    reducedMotion: input?.reducedMotion ?? false,
    holdWallMs: 0,
    anchor: { kind: 'time', timeNs: 0 },
    horizonNs: 0,
    error: null,
  }),
  initial: 'loading',
  on: {
    BY: { actions: 'setBy' },
    SPEED: { actions: 'setSpeed' },
    MOTION: { actions: 'setMotion' },
    FAIL: { target: '.error', actions: 'fail' },
  },
  states: {
    /** No run yet. */
    loading: { on: { RECORDING: { target: 'ready', actions: 'open' } } },
    /** A run is open and has not been played: looking around keeps it so. */
    ready: { on: standing },
    /** TICK moves it on. */
    playing: {
      on: {
        ...stopping,
        RECORDING: { actions: 'exchange' },
        PAUSE: { target: 'paused' },
        TICK: [
          { guard: 'comesToStop', target: 'paused', actions: ['toStop', 'tellStopped'] },
          { guard: 'endsNow', target: 'ended', actions: 'advance' },
          { actions: 'advance' },
        ],
      },
    },
    /** Was played and stands. */
    paused: { on: standing },
    /** Playing came to the last step. */
    ended: {
      on: {
        ...stopping,
        RECORDING: { actions: 'exchange' },
        PLAY: { target: 'playing', actions: 'toFirst' },
      },
    },
    /** There is no run to show. The next one opens anew. */
    error: { on: { RECORDING: { target: 'ready', actions: 'open' } } },
  },
});
