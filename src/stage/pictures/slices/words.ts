import {
  durationText,
  settingText,
  shortMoment,
  spoken,
  tickText,
} from '../../../player/measures/durations';
import { grouped } from '../../../recording/digits';
import type { Outcome, Stretch } from './model';

const msText = (ms: number): string => settingText(ms, 'ms', ms < 1 ? 1 : 0);

/** Over the thread; the longest first. */
export function laneHead([fromNs, toNs]: readonly [number, number]): string[] {
  const length = durationText(toNs - fromNs, 2);
  return [
    `the reactor’s thread: ${length} of it, from close up`,
    `the reactor’s thread, ${length}`,
    'reactor’s thread',
  ];
}

/** In a stretch of work. */
export function stretchWords({ startNs, endNs, count, owner, blocked }: Stretch): string[] {
  const length = durationText(endNs - startNs, 2);
  if (count > 1) return [`${grouped(count)} slices`, String(count)];
  const who = owner === null ? '' : `${owner}: `;
  return [...(blocked ? [`${who}blocked, ${length}`] : []), `${who}${length}`, owner ?? ''];
}

export const chartHead = (waits: string, works: string): string[] => [
  `each dot a run: waits of ${waits} and ${works}`,
  `a dot a run: ${waits} and ${works}`,
  `waits of ${waits} and ${works}`,
];

export const secondsWords = (ns: number): string =>
  ns === 0 ? '0' : tickText(ns / 1e9, ns % 1e9 === 0 ? 0 : 1);

/** Under the chart: the unit stands at one of them, and at whole seconds. */
export const tickWords = (ms: number): string => {
  if (ms >= 1000) return secondsWords(ms * 1e6);
  return ms === 10 ? msText(ms) : String(ms);
};

/** Names of the two curves. */
export const curveWords = (waits: string, works: string): [string[], string[]] => [
  [`${waits}’s longest wait`, `${waits}, longest`, waits],
  [`${works} waits for its work`, `${works}, its work`, works],
];

const waitOf = (ns: number | null): string => (ns === null ? '–' : durationText(ns, 2));

/** What the slice of a run has come to. */
export function verdictWords(
  { slice, waitsNs }: Outcome,
  [waits, works]: readonly [string, string],
  label?: string,
): string[] {
  const [a, c] = waitsNs.map((ns) => waitOf(ns ?? null));
  const name = label === undefined ? `slice ${msText(slice)}` : label;
  return [`${name}: ${waits} ${a}, ${works} ${c}`, `${waits} ${a}, ${works} ${c}`];
}

/** What the chart is short of, or what it takes for granted. */
export function tagWords(turnMs: number, isOpen: boolean, isMade: boolean): string[] {
  if (isOpen) return ['the other runs: after your bet', 'after your bet'];
  if (!isMade) return ['the other runs are being made', 'being made'];
  return [
    `a turn costs ${turnMs * 1000} µs: modelled`,
    `a turn ${turnMs * 1000} µs: modelled`,
    'modelled',
  ];
}

/** A time under the thread. */
export const timeText = (ns: number, stepNs: number): string =>
  shortMoment(ns, stepNs < 1e7 ? 3 : 2);

/** The picture in words, for those who hear it. */
export function describeSlices(
  window: readonly [number, number],
  stretches: readonly Stretch[],
  outcome: Outcome,
  names: readonly [string, string],
  showsAll: boolean,
): string {
  const count = stretches.reduce((sum, one) => sum + one.count, 0);
  const blocked = stretches.filter((one) => one.blocked).length;
  return [
    `The reactor’s thread from ${shortMoment(window[0], 2)} to ${shortMoment(window[1], 2)}: ${count} slices of work`,
    ...(blocked > 0 ? [`${blocked} of them hold it for more than 0.1 s`] : []),
    ...(showsAll ? [spoken(verdictWords(outcome, names)[0]!)] : []),
  ].join('. ');
}
