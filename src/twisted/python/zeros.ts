/** So short ones are strings: longer than what a recording shows of a text. */
const SHORT = 64;

/**
 * Answers as a string of zero bytes does, and has none of them: what lies in a buffer costs no memory, however much it
 * is. Who takes it only slices and joins (`joined` in `simulator/bytes.ts`).
 */
class Zeros {
  readonly length: number;

  constructor(length: number) {
    this.length = length;
  }

  slice(start = 0, end = this.length): string {
    const at = (place: number): number =>
      place < 0 ? Math.max(0, this.length + place) : Math.min(place, this.length);
    return zeros(Math.max(0, at(end) - at(start)));
  }

  /** With anything but zeros it is an ordinary string. */
  concat(...others: string[]): string {
    if (!others.every(isOfZeros)) return this.toString().concat(...others);
    return zeros(others.reduce((sum, { length }) => sum + length, this.length));
  }

  toString(): string {
    return '\0'.repeat(this.length);
  }
}

const isOfZeros = (data: string): boolean =>
  (data as unknown) instanceof Zeros || /^\0*$/.test(data);

/** Python's `bytes(n)`: for the contents of a file that nobody looks at. */
export function zeros(length: number): string {
  return length <= SHORT ? '\0'.repeat(length) : (new Zeros(length) as unknown as string);
}
