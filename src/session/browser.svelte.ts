import type { Session } from './session.svelte';
import type { Show } from './show';

/** Tells a session what the system asks for, now and whenever it changes. `theme` false
 * leaves the theme alone. Returns what stops it. */
export function followSystem(session: Session, { theme = true } = {}): () => void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const reduce = matchMedia('(prefers-reduced-motion: reduce)');
  const tell = (): void => {
    if (theme) session.systemTheme = dark.matches ? 'dark' : 'light';
    session.setSystemReducesMotion(reduce.matches);
  };
  tell();
  dark.addEventListener('change', tell);
  reduce.addEventListener('change', tell);
  return () => {
    dark.removeEventListener('change', tell);
    reduce.removeEventListener('change', tell);
  };
}

/** A frame that comes later than this (a hidden tab) counts as this, so that nothing jumps. */
export const FRAME_MS_MAX = 100;

/** An effect: while the show plays, hands it the time between frames. Returns what stops it. */
export function keepPlaying(show: Pick<Show, 'state' | 'tick'>): (() => void) | undefined {
  if (show.state !== 'playing') return undefined;
  let before: number | null = null;
  let frame = requestAnimationFrame(function tick(wallMs) {
    frame = requestAnimationFrame(tick);
    if (before !== null) show.tick(Math.min(wallMs - before, FRAME_MS_MAX));
    before = wallMs;
  });
  return () => cancelAnimationFrame(frame);
}
