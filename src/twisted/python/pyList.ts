import { ValueError } from './exceptions';

/** Python's `list.remove`: takes the first `item` out. Throws `ValueError` when there is none. */
export function listRemove<T>(list: T[], item: T): void {
  const place = list.indexOf(item);
  if (place < 0) throw new ValueError('list.remove(x): x not in list');
  list.splice(place, 1);
}
