import type { Values } from '../../src/scenario/types';

export const NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'] as const;

/** The first so many: C sends much, D asks late, and from E on they only make traffic. */
export function takePart(values: Values): readonly string[] {
  return NAMES.slice(0, values.clients);
}

/** What C sends at once. */
export const BULK_BYTES = 200_000;
