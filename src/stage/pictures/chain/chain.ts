import { momentText } from '../../../player/measures/durations';
import { nextCalled, resultText, type RailPair } from '../../../player/measures/rails';
import type { RecordedEvent, VirtualNs } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import type { Picture } from '../../../scenario/picture';

/** One call of a function by the Deferred. */
export interface Visit {
  name: string;
  place: number;
  rail: keyof RailPair;
  turn: number;
  /** A failure came of it. */
  failed?: true;
}

/** Where the value is: `place` of a pair, -1 in the slot, the number of pairs at the end of the rails. */
export interface Train {
  place: number;
  failed: boolean;
  text: string;
  /** It waits for another Deferred. */
  waits: boolean;
}

export interface ChainNow {
  visits: readonly Visit[];
  /** Null before the Deferred is fired. */
  train: Train | null;
  /** The Deferred has its result; that of a coroutine, when the coroutine is over. */
  fired: boolean;
  /** Who has a reference to it, and when the last one went. */
  hand: 'none' | 'holds' | { goneNs: VirtualNs };
  /** What the log says of its failure, and when; null as long as nothing does. */
  unhandledNs: VirtualNs | null;
}

type Told = Pick<Picture<'chain'>, 'client' | 'letsGo'>;

const nothing: ChainNow = {
  visits: [],
  train: null,
  fired: false,
  hand: 'none',
  unhandledNs: null,
};

/** The Deferred of what the client asks for first, after event `index`. */
export function chainNow(
  { events }: Recording,
  index: number,
  { client, letsGo }: Told,
  pairs: readonly RailPair[],
): ChainNow {
  let now = nothing;
  for (let i = 0; i <= index; i++) {
    const event = events[i]!;
    if (event.kind === 'handlerStart' && event.conn === client) {
      if (event.what === letsGo) now = { ...now, hand: { goneNs: event.timeNs } };
      else if (now.hand === 'none') now = { ...now, hand: 'holds' };
    } else if (now.hand !== 'none') now = after(now, event, pairs);
  }
  return now;
}

function after(now: ChainNow, event: RecordedEvent, pairs: readonly RailPair[]): ChainNow {
  const { train } = now;
  switch (event.kind) {
    case 'deferredFire': {
      // What it waits for has fired, if it waits; else it is the Deferred itself.
      const fired = now.fired || train?.waits !== true;
      if (train !== null && !train.waits) return { ...now, fired };
      const from = train?.place ?? -1;
      const visits = train === null ? now.visits : ended(now.visits, event.ok);
      return { ...now, fired, visits, train: leaving(pairs, from, event.ok, event.value) };
    }
    case 'callback':
    case 'errback': {
      const place = pairs.findIndex((pair) => pair[event.kind] === event.name);
      if (place < 0) return now;
      const visit = { name: event.name, place, rail: event.kind, turn: event.turn };
      const failed = event.kind === 'errback';
      return {
        ...now,
        visits: [...now.visits, visit],
        train: { place, failed, text: resultText(event.got), waits: false },
      };
    }
    case 'callbackEnd': {
      if (train === null) return now;
      if (event.value === 'Deferred')
        return { ...now, train: { ...train, text: 'waits', waits: true } };
      return {
        ...now,
        visits: ended(now.visits, event.ok),
        train: leaving(pairs, train.place, event.ok, event.value),
      };
    }
    case 'logError':
      return event.message.startsWith('Unhandled error')
        ? { ...now, unhandledNs: event.timeNs }
        : now;
    default:
      return now;
  }
}

/** The same, with what came of the last. */
function ended(visits: readonly Visit[], ok: boolean): readonly Visit[] {
  const last = visits.at(-1);
  return ok || last === undefined ? visits : [...visits.slice(0, -1), { ...last, failed: true }];
}

/** The value that goes on from `place`: as long as somebody further on gets it, it stands there still. */
function leaving(pairs: readonly RailPair[], place: number, ok: boolean, value: unknown): Train {
  const next = nextCalled(pairs, place + 1, ok);
  return {
    place: next === null ? pairs.length : place,
    failed: !ok,
    text: resultText(value),
    waits: false,
  };
}

/** `turn 5: parse, save`, for each turn in which functions were called. */
export function turnsOf(visits: readonly Visit[]): string[] {
  const turns = new Map<number, string[]>();
  for (const { turn, name } of visits) turns.set(turn, [...(turns.get(turn) ?? []), name]);
  return [...turns].map(([turn, names]) => `turn ${turn}: ${names.join(', ')}`);
}

/** What stands over a pair, and the same shorter: how it is added, or what a coroutine has in its place. */
export function headWords(pairs: readonly RailPair[], i: number, awaits: boolean): string[] {
  const { callback, errback } = pairs[i]!;
  if (!awaits) {
    const added = callback === null ? 'Errback' : errback === null ? 'Callback' : 'Callbacks';
    return [`add${added}`, added];
  }
  if (errback !== null) return callback === null ? ['except'] : ['except, else', 'exc., else'];
  return pairs.slice(i).some((pair) => pair.errback !== null) ? ['try'] : ['no try'];
}

/** What the Deferred's slot says; for a coroutine, how far that is. */
export function slotWords({ train, fired }: ChainNow, awaits: boolean): string {
  if (!awaits) return train === null ? 'empty' : train.place < 0 ? train.text : 'fired';
  if (fired) return 'over';
  return train === null ? 'not yet' : train.waits ? 'waits' : 'runs';
}

/** Who holds it, in words. */
export function handWords(
  { hand, fired, unhandledNs }: ChainNow,
  holder: string,
  coroutine?: string,
): string[] {
  if (hand === 'none') return ['no Deferred yet'];
  if (hand === 'holds') {
    const state = fired ? 'fired' : 'not fired';
    return [coroutine === undefined ? `${holder} holds d` : `${holder}, of ${coroutine}: ${state}`];
  }
  const gone = `let go at ${momentText(hand.goneNs)}`;
  return unhandledNs === null
    ? [gone]
    : [gone, `logged at ${momentText(unhandledNs)}:`, 'Unhandled error in Deferred'];
}

/** The picture in words, for those who hear it. */
export function describeChain(
  now: ChainNow,
  pairs: readonly RailPair[],
  holder: string,
  coroutine?: string,
): string {
  const rails = pairs.map(({ callback, errback }) =>
    [callback, errback].filter(Boolean).join(' beside '),
  );
  const { train, visits } = now;
  const where =
    train === null
      ? 'not fired'
      : train.place < 0
        ? 'fired'
        : train.place >= pairs.length
          ? `at the end with ${train.text}, on the rail of ${train.failed ? 'failures' : 'values'}`
          : `at pair ${train.place + 1} with ${train.text}`;
  const called = visits
    .map(({ name, failed }) => name + (failed ? ', which failed' : ''))
    .join('; ');
  return [
    `Rails: ${rails.length === 0 ? 'no cars' : rails.join(', ')}`,
    `Train: ${where}`,
    `Called: ${called === '' ? 'nothing' : called}`,
    ...handWords(now, holder, coroutine),
  ].join('. ');
}
