import type { RailPair } from '../../../player/measures/rails';
import type { Car } from '../../../scenario/picture';

/** Where a car may go, and what the pairs are then. */
export interface Move {
  pairs: readonly RailPair[];
  /** `off` the rails; `gap` before that pair, in a pair of its own; `beside` the other car of that pair. Places of `rest`. */
  to: { kind: 'off' } | { kind: 'gap' | 'beside'; place: number };
}

/** The pairs without one car; a pair that is empty then is none. */
export function without(pairs: readonly RailPair[], { name, rail }: Car): RailPair[] {
  return pairs
    .map((pair) => (pair[rail] === name ? { ...pair, [rail]: null } : pair))
    .filter(({ callback, errback }) => callback !== null || errback !== null);
}

/** Everywhere that a car may go, from the yard to the end of the rails. */
export function movesOf(pairs: readonly RailPair[], car: Car): Move[] {
  const rest = without(pairs, car);
  const alone: RailPair = { callback: null, errback: null, [car.rail]: car.name };
  const moves: Move[] = [{ pairs: rest, to: { kind: 'off' } }];
  for (let place = 0; place <= rest.length; place++) {
    moves.push({
      pairs: [...rest.slice(0, place), alone, ...rest.slice(place)],
      to: { kind: 'gap', place },
    });
    const pair = rest[place];
    if (pair === undefined || pair[car.rail] !== null) continue;
    const joined = { ...pair, [car.rail]: car.name };
    moves.push({
      pairs: [...rest.slice(0, place), joined, ...rest.slice(place + 1)],
      to: { kind: 'beside', place },
    });
  }
  return moves;
}

const wordOf = (pairs: readonly RailPair[]): string => JSON.stringify(pairs);

/** Which of its moves a car has made. */
export function moveNow(moves: readonly Move[], pairs: readonly RailPair[]): number {
  const now = wordOf(pairs);
  return moves.findIndex((move) => wordOf(move.pairs) === now);
}

/** The move that a key makes, from the one that is made; null for another key. */
export function moveByKey(key: string, now: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(now + 1, count - 1);
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(now - 1, 0);
    case 'Home':
    case 'Delete':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Where a car is, in words: “2 of 4, beside log”. */
export function placeWords(pairs: readonly RailPair[], { name, rail }: Car): string {
  const place = pairs.findIndex((pair) => pair[rail] === name);
  if (place < 0) return 'not coupled';
  const other = pairs[place]![rail === 'callback' ? 'errback' : 'callback'];
  return `${place + 1} of ${pairs.length}${other === null ? '' : `, beside ${other}`}`;
}
