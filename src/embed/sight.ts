import type { Happening } from './playRules';

/** So much of it has to be in sight for it to count as seen. */
const SEEN = 0.3;

/**
 * Tells what can be seen of the embed. A window of no size is not seen, nor is one that was never painted: in a deck
 * that fades, the slides to come lie under the present one, invisible.
 */
export function followSight(happen: (what: Happening) => void): void {
  let inSight = false;
  let painted = false;
  let seen = false;
  const look = (): void => {
    const now = inSight && painted;
    if (now === seen) return;
    seen = now;
    happen(seen ? 'seen' : 'unseen');
  };
  new IntersectionObserver(
    (entries) => {
      inSight = entries.at(-1)!.intersectionRatio >= SEEN;
      look();
    },
    { threshold: [0, SEEN] },
  ).observe(document.documentElement);
  const paint = (): void => {
    painted = true;
    look();
  };
  if (PerformanceObserver.supportedEntryTypes.includes('paint')) {
    new PerformanceObserver(paint).observe({ type: 'paint', buffered: true });
  } else {
    paint();
  }

  const wake = (): void => happen(document.hidden ? 'asleep' : 'awake');
  document.addEventListener('visibilitychange', wake);
  if (document.hidden) wake();
}
