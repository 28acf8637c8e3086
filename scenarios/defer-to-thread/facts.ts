import { durationText, momentText } from '../../src/player/measures/durations';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { waitsOf } from '../../src/player/measures/waits';
import type { Wait } from '../../src/player/world/world.types';
import type { RecordedEvent, VirtualNs } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { causeIndex, causeOf, eventsOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { listed, NS_PER_SECOND } from '../../src/scenario/units';

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const blockNs = values.block! * NS_PER_SECOND;
  const raises = values.raises === 1;
  const found: Record<string, string> = {
    block: durationText(blockNs),
    moved: blockNs > 0 ? 'The wait moved; it did not shrink' : 'Nothing took time that could move',
    half: durationText(blockNs / 2, 2),
    result: raises && recording.variant !== 'inline' ? 'a Failure' : 'its result',
    writer: raises ? 'The errback' : 'sendLine',
  };
  const posted = causeOf(recording, 'posted');
  if (posted) found.postedAt = momentText(posted.timeNs, 2);
  const queued = causeOf(recording, 'queued');
  const begun = causeOf(recording, 'begun-late');
  if (queued && begun) found.queuedFor = durationText(begun.timeNs - queued.timeNs, 2);
  const piled = causeOf<'net.arrive'>(recording, 'piled');
  if (piled) found.piler = piled.conn!;
  const free = causeOf<'client.recv'>(recording, 'meanwhile');
  if (free) {
    found.free = free.conn!;
    found.freeWait = durationText(waitAnsweredAt(recording, causeIndex(recording, 'meanwhile')));
  }
  const held = heldWaits(recording);
  if (held.length > 0) {
    found.held = listed([...new Set(held.map(({ client }) => client))].sort());
    found.heldWait = durationText(Math.max(...held.map(waited)));
  }
  const answered = Math.max(
    causeIndex(recording, 'answered'),
    causeIndex(recording, 'answered-late'),
  );
  if (answered >= 0) found.cWait = durationText(waitAnsweredAt(recording, answered));
  return found;
}

/** Whether a job is the report, or half of it. */
export const isReport = (job: string | null | undefined): boolean =>
  job?.endsWith('_report') === true;

/** What C got, if it got anything. */
export const answerOfC = (recording: Recording): RecordedEvent | undefined =>
  eventsOf(recording, 'client.recv').find(({ conn }) => conn === 'C');

/** C has asked for the report before event `index`, and the reactor does not have the last of it. */
export function reportGoesOn({ events }: Recording, index: number): boolean {
  const taken = events.findIndex((e) => e.kind === 'callInThread' && isReport(e.name));
  const done = events.findIndex(
    (e, i) => i > taken && (e.kind === 'write' || e.kind === 'writeIgnored') && e.conn === 'C',
  );
  return taken >= 0 && taken < index && index < done;
}

const waited = ({ answeredNs, sentNs }: Wait): VirtualNs => answeredNs! - sentNs;

/** Waits of the others that they notice, by their answers. */
export function heldWaits(recording: Recording): Wait[] {
  return waitsOf(recording)
    .filter((wait) => wait.client !== 'C' && wait.answeredNs !== null)
    .filter((wait) => waited(wait) >= NOTICEABLE_NS)
    .sort((a, b) => a.answeredIndex! - b.answeredIndex!);
}

function waitAnsweredAt(recording: Recording, index: number): VirtualNs {
  return waited(waitsOf(recording).find(({ answeredIndex }) => answeredIndex === index)!);
}
