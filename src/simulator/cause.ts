/**
 * What led to the code that runs now: the event that gave a protocol its data, or nothing. Code that will run later
 * (a timer, a callback, a job of a thread) takes the cause along that it was made with: whoever keeps such code
 * keeps `currentCause()` with it, and calls it between `enterCause(kept)` and `enterCause` of what that returned.
 *
 * One number, because it is kept with every callback: 0 is none, k + 1 the event of index k. Negative: the same event,
 * but borrowed from whoever fired a Deferred; see `causeOfCallback`.
 */
export type Cause = number;

export const NO_CAUSE: Cause = 0;

let current: Cause = NO_CAUSE;

/** The cause of what runs now, to be kept with code that will run later. */
export function currentCause(): Cause {
  return current;
}

/** From now on `cause` is what leads to what happens. Returns the cause before, to go back to. */
export function enterCause(cause: Cause): Cause {
  const before = current;
  current = cause;
  return before;
}

/**
 * The cause of a Deferred's callback. That of whoever added it, if that was the handling of data: a lock that A gives
 * back serves B's request and not A's. Else that of whoever fires it (a Deferred of `connectionMade` that a later line
 * fires). That one is borrowed: what the callback waits for next is again fired by another.
 *
 * @param fired of whoever gave the result, if that is not what runs now
 */
export function causeOfCallback(added: Cause, fired: Cause = NO_CAUSE): Cause {
  const firer = fired === NO_CAUSE ? current : fired;
  if (added > 0 || firer === NO_CAUSE) return added;
  return firer > 0 ? -firer : firer;
}

/** The event of this index, as a cause. */
export function causeOfEvent(index: number): Cause {
  return index + 1;
}

/** The index of the event, or null. */
export function eventOf(cause: Cause): number | null {
  return cause === NO_CAUSE ? null : Math.abs(cause) - 1;
}
