import type { RecordedEvent } from '../../recording/events';
import type { RecordingHeader } from '../../recording/recording';

/** What the reading worker is asked: the text of a recording, or a file with it. */
export type Source = Blob | string;

/** What it answers: the events in parts, then the rest; or why there are none, in one sentence. */
export type Answer =
  | { kind: 'events'; events: RecordedEvent[] }
  | { kind: 'done'; header: RecordingHeader }
  | { kind: 'failed'; why: string };

/** The events of a recording in parts: one message with all of them would hold the page up while it is unpacked. */
export const PART_EVENTS = 5_000;
