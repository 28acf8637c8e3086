import { durationText } from '../../player/measures/durations';
import { longestHolds } from '../../player/measures/holds';
import { NOTICEABLE_NS } from '../../player/measures/noticeable';
import { percentile } from '../../player/measures/percentile';
import type { Wait } from '../../player/world/world.types';
import type { Recording } from '../../recording/recording';
import type { Measured } from '../../session/run';
import { placeText } from './holdText';
import { grouped } from '../../recording/digits';

/** What two recordings are compared by. Times in ns; null where there is nothing to measure. */
export interface Figures {
  /** Handlers that held the thread over the recorder's limit, and how long in all. */
  holds: number;
  heldNs: number;
  worst: { ns: number; place: string } | null;
  /** Waits that were answered; a wait without an answer counts as `unanswered`. */
  answered: number;
  unanswered: number;
  noticed: number;
  medianNs: number | null;
  p99Ns: number | null;
  longestNs: number | null;
}

export function figuresOf(recording: Recording, { waits }: Pick<Measured, 'waits'>): Figures {
  const holds = longestHolds(recording, Infinity);
  const lengths = waits
    .filter((wait): wait is Wait & { answeredNs: number } => wait.answeredNs !== null)
    .map(({ sentNs, answeredNs }) => answeredNs - sentNs);
  const [worst] = holds;
  return {
    holds: holds.length,
    heldNs: holds.reduce((sum, { held }) => sum + held.durationNs, 0),
    worst: worst ? { ns: worst.held.durationNs, place: placeText(worst.held) } : null,
    answered: lengths.length,
    unanswered: waits.length - lengths.length,
    noticed: lengths.filter((ns) => ns >= NOTICEABLE_NS).length,
    medianNs: percentile(lengths, 0.5),
    p99Ns: percentile(lengths, 0.99),
    longestNs: percentile(lengths, 1),
  };
}

const told = (ns: number | null): string => (ns === null ? '–' : durationText(ns, 2));

/** The figures of several recordings as the rows of a table: what, and each one's in words. */
export function rowsOf(figures: readonly Figures[]): { what: string; cells: string[] }[] {
  const row = (what: string, cell: (figure: Figures) => string) => ({
    what,
    cells: figures.map(cell),
  });
  return [
    row('longest wait', ({ longestNs }) => told(longestNs)),
    row('99 of 100 waited at most', ({ p99Ns }) => told(p99Ns)),
    row('half waited at most', ({ medianNs }) => told(medianNs)),
    row('waits of 0.1 s and more', (f) => `${grouped(f.noticed)} of ${grouped(f.answered)}`),
    row('got no answer', ({ unanswered }) => grouped(unanswered)),
    row('worst hold', ({ worst }) => (worst === null ? '–' : told(worst.ns))),
    row('its line', ({ worst }) => worst?.place ?? '–'),
    row('holds', ({ holds }) => grouped(holds)),
    row('held in all', ({ heldNs }) => told(heldNs)),
  ];
}
