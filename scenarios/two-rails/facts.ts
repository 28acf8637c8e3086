import { durationText, momentText } from '../../src/player/measures/durations';
import { resultText } from '../../src/player/measures/rails';
import { waitsOf } from '../../src/player/measures/waits';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { causeIndex, causeOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { readPairs } from './rails';

type Called = EventOf<'callback'> | EventOf<'errback'>;
type Ended = EventOf<'callbackEnd'>;

/** The functions that the Deferred called, in order. */
export function ran({ events }: Recording): string[] {
  return events.flatMap((e) => (e.kind === 'callback' || e.kind === 'errback' ? [e.name] : []));
}

/** The event with which C's Deferred is fired. */
export function fireIndex({ events }: Recording): number {
  const asked = events.findIndex((e) => e.kind === 'handlerStart' && e.conn === 'C');
  return events.findIndex((e, i) => i > asked && e.kind === 'deferredFire');
}

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const pairs = readPairs(values.rails!);
  const count = ['no pairs', 'one pair', 'two pairs', 'three pairs', 'four pairs', 'five pairs'];
  const found: Record<string, string> = { pairs: count[pairs.length] ?? `${pairs.length} pairs` };
  const told = <E extends Called | Ended>(beat: string): E | undefined =>
    causeOf(recording, beat) as E | undefined;
  const started = causeOf<'deferredFire'>(recording, 'starts');
  if (started) found.line = resultText(started.value);

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
