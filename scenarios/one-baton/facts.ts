import { durationText, momentText } from '../../src/player/measures/durations';
import { latenessOf, median, type Lateness } from '../../src/player/measures/baton';
import { waitsOf } from '../../src/player/measures/waits';
import type { VirtualNs } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { causeIndex, causeOf, eventsOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';

/** Who asks for the crunching. */
export const ASKER = 'C';
/** Why nobody waits, for each variant in which nobody does. */
const WHY: Readonly<Record<string, string>> = {
  waits: 'the disc was free',
  c: 'the disc was free',
  process: 'this process’s disc was free',
  free: 'nothing to wait for',
};
const ONE_JOB = 'half a second';

/** From the handler that begins the jobs to the answer that they are done; null where nothing is asked. */
export function crunchTime(recording: Recording): { fromNs: VirtualNs; toNs: VirtualNs } | null {
  const start = eventsOf(recording, 'handlerStart').find(({ what }) => what === 'CRUNCH');
  const done = eventsOf(recording, 'write').find(({ conn }) => conn === ASKER);
  return start === undefined || done === undefined
    ? null
    : { fromNs: start.timeNs, toNs: done.timeNs };
}

/** How late the lines of the others were heard that came while something was crunched. */
export function lateDuring(recording: Recording): Lateness[] {
  const time = crunchTime(recording);
  return latenessOf(recording).filter(
    ({ client, arrivedNs }) =>
      client !== ASKER && time !== null && arrivedNs > time.fromNs && arrivedNs < time.toNs,
  );
}

/** The longest of them. */
export const worstNs = (recording: Recording): VirtualNs =>
  Math.max(0, ...lateDuring(recording).map(({ lateNs }) => lateNs));

/** The middle one of them. */
export const usualNs = (recording: Recording): VirtualNs =>
  median(lateDuring(recording).map(({ lateNs }) => lateNs));

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const threads = values.jobs!;
  const found: Record<string, string> = {
    interval: durationText(values.switch! * NS_PER_MS),
    jobs: threads === 1 ? 'one job' : `${threads} jobs`,
    processes:
      threads === 1
        ? 'A second process: an interpreter, and a disc, of its own'
        : `${threads} more processes, each with an interpreter and a disc of its own`,
    why: WHY[recording.variant!] ?? '',
    each: threads === 1 ? ONE_JOB : `${ONE_JOB} each`,
    late: lateText(recording),
    calm: durationText(Math.min(...waitsOf(recording).flatMap(answeredAfter))),
  };
  const time = crunchTime(recording);
  if (time !== null) found.took = durationText(time.toNs - time.fromNs, 2);
  const waited = causeOf<'gilWait'>(recording, 'waited');
  if (waited) found.waited = durationText(waited.durationNs);
  const queued = causeOf<'gilWait'>(recording, 'queued');
  if (queued) found.queuedFor = durationText(queued.durationNs);
  const wants = causeOf<'net.arrive'>(recording, 'wants');
  if (wants) found.wants = wants.conn!;
  const held = causeOf<'net.arrive'>(recording, 'held');
  if (held) Object.assign(found, { held: held.conn!, heldAt: momentText(held.timeNs, 2) });
  for (const beat of ['slowed', 'spared', 'late']) {
    const index = causeIndex(recording, beat);
    const wait = waitsOf(recording).find(({ answeredIndex }) => answeredIndex === index);
    if (wait !== undefined) {
      found.name = wait.client;
      found.wait = durationText(wait.answeredNs! - wait.sentNs, 2);
    }
  }
  return found;
}

/** How late lines were heard: “5 ms late each time”. */
export function lateText(recording: Recording): string {
  const [usual, worst] = [usualNs(recording), worstNs(recording)].map((ns) => durationText(ns));
  return usual === worst ? `${worst} late each time` : `${usual} late, ${worst} at most`;
}

const answeredAfter = ({
  answeredNs,
  sentNs,
}: {
  answeredNs: VirtualNs | null;
  sentNs: VirtualNs;
}) => (answeredNs === null ? [] : [answeredNs - sentNs]);
