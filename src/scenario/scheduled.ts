import { linesOf } from './pythonLines';
import { onceFor } from './onceFor';
import type { MarkedLine, Variant } from './types';

/** A thread of an explicit schedule: R is the reactor thread, W the program's first other one. */
export type ThreadLetter = 'R' | 'W';

export interface MarkedCode {
  /** Its number in the file, from 1. */
  line: number;
  code: string;
  /** Of its code in the file, in characters. */
  indent: number;
  /** It begins the other branch: an `else:` stands above it. */
  isElse: boolean;
}

/** The marked lines of each thread in the file's order. */
export type MarkedLines = Readonly<Record<ThreadLetter, readonly MarkedCode[]>>;

/** The marked lines of a variant; null where no schedule says which thread runs. */
export const markedLines = onceFor(
  ({ scheduled, python }: Variant): { lines: MarkedLines | null } => {
    if (scheduled === undefined) return { lines: null };
    const lines = linesOf(python);
    const found = (marks: readonly MarkedLine[]) =>
      marks
        .map((mark) => (typeof mark === 'string' ? lines.numberOf(mark) : lines.numberOf(...mark)))
        .map((line) => ({
          line,
          code: lines.textOf(line),
          indent: python.split('\n')[line - 1]!.search(/\S/),
          isElse: lines.textOf(line - 1) === 'else:',
        }));
    return { lines: { R: found(scheduled.R), W: found(scheduled.W) } };
  },
);
