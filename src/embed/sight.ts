import { framed } from './parent';
import type { Happening } from './playEvents';

/** So much of it has to be in sight for it to count as seen. */
const SEEN = 0.3;

/** Two pictures that are further apart, in milliseconds, may be those of a hidden frame. */
const SHORT_MS = 500;
/** How often it is asked for two; so many times in vain, and it is hidden. A covered window has said so before. */
const ASK_MS = 300;
const MISSED = 6;

/**
 * Tells what can be seen of the embed. A window of no size is not seen, nor is one that was never painted: in a deck
 * that fades, the slides to come lie under the present one, invisible.
 */
export function followSight(happen: (what: Happening) => void): void {
  let inSight = false;
  let painted = false;
  let missed = 0;
  let seen = false;
  const look = (): void => {
    const now = inSight && painted && missed < MISSED;
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

  // To a frame that its page hides, Firefox says nothing, and no observer reports any more. It gives it one picture a
  // second, or none: two in short order, asked for now and then, show that it is there.
  const ask = (): void => {
    requestAnimationFrame((first) =>
      requestAnimationFrame((second) => {
        if (second - first > SHORT_MS) return ask();
        missed = 0;
        look();
      }),
    );
  };
  // The name is Firefox's alone.
  if (framed() && 'mozInnerScreenX' in window) {
    setInterval(() => {
      if (document.hidden) return;
      if (missed === 0) ask();
      missed += 1;
      look();
    }, ASK_MS);
  }

  const wake = (): void => happen(document.hidden ? 'asleep' : 'awake');
  document.addEventListener('visibilitychange', wake);
  if (document.hidden) wake();
}
