import type { Recording } from '../../src/recording/recording';
import type { Bet, Values } from '../../src/scenario/types';
import { fireIndex, ran } from './facts';
import { AWAIT, readPairs } from './rails';

const words = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : names.join(', ');

/** What did run, and what one might expect: every callback, those up to the failure, everything in its order. */
function optionsOf(recording: Recording, values: Values): string[] {
  const pairs = readPairs(values.rails!);
  const callbacks = pairs.flatMap(({ callback }) => callback ?? []);
  const failing = ['', 'parse', 'save'][values.fails!]!;
  const upTo = callbacks.slice(0, callbacks.indexOf(failing) + 1);
  const all = pairs.flatMap(({ callback, errback }) => [callback ?? [], errback ?? []].flat());
  const logged = [...upTo, 'log'];
  const found = [callbacks, upTo, logged, all, ran(recording)].map(words);
  const distinct = [...new Set(found)].sort();
  return distinct.length > 1 ? distinct : [...distinct, 'log'];
}

export const bet: Bet = {
  question: (recording, values) => {
    const failing = ['Nothing', 'parse', 'save'][values.fails!]!;
    const caller = recording.variant === AWAIT ? 'take()' : 'd';
    return `${failing} fails. Which functions does ${caller} call, in which order?`;
  },
  options: optionsOf,
  answer: (recording, values) => optionsOf(recording, values).indexOf(words(ran(recording))),
  because: (recording) => {
    const { events } = recording;
    const errbacks = events.flatMap((e) => (e.kind === 'errback' ? [e.name] : []));
    const ends = events.flatMap((e) => (e.kind === 'callbackEnd' ? [e] : []));
    const caught = ends.some(({ name, ok }) => ok && errbacks.includes(name));
    const failed =
      ends.some(({ ok }) => !ok) || events.some((e) => e.kind === 'deferredFire' && !e.ok);
    if (!failed) return 'Without a failure the train takes every callback and passes each errback.';
    if (recording.variant === AWAIT) {
      return caught
        ? 'An exception leaves its try for the except, where log returns None. That is a value: what comes after the try is called all the same.'
        : 'An exception leaves every line after it, and finds no except that handles it.';
    }
    return caught
      ? 'A failure passes every callback up to the next errback. That one returns None, which is a value: the callbacks after it are called again.'
      : 'A failure passes every callback, and finds no errback behind it that returns a value.';
  },
  asked: fireIndex,
  moment: (recording) => {
    const { events } = recording;
    const last = events.findLastIndex((e) => e.kind === 'callback' || e.kind === 'errback');
    return last < 0 ? fireIndex(recording) : last;
  },
};
