import { places, type Place } from './model';

/** Which place the reader gave to which card, by the card's code. */
export type Sort = Readonly<Record<string, Place>>;

const KEY = 'inside-the-reactor.cards';

/** The sort that this browser kept; empty when there is none, or when it may not be read. */
export function loadSort(): Sort {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter(([, place]) => (places as readonly unknown[]).includes(place)),
    ) as Sort;
  } catch {
    return {};
  }
}

/** Keeps the sort, where the browser keeps anything. */
export function saveSort(sort: Sort): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(sort));
  } catch {
    // A private window or a sandbox: it holds as long as this page.
  }
}

/** The place that an arrow key leads to, from `place` or from none; null for another key. */
export function placeByKey(key: string, place: Place | undefined): Place | null {
  const at = place === undefined ? -1 : places.indexOf(place);
  const count = places.length;
  if (key === 'ArrowRight' || key === 'ArrowDown') return places[(at + 1) % count]!;
  if (key === 'ArrowLeft' || key === 'ArrowUp') {
    return places[at < 0 ? count - 1 : (at + count - 1) % count]!;
  }
  return null;
}
