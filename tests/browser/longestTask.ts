// How long the tasks of a page's thread are.
import { expect, type Browser, type Frame, type Page } from '@playwright/test';

interface Watching extends Window {
  longTasks: number[];
}

/**
 * The longest task of a frame's thread while `act` goes on, in ms: as the browser's own observer of long tasks has it,
 * or, if that is less, by the time that the processor worked on it. On a quiet machine the two are the same; one with
 * other things to do makes every task seem long.
 */
export async function longestTask(
  { page, browser }: { page: Page; browser: Browser },
  act: () => Promise<unknown>,
  frame = (): Frame => page.mainFrame(),
): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  await act();
  const observed = await frame().evaluate(() => {
    performance.mark('looked');
    return (window as unknown as Watching).longTasks.splice(0);
  });
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const place = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;
  const own = place(traceEvents.find(({ name }) => name === 'looked')!);
  const worked = traceEvents
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && place(event) === own)
    .map(({ dur = 0, tdur = dur }) => tdur / 1_000);
  expect(worked.length, 'tasks in the trace').toBeGreaterThan(5);
  return Math.min(Math.max(0, ...observed), Math.max(...worked));
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds; `tdur` of the processor's time. */
  dur?: number;
  tdur?: number;
}

/**
 * Notes the long tasks of each document that the page shows from now on, without the time in which the browser makes the
 * `data` of a message: no document can look at one before.
 */
export async function watch(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const longTasks: number[] = [];
    Object.assign(window, { longTasks });
    const unpacking: { at: number; ms: number }[] = [];
    // Before any listener of the document: the browser makes the data once, when it is first asked for.
    window.addEventListener(
      'message',
      (event) => {
        const at = performance.now();
        void event.data;
        unpacking.push({ at, ms: performance.now() - at });
      },
      { capture: true },
    );
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        const inside = unpacking.filter(({ at }) => at >= startTime && at <= startTime + duration);
        longTasks.push(inside.reduce((own, { ms }) => own - ms, duration));
      }
    }).observe({ type: 'longtask', buffered: true });
  });
}
