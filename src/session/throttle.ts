/** What `throttle` needs of a window; a test hands in its own. */
export interface Timers {
  setTimeout(run: () => void, delayMs: number): unknown;
}

/**
 * Calls `run` with the latest value, at once for the first and then at most once in `intervalMs`; the
 * last value is always delivered. A browser ignores `replaceState` beyond 100 calls in 30 s.
 */
export function throttle<T>(
  run: (value: T) => void,
  intervalMs: number,
  timers: Timers,
): (value: T) => void {
  let waiting = false;
  let pending: { value: T } | null = null;
  const open = (): void => {
    waiting = false;
    if (pending === null) return;
    const { value } = pending;
    pending = null;
    deliver(value);
  };
  const deliver = (value: T): void => {
    waiting = true;
    timers.setTimeout(open, intervalMs);
    run(value);
  };
  return (value) => {
    if (waiting) pending = { value };
    else deliver(value);
  };
}
