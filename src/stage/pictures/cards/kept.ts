import { places, type CardPlace } from './model';

/** What the picture keeps: which place the reader gave to which card, by the card's code. */
export type Sort = Readonly<Record<string, CardPlace>>;

/** The sort that was kept; empty when there is none, or it is something else. */
export function sortOf(kept: unknown): Sort {
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).filter(([, place]) => (places as readonly unknown[]).includes(place)),
  ) as Sort;
}

/** The place that an arrow key leads to, from `place` or from none; null for another key. */
export function placeByKey(key: string, place: CardPlace | undefined): CardPlace | null {
  const at = place === undefined ? -1 : places.indexOf(place);
  const count = places.length;
  if (key === 'ArrowRight' || key === 'ArrowDown') return places[(at + 1) % count]!;
  if (key === 'ArrowLeft' || key === 'ArrowUp') {
    return places[at < 0 ? count - 1 : (at + count - 1) % count]!;
  }
  return null;
}
