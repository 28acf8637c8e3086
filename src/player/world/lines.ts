import type { RecordedEvent } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { programOf, type Program } from './program';

type LineEvent = Extract<RecordedEvent, { kind: 'line' }>;

/**
 * Whether an event moves the mark in the server's code: what the main thread runs does, and, where each client
 * has a thread of its own, what any of them runs.
 */
export function marksLine(event: RecordedEvent, program: Program): event is LineEvent {
  return event.kind === 'line' && (event.thread === undefined || program === 'threads');
}

/** The lines (from 1) that were marked up to and with event `index`, in order: the last is `World.line`. */
export function linesUpTo(recording: Recording, index: number): number[] {
  const program = programOf(recording);
  return recording.events
    .slice(0, index + 1)
    .filter((event) => marksLine(event, program))
    .map(({ line }) => line);
}
