import type { RecordedEvent } from '../../recording/events';
import type { Recording, RecordingHeader } from '../../recording/recording';

/** What the reading worker is asked: the text of a recording, or a file with it. */
export type Source = Blob | string;

/** Lists of a recording that may be long. */
export interface Lists {
  events: RecordedEvent[];
  causes?: NonNullable<Recording['causes']>[number][];
  beats?: NonNullable<Recording['beats']>[number][];
}

/** What it answers: the lists in parts, then the rest; or why there are none, in one sentence. */
export type Answer =
  | ({ kind: 'part' } & Partial<Lists>)
  | { kind: 'done'; header: RecordingHeader }
  | { kind: 'failed'; why: string };

/** Values in one message: a larger one would hold the page up while it is unpacked. */
const PART_VALUES = 40_000;

/** A recording as messages: its lists in parts of about as many values, then its header. */
export function* answersFor({ events, causes, beats, ...header }: Recording): Generator<Answer> {
  for (const part of partsOf(events)) yield { kind: 'part', events: part };
  // A list that is there and empty says something, too.
  if (causes !== undefined) yield { kind: 'part', causes: [] };
  for (const part of partsOf(causes ?? [])) yield { kind: 'part', causes: part };
  for (const part of partsOf(beats ?? [])) yield { kind: 'part', beats: part };
  yield { kind: 'done', header };
}

/** Puts a part to those before it. */
export function addPart(lists: Lists, { events, causes, beats }: Partial<Lists>): void {
  for (const event of events ?? []) lists.events.push(event);
  if (causes !== undefined) lists.causes ??= [];
  for (const pair of causes ?? []) lists.causes!.push(pair);
  for (const beat of beats ?? []) (lists.beats ??= []).push(beat);
}

function* partsOf<T>(list: readonly T[]): Generator<T[]> {
  let from = 0;
  let values = 0;
  for (let i = 0; i < list.length; i++) {
    values += valuesIn(list[i]);
    if (values < PART_VALUES) continue;
    yield list.slice(from, i + 1);
    from = i + 1;
    values = 0;
  }
  if (from < list.length) yield list.slice(from);
}

/** A list of names counts as many as it has; a long text as some. */
function valuesIn(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / 250;
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  const own = value as Record<string, unknown>;
  for (const name in own) count += valuesIn(own[name]);
  return count;
}
