import type { Parameter } from '../../src/scenario/types';
import { orderWord } from '../../src/scenario/word';

/** As many marked lines as both hands can have: three customers each in three lines, and a lock to take and to leave. */
const LONGEST = 22;

export const word = orderWord(LONGEST, ['', 'RWWWRR', 'WR', 'RRWR']);

const named = (value: number): string => word.write(value) || 'as it comes';

/** Who runs the next marked line: R the reactor thread, W the worker. */
export const schedule: Parameter = {
  label: 'Schedule',
  short: 'schedule',
  unit: '',
  min: 1,
  max: 2 ** (LONGEST + 1) - 1,
  step: 1,
  default: 1,
  word,
  named,
  spoken: (value) => `the order is ${named(value).split('').join(' ')}`,
};
