import type { RecordedEvent } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { programOf, type Program } from './program';
import { reactorAfter, reactorAtStart, type ReactorFlow } from './reactor';
import type { CodeMarks, ReactorState } from './world.types';

type Handler = NonNullable<ReactorState['handler']>;

/** A call of the program's code by the reactor, and the one that it was made from. */
interface Frame {
  readonly handler: Handler;
  /** The line that it is at; null before its first. */
  readonly line: number | null;
  readonly around: Frame | null;
}

/** Where each thread is in the server's file. Never changed once made. */
export interface LineFlow {
  /** The file's own last line outside of any call: `reactor.run()` as long as the reactor runs. */
  readonly outside: number | null;
  /** A line outside of any call that is told of, while the reactor runs: of what a process's end calls. It ends with the turn. */
  readonly inTurn: number | null;
  readonly frame: Frame | null;
  /** The main thread's last line, whether or not it still runs. */
  readonly ran: number | null;
  /** Other threads and their lines, by the thread's name. */
  readonly threads: ReadonlyMap<string, number>;
  /** A function that a Deferred called has returned: unless its caller is in the file too, the file is outside of it. */
  readonly returned: boolean;
  /** Where there is no reactor: whose line came last; the main thread's name is ''. */
  readonly latest: string;
}

export const linesAtStart: LineFlow = {
  outside: null,
  inTurn: null,
  frame: null,
  ran: null,
  threads: new Map(),
  returned: false,
  latest: '',
};

/**
 * The lines after an event; the same object if nothing of them changed.
 *
 * A `line` event says that a line starts, none says that it is done: it is, when the call that it is in has returned, and
 * then the reactor has the thread. What Twisted itself does is at `reactor.run()`, so far as the file goes.
 *
 * @param reactor the reactor's thread after the event
 */
export function linesAfter(flow: LineFlow, event: RecordedEvent, reactor: ReactorFlow): LineFlow {
  if (event.thread !== undefined) return ofThread(flow, event, event.thread);
  const frame = frameAfter(flow.frame, reactor);
  if (event.kind === 'callbackEnd') return { ...flow, frame, returned: true };
  if (event.kind === 'iteration' && flow.inTurn !== null) return { ...flow, frame, inTurn: null };
  if (event.kind !== 'line') {
    if (flow.returned)
      return { ...flow, frame: frame && { ...frame, line: null }, returned: false };
    return frame === flow.frame ? flow : { ...flow, frame };
  }
  const { line } = event;
  const free = event.turn > 0 ? { inTurn: line } : { outside: line };
  const at = frame === null ? free : { frame: { ...frame, line } };
  return { ...flow, ...at, ran: line, returned: false, latest: '' };
}

/** What ends a worker's job: it hands its result over, or says itself that it ends. */
const ENDS: ReadonlySet<string> = new Set(['callFromThread', 'threadEnd', 'threadExit']);

function ofThread(flow: LineFlow, event: RecordedEvent, thread: string): LineFlow {
  if (event.kind !== 'line' && !(ENDS.has(event.kind) && flow.threads.has(thread))) return flow;
  const threads = new Map(flow.threads);
  if (event.kind === 'line') threads.set(thread, event.line);
  else threads.delete(thread);
  return { ...flow, threads, latest: event.kind === 'line' ? thread : '' };
}

/**
 * The call that the reactor's thread is in now: the same one, the one around it, or a new one. No event begins or ends more
 * than one, so that no further is looked: a recording may have any number of them inside each other.
 */
function frameAfter(frame: Frame | null, { handlers, callback }: ReactorFlow): Frame | null {
  const handler = handlers?.handler ?? callback;
  if (handler === null) return null;
  if (frame?.handler === handler) return frame;
  if (frame?.around?.handler === handler) return frame.around;
  const outer = handlers?.around?.handler ?? callback;
  return { handler, line: null, around: frame?.handler === outer ? frame : null };
}

/** What of it is to be seen. */
export function codeMarks(flow: LineFlow, program: Program): CodeMarks {
  const main = mainLine(flow);
  if (program === 'threads') {
    const line = flow.threads.get(flow.latest) ?? main;
    const all = [...flow.threads.values(), ...(main === null ? [] : [main])];
    return { line, ran: null, others: othersOf(all, line) };
  }
  const ran = flow.ran === main ? null : flow.ran;
  return { line: main, ran, others: othersOf(flow.threads.values(), main) };
}

/** The line of the innermost call that has one. */
function mainLine({ frame, inTurn, outside }: LineFlow): number | null {
  for (let call = frame; call !== null; call = call.around) {
    if (call.line !== null) return call.line;
  }
  return inTurn ?? outside;
}

function othersOf(lines: Iterable<number>, line: number | null): number[] {
  return [...new Set(lines)].filter((other) => other !== line).sort((a, b) => a - b);
}

interface Change {
  index: number;
  line: number;
}

const changesCache = new WeakMap<Recording, readonly Change[]>();

/** The lines (from 1) that ran up to and with event `index`, in order: the last is that of `World.code`. */
export function linesUpTo(recording: Recording, index: number): number[] {
  let changes = changesCache.get(recording);
  if (changes === undefined) {
    changes = changesOf(recording);
    changesCache.set(recording, changes);
  }
  return changes.filter((change) => change.index <= index).map(({ line }) => line);
}

function changesOf(recording: Recording): Change[] {
  const program = programOf(recording);
  const changes: Change[] = [];
  let [flow, reactor] = [linesAtStart, reactorAtStart];
  recording.events.forEach((event, index) => {
    reactor = reactorAfter(reactor, event);
    flow = linesAfter(flow, event, reactor);
    const { line } = codeMarks(flow, program);
    if (line !== null && line !== changes.at(-1)?.line) changes.push({ index, line });
  });
  return changes;
}
