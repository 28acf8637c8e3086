import { durationText } from '../../src/player/measures/durations';
import { NS_PER_MS } from '../../src/scenario/units';
import type { Figure, Values } from '../../src/scenario/types';
import { python, rows as measured } from './measured.json';

/** What was measured, for a variant that was: its kind there. */
const KINDS: Readonly<Record<string, string>> = {
  threads: 'python',
  waits: 'waits',
  c: 'c',
  process: 'process',
};

/** A row of what was measured: so many of a kind, and how late a timer of 10 ms was. */
export type Row = (typeof measured)[number];

/** Rows of a kind at the measured switch interval that is nearest; none where nothing was measured. */
export function rowsOf({ switch: ms }: Values, variantId: string): readonly Row[] {
  const kind = KINDS[variantId];
  const rows = measured.filter((row) => row.kind === kind || (kind && row.count === 0));
  const timesOff = (interval: number): number => Math.max(interval / ms!, ms! / interval);
  const intervals = rows.map(({ intervalMs }) => intervalMs);
  const nearest = intervals.sort((a, b) => timesOff(a) - timesOff(b))[0];
  return rows.filter(({ intervalMs }) => intervalMs === nearest).sort((a, b) => a.count - b.count);
}

/** How late a timer was, measured: a figure for each number of threads, under the interval that it was measured at. */
export function figures(values: Values, variantId: string): Figure[] {
  return rowsOf(values, variantId).map(({ count, intervalMs, p50 }) => ({
    label: String(count),
    parts: [
      {
        name: `${durationText(intervalMs * NS_PER_MS)} interval, Python ${python}`,
        durationMs: p50,
      },
    ],
    tag: 'measured',
    present: count === values.jobs,
  }));
}
