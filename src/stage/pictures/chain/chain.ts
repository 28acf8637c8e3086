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
  /** Who has a reference to it, and when the last one went. */
  hand: 'none' | 'holds' | { goneNs: VirtualNs };
  /** What the log says of its failure, and when; null as long as nothing does. */
  unhandledNs: VirtualNs | null;
}

type Told = Pick<Picture<'chain'>, 'client' | 'letsGo'>;

const nothing: ChainNow = { visits: [], train: null, hand: 'none', unhandledNs: null };

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
      if (train !== null && !train.waits) return now;
      const from = train?.place ?? -1;
      return { ...now, train: leaving(pairs, from, event.ok, event.value) };
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
      return { ...now, train: leaving(pairs, train.place, event.ok, event.value) };
    }
    case 'logError':
      return event.message.startsWith('Unhandled error')
        ? { ...now, unhandledNs: event.timeNs }
        : now;
    default:
      return now;
  }
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

/** Who holds it, in words. */
export function handWords({ hand, unhandledNs }: ChainNow, holder: string): string[] {
  if (hand === 'none') return ['no Deferred yet'];
  if (hand === 'holds') return [`${holder} holds d`];
  const gone = `let go at ${momentText(hand.goneNs)}`;
  return unhandledNs === null
    ? [gone]
    : [gone, `log, ${momentText(unhandledNs)}:`, 'Unhandled error in Deferred'];
}

/** The picture in words, for those who hear it. */
export function describeChain(now: ChainNow, pairs: readonly RailPair[], holder: string): string {
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
  const called = visits.map(({ name }) => name).join(', ');
  return [
    `Rails: ${rails.length === 0 ? 'no cars' : rails.join(', ')}`,
    `Train: ${where}`,
    `Called: ${called === '' ? 'nothing' : called}`,
    ...handWords(now, holder),
  ].join('. ');
}
