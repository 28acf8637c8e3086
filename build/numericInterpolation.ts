// Stands in for d3-interpolate in the built site. d3-scale imports all of that package, colour spaces
// included; every range here is of numbers, and these are its functions for numbers.

export function interpolateNumber(a: number, b: number): (t: number) => number {
  return (t) => a * (1 - t) + b * t;
}

export function interpolateRound(a: number, b: number): (t: number) => number {
  return (t) => Math.round(a * (1 - t) + b * t);
}

/** Throws for a range that is not of numbers. */
export function interpolate(a: unknown, b: unknown): (t: number) => number {
  if (typeof a !== 'number' || typeof b !== 'number') {
    throw new TypeError(`a scale's range must be of numbers, found ${String(a)} and ${String(b)}`);
  }
  return interpolateNumber(a, b);
}

/** Only for diverging scales, which are for colours. */
export function piecewise(): never {
  throw new TypeError('diverging scales are left out of the built site: see build/lean.ts');
}
