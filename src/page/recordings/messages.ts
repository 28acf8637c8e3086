import type { RecordedEvent } from '../../recording/events';
import type { RecordingHeader } from '../../recording/recording';

/** What the reading worker is asked: the text of a recording, or a file with it. */
export type Source = Blob | string;

/** What it answers: the events in parts, then the rest; or why there are none, in one sentence. */
export type Answer =
  | { kind: 'events'; events: RecordedEvent[] }
  | { kind: 'done'; header: RecordingHeader }
  | { kind: 'failed'; why: string };

/** Values in one message: a larger one would hold the page up while it is unpacked. */
const PART_VALUES = 40_000;

/** The events of a recording in parts of about as many values. */
export function* partsOf(events: readonly RecordedEvent[]): Generator<RecordedEvent[]> {
  let from = 0;
  let values = 0;
  for (let i = 0; i < events.length; i++) {
    values += valuesIn(events[i]);
    if (values < PART_VALUES) continue;
    yield events.slice(from, i + 1);
    from = i + 1;
    values = 0;
  }
  if (from < events.length) yield events.slice(from);
}

/** A list of names counts as many as it has; a long text as some. */
function valuesIn(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / 1_000;
  if (typeof value !== 'object' || value === null) return 1;
  let count = 1;
  const own = value as Record<string, unknown>;
  for (const name in own) count += valuesIn(own[name]);
  return count;
}
