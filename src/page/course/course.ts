import type { CoursePlace } from '../../../scenarios/lessons';

export type { CoursePlace };

/**
 * Where a reader goes on to from `id`: the next scenario that exists, at the end of the course the first
 * that is not done. Undefined when there is none.
 */
export function nextPlace(
  course: readonly CoursePlace[],
  id: string,
  done: readonly string[],
): CoursePlace | undefined {
  const existing = course.filter(({ exists }) => exists);
  const here = existing.findIndex((one) => one.id === id);
  return existing[here + 1] ?? existing.find((one) => one.id !== id && !done.includes(one.id));
}
