import { durationText, settingText, spoken } from '../../../player/measures/durations';
import type { JobPlace } from '../../../scenario/picture';
import type { ClockModel } from './model';

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

const seconds = (value: number): string => settingText(value, 's', 0);

/** Over the dial; the longest first. */
export const headWords = ({ share: { job, cycle } }: ClockModel): string[] => [
  `once round is ${seconds(cycle)}: the job takes ${job} of them`,
  `round: ${seconds(cycle)}, job: ${seconds(job)}`,
  `${job} of ${seconds(cycle)}`,
];

/** In the dial. */
export function dialWords(
  { isRound, count, late }: ClockModel,
  showsAll: boolean,
): [string, string] {
  if (!showsAll) return ['?', 'your bet'];
  return [isRound ? percent(late / count) : String(late), 'gave up'];
}

/** Beside it, line by line, each the longest first; `other` is the run that this one is compared with. */
export function readoutWords(
  model: ClockModel,
  showsAll: boolean,
  other?: { label: string; count: number; late: number },
): string[][] {
  const { count, late, place } = model;
  const { job, patience, cycle, formula } = model.share;
  if (!showsAll) return [['gave up: after your bet', 'after your bet', 'your bet']];
  const measured = [['measured, gave up:', 'measured:'], [`${late} of ${count}`]];
  if (other !== undefined) {
    return [...measured, [`${other.label}:`], [`${other.late} of ${other.count}`]];
  }
  return [
    ...measured,
    place === 'reactor' ? ['by the formula:', 'formula:'] : ['on the reactor:', 'on reactor:'],
    [`(${job} − ${patience}) ÷ ${cycle} = ${percent(formula)}`, percent(formula)].slice(
      job > patience ? 0 : 1,
    ),
  ];
}

/** Of queries that no thread has; where one computes, that the lock is a model. */
export function queueWords({ place, waiting }: ClockModel): string[] {
  if (waiting > 0)
    return [`${waiting} wait${waiting === 1 ? 's' : ''} in line`, `${waiting} in line`];
  if (place === 'computes') return ['Python’s lock: modelled', 'lock: modelled', 'modelled'];
  return ['nobody waits in line', 'nobody waits', 'none waits'];
}

/** What stands at a place where the job may be. */
export const placeWords: Readonly<Record<JobPlace, { name: string; words: readonly string[] }>> = {
  reactor: { name: 'on the reactor’s thread', words: ['on this thread', 'here'] },
  waits: { name: 'in a thread, and waits', words: ['in a thread that waits', 'waits'] },
  computes: {
    name: 'in a thread, and computes',
    words: ['in a thread that computes', 'computes', 'CPU'],
  },
  apart: { name: 'in a program of its own', words: ['a program of its own', 'own program'] },
};

/** In the box of the other program. */
export function otherWords({ place, round }: ClockModel, client: string, timeNs: number): string[] {
  if (place !== 'apart') return ['another program: none yet', 'another program', 'no other'];
  if (round === null) return [`another program, client ${client}: idle`, `client ${client}: idle`];
  const time = durationText(timeNs - round.startNs);
  return [
    `another program, client ${client}: at its job, ${time}`,
    `client ${client}: job ${time}`,
  ];
}

/** The picture in words, for those who hear it. */
export function describeClock(model: ClockModel, showsAll: boolean): string {
  const { share, place, threads, connections, round } = model;
  const busy = threads.filter(({ who }) => who !== '').length;
  return [
    `A clock of ${spoken(seconds(share.cycle))}, of which a job takes ${share.job}, ${placeWords[place].name}`,
    round === null ? 'It does not run now' : 'It runs now',
    `adbapi’s pool: ${busy} of ${threads.length} threads are busy, ${queueWords(model)[0]!}`,
    `the database works at ${connections.length}`,
    ...(showsAll ? [`${model.late} of ${model.count} who asked gave up`] : []),
  ].join('. ');
}
