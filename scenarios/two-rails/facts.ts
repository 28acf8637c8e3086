import { durationText, momentText } from '../../src/player/measures/durations';
import { resultText, type RailPair } from '../../src/player/measures/rails';
import { waitsOf } from '../../src/player/measures/waits';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { causeIndex, causeOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { AWAIT, readPairs } from './rails';

type Called = EventOf<'callback'> | EventOf<'errback'>;
type Ended = EventOf<'callbackEnd'>;

/** The functions that the Deferred called, in order. */
export function ran({ events }: Recording): string[] {
  return events.flatMap((e) => (e.kind === 'callback' || e.kind === 'errback' ? [e.name] : []));
}

/** The event with which C's Deferred is fired, or with which a coroutine that gives one calls its first function. */
export function fireIndex({ events }: Recording): number {
  const asked = events.findIndex((e) => e.kind === 'handlerStart' && e.conn === 'C');
  return events.findIndex(
    ({ kind }, i) => i > asked && (kind === 'deferredFire' || kind === 'callback'),
  );
}

/** What the chain is called, and what it is as a coroutine. */
function wordsOf(awaits: boolean, pairs: readonly RailPair[]): Facts {
  if (!awaits) {
    return {
      begins: 'd fires',
      gets: 'callback',
      waiting: 'another Deferred. This train waits',
      unguarded: 'no errback guards its own pair',
      passes: 'returns the failure',
      handler: 'errback',
    };
  }
  return {
    statements: statementWords(pairs),
    begins: 'take() runs',
    gets: 'line',
    waiting: 'a Deferred. At await, take() waits',
    unguarded: 'no except guards its own else',
    passes: 'raises the error again',
    handler: 'except',
  };
}

/** `parse, save in try, log in except`: what the last except catches, and what is beside it. */
function statementWords(pairs: readonly RailPair[]): string {
  const last = pairs.findLastIndex(({ errback }) => errback !== null);
  if (last < 0) return 'without try, nothing catches a failure';
  const tried = pairs.slice(0, last).flatMap(({ callback }) => callback ?? []);
  const caught = pairs.flatMap(({ errback }) => errback ?? []);
  const { callback } = pairs[last]!;
  const otherwise = callback === null ? '' : `, ${callback} in else`;
  return `${tried.join(', ') || 'nothing'} in try, ${caught.join(', ')} in except${otherwise}`;
}

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const pairs = readPairs(values.rails!);
  const count = ['no pairs', 'one pair', 'two pairs', 'three pairs', 'four pairs', 'five pairs'];
  const found: Record<string, string> = {
    ...wordsOf(recording.variant === AWAIT, pairs),
    pairs: count[pairs.length] ?? `${pairs.length} pairs`,
  };
  const told = <E extends Called | Ended>(beat: string): E | undefined =>
    causeOf(recording, beat) as E | undefined;
  const started = recording.events[causeIndex(recording, 'starts')];
  if (started?.kind === 'deferredFire') found.line = resultText(started.value);
  else if (started?.kind === 'callback') found.line = resultText(started.got);

  const first = told<Ended>('first-car');
  if (first) Object.assign(found, { first: first.name, firstGives: resultText(first.value) });
  const waits = told<Ended>('train-waits');
  if (waits) found.waits = waits.name;
  const free = causeOf<'client.recv'>(recording, 'meanwhile');
  if (free) {
    const index = recording.events.indexOf(free);
    const wait = waitsOf(recording).find(({ answeredIndex }) => answeredIndex === index);
    if (wait) found.freeWait = durationText(wait.answeredNs! - wait.sentNs);
  }
  const failed = recording.events[causeIndex(recording, 'points')];
  if (failed?.kind === 'callbackEnd') {
    found.failed = `${failed.name} raises ${resultText(failed.value)}`;
  } else if (failed?.kind === 'deferredFire') {
    found.failed = `${momentText(failed.timeNs)}: ${resultText(failed.value)}`;
  }
  const caught = told<Ended>('caught');
  if (caught) found.catcher = caught.name;
  const none = told<Called>('none-comes');
  if (none) found.surprised = none.name;
  const arrives = causeOf<'callbackEnd'>(recording, 'arrives');
  if (arrives) found.arrives = resultText(arrives.value);
  const unguarded = pairs.find(({ callback, errback }) => callback !== null && errback !== null);
  if (unguarded) found.beside = unguarded.errback!;
  const unhandled = causeOf<'logError'>(recording, 'unhandled');
  const end = recording.events.findLast((e) => e.kind === 'callbackEnd' && !e.ok);
  const dead = causeIndex(recording, 'stands');
  const from = dead >= 0 ? recording.events[dead]! : end;
  if (unhandled && from) found.late = durationText(unhandled.timeNs - from.timeNs);
  return found;
}
