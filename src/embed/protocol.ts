/**
 * What an embed and the page around it say to each other, each message one `postMessage`: commands in, events and
 * answers out, in the envelope of player.js, as JSON strings. Plain types and text: nothing here needs a browser.
 */

/** What reveal.js posts, and whoever stands in for it, when a slide comes and goes. Bare strings. */
export const SIGNALS = ['slide:start', 'slide:stop'] as const;

/** What an embed can be asked. Those of player.js first, then our own. */
export const METHODS = [
  'play',
  'pause',
  'getPaused',
  'getCurrentTime',
  'setCurrentTime',
  'getDuration',
  'setLoop',
  'addEventListener',
  'removeEventListener',
  'next',
  'prev',
  'goToStep',
  'getStep',
  'getSteps',
  'reset',
  'setTheme',
  'setSpeed',
  'getState',
  'setState',
  'getPoster',
  /** A host helper says that it is there: it brings the keys, so the embed never takes the focus by itself. */
  'host',
] as const;

/** What an embed tells. `iframe.resize` has an envelope of its own and is told to those who ask for it. */
export const EVENTS = [
  'ready',
  'play',
  'pause',
  'ended',
  'timeupdate',
  'stepchange',
  'statechange',
  'error',
] as const;

export type Signal = (typeof SIGNALS)[number];
export type Method = (typeof METHODS)[number];
export type EventName = (typeof EVENTS)[number];

/** A message to an embed, read. */
export interface Command {
  method: Method | Signal;
  /** `goToStep`: a beat's id, its number from 1, or `last`. Times are seconds, as in player.js. */
  value: unknown;
  /** Comes back with the answer, and with each event that was asked for. */
  listener: string | undefined;
}

/** A beat of the present run. */
export interface StepValue {
  /** From 1. */
  number: number;
  id: string;
  caption: string;
}

/** What comes with each event, and with each answer. */
export interface Values {
  ready: {
    src: string;
    /** The option `id` of the address. */
    id: string | undefined;
    events: readonly string[];
    methods: readonly string[];
    steps: readonly StepValue[];
  };
  play: undefined;
  pause: undefined;
  ended: undefined;
  /** Of the run's own time. */
  timeupdate: { seconds: number; duration: number };
  stepchange: StepValue;
  /** As the root's `data-state`. */
  statechange: { state: string };
  error: { message: string };
  getPaused: boolean;
  /** Seconds. */
  getCurrentTime: number;
  /** Seconds. */
  getDuration: number;
  getStep: StepValue;
  getSteps: readonly StepValue[];
  /** A query: parameters, variant, compare, seed and step. `setState` takes it back. */
  getState: string;
  /** The present picture as an SVG document. */
  getPoster: string;
}

/** The version of the envelope. */
export const VERSION = '1';

/** Longer messages, and longer texts in them, are none of ours: a state is a short query. */
const MAX_CHARACTERS = 10_000;
const isTooLong = (text: unknown): boolean =>
  typeof text === 'string' && text.length > MAX_CHARACTERS;

/**
 * Reads a message of the page around: a signal, a JSON string or an object `{method, value, listener}`.
 * Null for everything else, which is never looked at again: nothing that arrives is run.
 */
export function readMessage(data: unknown): Command | null {
  if (isTooLong(data)) return null;
  if (typeof data === 'string') {
    if (data.startsWith('slide:')) data = { method: data };
    else {
      try {
        data = JSON.parse(data);
      } catch {
        return null;
      }
    }
  }
  const { context, method, value, listener } = Object(data) as Record<string, unknown>;
  const known = [...SIGNALS, ...METHODS].find((one) => one === method);
  if (!known || (context ?? 'player.js') !== 'player.js') return null;
  if (isTooLong(value) || isTooLong(listener)) return null;
  return { method: known, value, listener: typeof listener === 'string' ? listener : undefined };
}

/** An event or an answer as it is posted. It never has a `method`: reveal.js would do what that says. */
export function formatEvent<Name extends keyof Values>(
  event: Name,
  value: Values[Name],
  listener?: string,
): string {
  return JSON.stringify({ context: 'player.js', version: VERSION, event, value, listener });
}

/** Tells how high the embed would be, in px, if it filled its width. */
export function formatResize(height: number, src: string): string {
  return JSON.stringify({ context: 'iframe.resize', height, src });
}

/** What a deck is asked to do: the only messages that have a `method`, in the form that reveal.js obeys. */
export type DeckDeed = { method: 'next' | 'prev' } | { method: 'triggerKey'; args: [number] };

export function formatDeed(deed: DeckDeed): string {
  return JSON.stringify(deed);
}
