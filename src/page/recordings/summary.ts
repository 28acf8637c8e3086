import { momentText } from '../../player/measures/durations';
import type { RunEnd } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { isKnownKind } from '../../recording/eventTable';
import { shortText } from '../../stage/kit/text';
import type { OpenedRecording } from '../../session/openedRecording.svelte';
import { grouped } from '../../recording/digits';

const ENDS: Readonly<Record<NonNullable<RunEnd>, string>> = {
  idle: 'ends when nothing more can happen',
  until: 'ends at its time limit',
  maxIterations: 'cut off at its limit of turns',
  recursionLimit: 'met Python’s recursion limit, nearly as counted',
  deadlock: 'ends in deadlock: jobs wait for threads that wait for ever',
  hangs: 'hangs: its main thread waits for what can never come',
};

function endText({ cut, end }: Recording): string {
  if (cut) return 'the file is cut: shown up to its last whole event';
  return end === null ? 'ends with its last event' : ENDS[end];
}

/** A recording in a line: `select reactor · 235 events in 22 turns · 6.513 s · ends when nothing more can happen`. */
export function summary(opened: OpenedRecording): string {
  const { recording, name, run, turns } = opened;
  const events = recording.events.length;
  const own = recording.workload ?? recording.scenario;
  return [
    ...(own !== undefined && own !== name ? [shortText(own)] : []),
    `${recording.reactor} reactor`,
    `${grouped(events)} ${events === 1 ? 'event' : 'events'} in ${grouped(turns)} ${turns === 1 ? 'turn' : 'turns'}`,
    momentText(run.endNs, 3),
    endText(recording),
  ].join(' · ');
}

/** Says what is stepped over and not drawn, `3 events are of kinds not known here …: foo, bar.`; null for nothing. */
export function unknownText(events: readonly { kind: string }[]): string | null {
  const unknown = events.filter(({ kind }) => !isKnownKind(kind));
  const kinds = [...new Set(unknown.map(({ kind }) => kind))];
  const count = unknown.length;
  if (count === 0) return null;
  const names = kinds.slice(0, 5).map((kind) => shortText(kind));
  const more = kinds.length > names.length ? ` and ${kinds.length - names.length} more` : '';
  const what = count === 1 ? '1 event is of a kind' : `${grouped(count)} events are of kinds`;
  return `${what} not known here, stepped over and not drawn: ${names.join(', ')}${more}.`;
}
