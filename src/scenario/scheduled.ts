import { linesOf } from './pythonLines';
import { onceFor } from './onceFor';
import type { MarkedLine, Variant } from './types';

/** A thread of an explicit schedule: R is the reactor thread, W the program's first other one. */
export type ThreadLetter = 'R' | 'W';

/** The marked lines of each thread in the file's order: their numbers, from 1; and the file. */
export interface MarkedLines extends Readonly<Record<ThreadLetter, readonly { line: number }[]>> {
  source: string;
}

/** The marked lines of a variant; null where no schedule says which thread runs. */
export const markedLines = onceFor(
  ({ scheduled, python }: Variant): { lines: MarkedLines | null } => {
    if (scheduled === undefined) return { lines: null };
    const lines = linesOf(python);
    const found = (marks: readonly MarkedLine[]) =>
      marks
        .map((mark) => (typeof mark === 'string' ? lines.numberOf(mark) : lines.numberOf(...mark)))
        .map((line) => ({ line }));
    return { lines: { R: found(scheduled.R), W: found(scheduled.W), source: python } };
  },
);
