import type { Scenario, Values } from '../../src/scenario/types';
import { costOf, counts } from './costs';

/**
 * At most so many clients run, which takes a browser a few milliseconds; where there are more, each of the
 * crowd stands for several. A value `atMost`, which no slider has, lets more of them run: with 500 real Twisted and the
 * simulator agree event by event.
 */
export const SIMULATED_MAX = 50;

/** What D's kernel holds here, so that a few lines fill it; Linux begins with 16 KiB (man 7 tcp, tcp_wmem). */
export const SLOW_BUFFER_BYTES = 16;

/** Of D's slow link, bytes per ms: 8 bytes a second. */
const SLOW_RATE = 0.008;

/**
 * Who takes part: A, who speaks, D, and as many others as there are and run. The crowd is called by numbers.
 */
export function peopleOf(values: Values): string[] {
  const count = Math.min(values.clients!, values.atMost ?? SIMULATED_MAX);
  const named = { 2: ['A', 'D'], 3: ['A', 'B', 'D'] }[count] ?? ['A', 'B', 'C', 'D'];
  return [...named, ...Array.from({ length: count - named.length }, (_, i) => String(i + 5))];
}

/**
 * select watches descriptors below 1,024 only: with more clients, and what a process has open besides, it has to be
 * epoll.
 */
const SELECT_CLIENTS_MAX = 1000;

export const needsEpoll = (values: Values): boolean => values.clients! > SELECT_CLIENTS_MAX;

export const isSlow = (values: Values): boolean => values.link === 1;

/**
 * D's link, and what a line to each of them takes the thread of a real machine, from where that is worth telling: one
 * of the crowd takes as long as all that it stands for.
 */
export function optionsOf(
  values: Values,
  _seed: number,
  variantId: string,
): ReturnType<NonNullable<Scenario['clientOptions']>> {
  const cost = costOf(values.clients!, variantId);
  const others = peopleOf(values).filter((name) => name !== 'A');
  const crowd = others.filter(isOfTheCrowd);
  const each = (cost.clients - 1 - (others.length - crowd.length)) / crowd.length;
  const own = others.map((name) => {
    const share = (isOfTheCrowd(name) ? each : 1) / (cost.clients - 1);
    const costs = { write: cost.fillMs * share, send: cost.flushMs * share };
    const link =
      name === 'D' && isSlow(values)
        ? { rate: SLOW_RATE, serverSendBuffer: SLOW_BUFFER_BYTES }
        : {};
    return [name, { ...link, ...(counts(cost) ? { costs } : {}) }] as const;
  });
  return Object.fromEntries(own);
}

const isOfTheCrowd = (name: string): boolean => /\d/.test(name);
