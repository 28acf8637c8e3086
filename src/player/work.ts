/** Long work in small parts: it stops at each `yield`, for whoever wants to do something else meanwhile. */
export type Work<T> = Generator<void, T>;

/** Steps of a loop between two stops: about a millisecond. */
const PART = 2_048;

/** True at each step of a loop at which it is time to stop. */
export const isPart = (step: number): boolean => step % PART === PART - 1;

/** Does the work without a stop. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
