/**
 * The value that `share` of all do not exceed (by nearest rank, so that it is one of them): 0.5 the median, 1 the
 * largest; null of none.
 */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
