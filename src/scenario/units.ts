import { NS_PER_MS, NS_PER_SECOND } from '../simulator/units';

export { NS_PER_MS, NS_PER_SECOND };

/** `A`, `A and B`, `A, B and D`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
