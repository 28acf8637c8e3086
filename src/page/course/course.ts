import type { CoursePlace } from '../../../scenarios/lessons';

export type { CoursePlace };

/**
 * Where a reader goes on to from `id`: the next scenario, at the end of the course the first
 * that is not done. Undefined when there is none.
 */
export function nextPlace(
  course: readonly CoursePlace[],
  id: string,
  done: readonly string[],
): CoursePlace | undefined {
  const here = course.findIndex((one) => one.id === id);
  return course[here + 1] ?? course.find((one) => one.id !== id && !done.includes(one.id));
}
