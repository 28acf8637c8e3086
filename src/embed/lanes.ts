import { timelineRuns } from '../session/pictures';
import type { Session } from '../session/session.svelte';
import { embedLayout } from '../stage/lanes/embedLayout';
import { scrubByKey, scrubByMove, scrubByPress, type Scrub } from '../stage/kit/scrub';
import { timeScale } from '../stage/lanes/timeline';
import type { Driver } from './driver';

/** What the line of the present goes by, as the lanes were drawn. */
function scrubOf(session: Session): Omit<Scrub, 'onscrub'> {
  const domainNs: [number, number] = [0, session.axisEndNs];
  const x = timeScale(domainNs, embedLayout(timelineRuns(session)).timeline.plot);
  return { timeNs: session.timeNs, domainNs, invert: (at) => x.invert(at), logarithmic: false };
}

/** Listens to the line of the present, for all of `target`: what is in it was written as text. */
export function follow(target: HTMLElement, driver: Driver): void {
  const { session } = driver;
  const lineAt = ({ target }: Event): SVGElement | null =>
    target instanceof Element ? target.closest<SVGElement>('[data-id=playhead]') : null;
  const scrub = (): Scrub => ({
    ...scrubOf(session),
    onscrub: (timeNs) => driver.act((session) => session.seekTime(timeNs)),
  });
  target.addEventListener('keydown', (event) => {
    if (lineAt(event)) scrubByKey(event, scrub());
  });
  target.addEventListener('pointerdown', (event) => {
    const line = lineAt(event);
    if (line) scrubByPress(line, event, scrub());
  });
  target.addEventListener('pointermove', (event) => {
    const line = lineAt(event);
    if (line) scrubByMove(line, event, scrub());
  });
}
