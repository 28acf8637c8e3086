import { momentText, secondsOf } from '../../src/player/measures/durations';
import type { Parameter, Word } from '../../src/scenario/types';

/** Tenths of a second of the run. Behind the last of them C stays. */
const FIRST = 11;
export const LAST = 70;
export const STAYS = LAST + 1;
const NEVER = 'never';
const NS_PER_TENTH = 1e8;

const write = (value: number): string => (value >= STAYS ? NEVER : secondsOf(value * NS_PER_TENTH));

/** When C hangs up, as an address has it: seconds, or `never`. */
export const word: Word = {
  read(text) {
    if (text === NEVER) return { value: STAYS };
    const seconds = text.trim() === '' ? NaN : Number(text);
    const allowed = `seconds from ${write(FIRST)} to ${write(LAST)}, or ${NEVER}`;
    if (Number.isNaN(seconds)) return { value: STAYS, wrong: allowed };
    const value = Math.min(LAST, Math.max(FIRST, Math.round(seconds * 10)));
    return Math.abs(value - seconds * 10) < 1e-6 ? { value } : { value, wrong: allowed };
  },
  write,
  others: [STAYS, 25],
};

/** When C hangs up, ns; null where it stays. */
export const hangUpNs = (value: number): number | null =>
  value >= STAYS ? null : value * NS_PER_TENTH;

/** When C hangs up: the picture sets it. */
export const hangUp: Parameter = {
  label: 'C hangs up',
  short: 'C hangs up',
  unit: '',
  min: FIRST,
  max: STAYS,
  step: 1,
  default: STAYS,
  word,
  named: write,
  spoken: (value) =>
    value >= STAYS ? 'C stays' : `C hangs up at ${momentText(value * NS_PER_TENTH)}`,
};
