import { durationText } from '../../../player/measures/durations';
import { MAIN } from '../../../player/measures/baton';
import type { VirtualNs } from '../../../recording/events';
import type { Figure } from '../../../scenario/types';
import { numberOf, type BatonModel, type Row } from './model';

/** A row's name, in words that grow shorter. */
export function nameWords({ who, ownDisc }: Row, seat: number): string[] {
  if (who === MAIN) return ['reactor'];
  if (who === null) return [`seat ${seat}`, String(seat)];
  return ownDisc
    ? [`process ${numberOf(who)}`, `proc. ${numberOf(who)}`]
    : [`worker ${numberOf(who)}`];
}

/** What a row is at, for the eye: in its strip, where there is room. */
export function doingWords({ who, doing, wantedNs }: Row): string[] {
  switch (doing) {
    case 'wants':
      return who === MAIN ? [`waits for the disc, ${durationText(wantedNs)}`, 'waits'] : ['waits'];
    case 'has':
      return ['has the disc'];
    case 'apart':
      return ['computes'];
    case 'sleeps':
      return ['sleeps'];
    case 'idle':
      return [];
  }
}

/** Who has the disc, in words that grow shorter. */
export function headWords(model: BatonModel): string[] {
  if (model.isFree) return ['no disc in this Python: everybody may run', 'no disc: all may run'];
  const holder = model.rows.find(({ doing }) => doing === 'has');
  if (model.rows.some(({ ownDisc }) => ownDisc)) {
    return ['a disc for each process: nobody waits for another’s', 'a disc for each process'];
  }
  const who = holder === undefined ? 'nobody needs it' : `${nameWords(holder, 0)[0]} has it`;
  return [`one disc, Python’s lock: ${who}`, `one disc, the lock: ${who}`, `the disc: ${who}`];
}

/** The picture for those who hear it. */
export function describeBaton(model: BatonModel): string {
  const rows = model.rows.flatMap((row, seat) => {
    const words = doingWords(row)[0];
    return words === undefined ? [] : [`${nameWords(row, seat)[0]} ${words}`];
  });
  return [headWords(model)[0], ...rows].join('. ');
}

/** How much time the rows show. */
export function windowWords({ fromNs, toNs }: BatonModel): string[] {
  const width = durationText(toNs - fromNs);
  return [`${width} of the run, enlarged; the line is now`, `${width} of the run, enlarged`, width];
}

type Late = { usualNs: VirtualNs; worstNs: VirtualNs };

/**
 * What the chart says, a sentence each: this run, the one that it is compared with, and what was measured. All of it would
 * answer the bet: before that `late` is null.
 */
export function lateWords(told: {
  late: Late | null;
  label: string | undefined;
  other: { label: string; late: Late } | null;
  figures: readonly Figure[];
  jobs: number;
}): string[] {
  const { late, other, figures, jobs } = told;
  if (late === null) return ['After your bet: this run, and what was measured of CPython.'];
  const text = ({ usualNs, worstNs }: Late): string => {
    const [usual, worst] = [durationText(usualNs), durationText(worstNs)];
    return usual === worst ? `${usual} each time` : `${usual}, at most ${worst}`;
  };
  const run = [`● ${told.label ?? 'this run'}: ${text(late)}; modelled`];
  const compared = other === null ? [] : [`◌ ${other.label}: ${text(other.late)}`];
  const [any] = figures;
  if (any === undefined) return [...run, ...compared, 'Of this nothing was measured.'];
  const same = figures.find(({ label }) => Number(label) === jobs);
  const at = same === undefined ? '' : ` ${durationText(same.parts[0]!.durationMs * 1e6)},`;
  return [...run, ...compared, `□ measured:${at} ${any.parts[0]!.name}`];
}
