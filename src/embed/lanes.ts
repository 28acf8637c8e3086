import { timelineRuns } from '../session/pictures';
import type { Session } from '../session/session.svelte';
import { embedLayout } from '../stage/embed';
import type { Scrub } from '../stage/scrub';
import { timeScale } from '../stage/timeline';

/** The lanes of a scenario that has a timeline; the file of one that has none comes without them. */
export { default as Stage } from '../stage/EmbedStage.svelte';

/** What the line of the present goes by, as `Stage` has drawn it. */
export function scrubOf(session: Session): Omit<Scrub, 'onscrub'> {
  const domainNs: [number, number] = [0, session.axisEndNs];
  const x = timeScale(domainNs, embedLayout(timelineRuns(session)).timeline.plot);
  return { timeNs: session.timeNs, domainNs, invert: (at) => x.invert(at), logarithmic: false };
}
