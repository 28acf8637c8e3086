/**
 * Finds the line of a `server.py` by its text, so that a `server.ts` says where it is in the reader's
 * words and not by a number that goes stale.
 */
export class PythonLines {
  private readonly numbers = new Map<string, number>();
  private readonly twice = new Set<string>();
  private readonly texts: string[];

  constructor(source: string) {
    this.texts = source.split('\n').map(code);
    this.texts.forEach((text, i) => {
      if (text === '') return;
      if (this.numbers.has(text)) this.twice.add(text);
      this.numbers.set(text, i + 1);
    });
  }

  /**
   * The 1-based number of the one line whose code is `text` (indent and comment left out).
   * @throws Error when there is no such line, or more than one.
   */
  numberOf(text: string): number {
    const number = this.numbers.get(text);
    if (number === undefined) throw new Error(`server.py has no line "${text}"`);
    if (this.twice.has(text)) throw new Error(`server.py has the line "${text}" more than once`);
    return number;
  }

  /** The code of line `number`, without indent and comment. */
  textOf(number: number): string {
    return this.texts[number - 1] ?? '';
  }
}

function code(line: string): string {
  return line.replace(/\s+#.*$/, '').trim();
}
