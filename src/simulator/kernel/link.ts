import type { VirtualNs } from '../../recording/events';
import type { EventQueue } from '../clock';
import { NS_PER_MS } from '../units';

/** Python's `Fraction.limit_denominator(10 ** 6)`: the largest denominator of a rate. */
const MAX_DENOMINATOR = 1_000_000n;

interface Ratio {
  numerator: bigint;
  denominator: bigint;
}

/** What one direction of a connection goes over: with a rate, one segment after the other. */
export class Link {
  /** Most bytes of one segment. */
  readonly segmentBytes: number;
  #freeNs: VirtualNs = 0;
  readonly #queue: EventQueue;
  /** Bytes per ms; null is infinitely fast. */
  readonly #rate: Ratio | null;

  /** `rate` in bytes per ms, null for infinite; then data is not cut into segments of `mss` bytes. */
  constructor(queue: EventQueue, rate: number | null, mss: number) {
    this.#queue = queue;
    this.#rate = rate === null || rate === 0 ? null : ratioOf(rate);
    this.segmentBytes = this.#rate === null ? Infinity : mss;
  }

  /** Puts a segment of `size` bytes on the link as soon as it is free; the time when its last bit leaves. */
  departure(size: number): VirtualNs {
    const { nowNs } = this.#queue;
    if (this.#rate === null) return nowNs;
    this.#freeNs = Math.max(nowNs, this.#freeNs) + this.#durationNs(size, this.#rate);
    return this.#freeNs;
  }

  #durationNs(size: number, rate: Ratio): VirtualNs {
    if (rate.denominator === 1n) return Math.floor((size * NS_PER_MS) / Number(rate.numerator));
    return Number((BigInt(size) * BigInt(NS_PER_MS) * rate.denominator) / rate.numerator);
  }
}

/** The fraction nearest to `x` (positive) with a denominator of at most a million, exactly as Python's. */
function ratioOf(x: number): Ratio {
  const exact = exactRatio(x);
  if (exact.denominator <= MAX_DENOMINATOR) return exact;
  let [p0, q0, p1, q1] = [0n, 1n, 1n, 0n];
  let [n, d] = [exact.numerator, exact.denominator];
  for (;;) {
    const a = n / d;
    const q2 = q0 + a * q1;
    if (q2 > MAX_DENOMINATOR) break;
    [p0, q0, p1, q1] = [p1, q1, p0 + a * p1, q2];
    [n, d] = [d, n - a * d];
  }
  const k = (MAX_DENOMINATOR - q0) / q1;
  const lower = { numerator: p0 + k * p1, denominator: q0 + k * q1 };
  const upper = { numerator: p1, denominator: q1 };
  return isCloser(lower, upper, exact) ? lower : upper;
}

/** Whether |a - x| < |b - x|, exactly. */
function isCloser(a: Ratio, b: Ratio, x: Ratio): boolean {
  const distanceA = absolute(a.numerator * x.denominator - x.numerator * a.denominator);
  const distanceB = absolute(b.numerator * x.denominator - x.numerator * b.denominator);
  return distanceA * b.denominator < distanceB * a.denominator;
}

function absolute(x: bigint): bigint {
  return x < 0n ? -x : x;
}

/** A double is a whole number times a power of two. */
function exactRatio(x: number): Ratio {
  let denominator = 1n;
  while (!Number.isInteger(x)) {
    x *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(x), denominator };
}
