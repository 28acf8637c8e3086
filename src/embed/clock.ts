import { FRAME_MS_MAX } from '../session/browser.svelte';
import type { Driver } from './driver';

/** While the session plays, brings it the time between frames. */
export function keepTime(driver: Driver): void {
  let running = false;
  const begin = (): void => {
    if (running || driver.session.state !== 'playing') return;
    running = true;
    let before: number | null = null;
    requestAnimationFrame(function tick(wallMs) {
      running = driver.session.state === 'playing';
      if (!running) return;
      const passedMs = before === null ? 0 : Math.min(wallMs - before, FRAME_MS_MAX);
      before = wallMs;
      driver.act((session) => session.tick(passedMs));
      requestAnimationFrame(tick);
    });
  };
  driver.onchange(begin);
  begin();
}
