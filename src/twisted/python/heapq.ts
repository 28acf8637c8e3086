/**
 * CPython's `heapq`, step by step: with equal keys the order in which things come out is its order,
 * and that is visible (five calls of equal time come out 1, 3, 5, 2, 4).
 */
export type Less<T> = (a: T, b: T) => boolean;

export function heappush<T>(heap: T[], item: T, less: Less<T>): void {
  heap.push(item);
  siftDown(heap, 0, heap.length - 1, less);
}

/** The smallest item. The heap must not be empty. */
export function heappop<T>(heap: T[], less: Less<T>): T {
  const last = heap.pop()!;
  if (heap.length === 0) return last;
  const top = heap[0]!;
  heap[0] = last;
  siftUp(heap, 0, less);
  return top;
}

export function heapify<T>(heap: T[], less: Less<T>): void {
  for (let i = (heap.length >> 1) - 1; i >= 0; i--) siftUp(heap, i, less);
}

function siftDown<T>(heap: T[], start: number, position: number, less: Less<T>): void {
  const item = heap[position]!;
  while (position > start) {
    const parentPosition = (position - 1) >> 1;
    const parent = heap[parentPosition]!;
    if (!less(item, parent)) break;
    heap[position] = parent;
    position = parentPosition;
  }
  heap[position] = item;
}

/** Moves the smaller child up until a leaf is hit, then the item down from there: fewer comparisons. */
function siftUp<T>(heap: T[], position: number, less: Less<T>): void {
  const start = position;
  const end = heap.length;
  const item = heap[position]!;
  let child = 2 * position + 1;
  while (child < end) {
    const right = child + 1;
    if (right < end && !less(heap[child]!, heap[right]!)) child = right;
    heap[position] = heap[child]!;
    position = child;
    child = 2 * position + 1;
  }
  heap[position] = item;
  siftDown(heap, start, position, less);
}
