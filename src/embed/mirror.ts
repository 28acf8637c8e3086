/**
 * What copies of one embed in other windows tell each other: where they stand, not what they look like. A step, a
 * time and the sliders are in the address, and whoever plays goes on by its own clock.
 */
export interface Telling {
  /** Counts what was done in any copy: the last one wins. */
  n: number;
  /** How deep the copy is framed: 1 is in the deck itself, more is in a copy of the deck, as in a speaker's view. */
  depth: 1 | 2;
  /** Who did it: decides between two who did something at once. */
  who: string;
  /** The address of what is shown. */
  query: string;
  playing: boolean;
  /** The bet: hands for each option, whether its answer may be seen. */
  hands: readonly number[];
  settled: boolean;
  /** Question or answer stand over the picture. */
  stands: boolean;
  /** Nobody did it: a slide came or went. Only copies of the deck follow that, another deck sees to its own. */
  auto: boolean;
  /** Asks the others where they stand. */
  asks: boolean;
}

/** What one copy knows of the others. */
export interface Mirroring {
  n: number;
  who: string;
  depth: 1 | 2;
  /** A copy of the deck that has heard the deck: it does as that does, and starts nothing. */
  follows: boolean;
}

/** Takes what another copy says; `obey` says whether to go where it is. Pure. */
export function hearCopy(
  before: Mirroring,
  said: Telling,
): { mirroring: Mirroring; obey: boolean } {
  const fromDeck = before.depth > 1 && said.depth === 1;
  const mirroring = { ...before, follows: before.follows || fromDeck };
  if (said.asks) return { mirroring, obey: false };
  const later = said.n > before.n || (said.n === before.n && said.who > before.who && !said.auto);
  const obey = fromDeck ? said.n >= before.n : later && !said.auto;
  if (obey) mirroring.n = Math.max(before.n, said.n);
  return { mirroring, obey };
}

/** Reads what arrived on the channel: any page of this origin may have sent it. */
export function readTelling(data: unknown): Telling | null {
  const { n, depth, who, query, playing, hands, settled, stands, auto, asks } = Object(
    data,
  ) as Record<keyof Telling, unknown>;
  const fine =
    Number.isSafeInteger(n) &&
    (depth === 1 || depth === 2) &&
    typeof who === 'string' &&
    typeof query === 'string' &&
    Array.isArray(hands) &&
    hands.every(Number.isSafeInteger);
  if (!fine) return null;
  return {
    n: n as number,
    depth,
    who,
    query,
    playing: playing === true,
    hands: hands as number[],
    settled: settled === true,
    stands: stands === true,
    auto: auto === true,
    asks: asks === true,
  };
}
