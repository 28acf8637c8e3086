import type { AnyStateMachine } from 'xstate';
import { waitsOf } from '../player/measures/waits';
import type { Wait, World } from '../player/world/world.types';
import { worldAt } from '../player/world/world';
import type { RecordedEvent, VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import { onceFor } from './onceFor';
import type { PythonLines } from './pythonLines';

/** A recorded event as a machine of a scenario hears it: `type` is the event's kind, the rest its fields. */
export interface FactEvent {
  type: string;
  timeNs: VirtualNs;
  conn?: string | null;
  what?: string;
  data?: string;
  durationNs?: VirtualNs;
  n?: number;
  /** Of `client.recv`: the bytes that the client has got in all. */
  total?: number;
  /** Who sent it (of the network's events), and whether a Deferred has a result or a Failure. */
  side?: 'client' | 'server';
  ok?: boolean;
  /** Who dropped a segment, if not a cut. */
  by?: 'nat';
  /** Of a `select`: who is ready. */
  readable?: readonly string[];
  writable?: readonly string[];
  /** Of a `selectEnter` of a program without a reactor: what it asks about. */
  reads?: readonly string[];
  writes?: readonly string[];
  /** Of a timer: the function's name, and how long it waits. */
  name?: string;
  delayNs?: VirtualNs;
  /** Of a job of a pool: its number; of `callInThread` and `threadStart`. `job` is its name, once a thread has it. */
  call?: number;
  job?: string;
  /** Of the run's `end`. */
  why?: string;
  /** Of `variables`: what the thread has in its own variable, and what all share. */
  local?: string;
  shared?: string;
  /** Of a `print`. */
  text?: string;
  /** Of a callback or errback: what it gets, and what comes of it. */
  got?: unknown;
  value?: unknown;
  /** Of a `logError`. */
  message?: string;
  /** Name of the thread that did it; absent for the reactor thread. */
  thread?: string;
  /** Of a `handlerEnd`: the exception that it raised. */
  error?: string | null;
  /** Of a `line` event: the text of that line of `server.py`, without its indent. */
  source?: string;
}

/** An event as a story hears it: it may look at what the event has made. Each is found when a guard looks. */
export interface StoryEvent extends FactEvent {
  /** Which event of the recording it is. */
  readonly index: number;
  readonly recording: Recording;
  readonly world: World;
  /** What clients wait for now, in the order in which the waits began. */
  readonly waiting: readonly Wait[];
}

/** @param lines of the server's file, for `line` events. */
export function factOf(event: RecordedEvent, lines: PythonLines | null): FactEvent {
  const heard = { type: event.kind, ...event };
  if (event.kind !== 'line' || lines === null) return heard;
  return { ...heard, source: lines.textOf(event.line) };
}

/** The same, for a story that is told of the finished recording. */
export function storyEvent(
  recording: Recording,
  index: number,
  lines: PythonLines | null,
): StoryEvent {
  return {
    ...factOf(recording.events[index]!, lines),
    index,
    recording,
    get world() {
      return worldAt(recording, index);
    },
    get waiting() {
      return waitsOf(recording).filter((wait) => goesOn(wait, index));
    },
  };
}

/** The machine's own list of what it listens to, without what XState sends itself (delays). */
export const heardBy = onceFor(
  (machine: AnyStateMachine): ReadonlySet<string> =>
    new Set(machine.events.filter((event) => !event.startsWith('xstate.'))),
);

/** Whether a client still waits after event `index`. */
export function goesOn({ sentIndex, answeredIndex, lostIndex }: Wait, index: number): boolean {
  const end = answeredIndex ?? lostIndex ?? Number.POSITIVE_INFINITY;
  return sentIndex <= index && end > index;
}
