import type { Values, Variant } from './types';

/**
 * Finds the line of a `server.py` by its text, so that a `server.ts` says where it is in the reader's
 * words and not by a number that goes stale.
 */
export class PythonLines {
  readonly #numbers = new Map<string, number[]>();
  readonly #texts: string[];

  constructor(source: string) {
    this.#texts = source.split('\n').map(code);
    this.#texts.forEach((text, i) => {
      if (text === '') return;
      this.#numbers.set(text, [...(this.#numbers.get(text) ?? []), i + 1]);
    });
  }

  /**
   * The 1-based number of the one line whose code is `text` (indent and comment left out), or of the `nth` such.
   * @throws Error when there is no such line, or more than one and `nth` does not say which.
   */
  numberOf(text: string, nth?: number): number {
    const numbers = this.#numbers.get(text) ?? [];
    const number = numbers[(nth ?? 1) - 1];
    if (number === undefined) throw new Error(`server.py has no line "${text}"`);
    if (nth === undefined && numbers.length > 1)
      throw new Error(`server.py has the line "${text}" more than once`);
    return number;
  }

  /** The code of line `number`, without indent and comment. */
  textOf(number: number): string {
    return this.#texts[number - 1] ?? '';
  }
}

const read = new Map<string, PythonLines>();

/** The lines of a `server.py`, found once. */
export function linesOf(source: string): PythonLines {
  let lines = read.get(source);
  if (lines === undefined) read.set(source, (lines = new PythonLines(source)));
  return lines;
}

/** The file of a variant, as it is with these values. */
export function sourceOf(
  { python, arranged }: Pick<Variant, 'python' | 'arranged'>,
  values: Values,
): string {
  return arranged?.(values) ?? python;
}

function code(line: string): string {
  return line.replace(/\s+#.*$/, '').trim();
}
