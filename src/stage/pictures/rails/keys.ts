/** The place of a list of `count` to which an arrow key leads from `place`; null for another key. */
export function placeByArrow(
  { key, ctrlKey, altKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
  place: number,
  count: number,
): number | null {
  if (ctrlKey || altKey || metaKey) return null;
  if (key === 'ArrowRight' || key === 'ArrowDown') return (place + 1) % count;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return (place + count - 1) % count;
  return null;
}
