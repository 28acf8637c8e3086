/** A callback above an errback, by their functions' names; null is an empty seat, which a result passes. */
export interface RailPair {
  callback: string | null;
  errback: string | null;
}

/** Which function of a Deferred's pairs, from `place` on, gets a result: a value, or a failure. Null: none does. */
export function nextCalled(
  pairs: readonly RailPair[],
  place: number,
  ok: boolean,
): { name: string; place: number } | null {
  for (let i = place; i < pairs.length; i++) {
    const name = ok ? pairs[i]!.callback : pairs[i]!.errback;
    if (name !== null) return { name, place: i };
  }
  return null;
}

/** A result as a recording has it, in words: the error's name for a Failure, None where there is none. */
export function resultText(value: unknown): string {
  if (value === undefined || value === null) return 'None';
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : 'a value';
  return /^Failure\((\w+)\)$/.exec(text)?.[1] ?? text;
}
