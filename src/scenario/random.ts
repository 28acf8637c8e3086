/** Numbers that look random and are the same for the same seed, everywhere. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
}

/**
 * The generator mulberry32 (Tommy Ettinger, 2017; public domain): 32 bits of state, whole numbers only.
 * @param seed any whole number; it counts modulo 2^32.
 */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  return { integer: (min, max) => min + (next() % (max - min + 1)) };
}

/** Sizes in bytes of pieces of `minBytes` to `maxBytes` that make up `totalBytes`; the last may be smaller. */
export function drawPieces(
  random: Random,
  totalBytes: number,
  minBytes: number,
  maxBytes: number,
): number[] {
  const sizes: number[] = [];
  for (let left = totalBytes; left > 0; left -= sizes[sizes.length - 1]!) {
    sizes.push(Math.min(left, random.integer(minBytes, maxBytes)));
  }
  return sizes;
}
