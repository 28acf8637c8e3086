import type { RecordedEvent, VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { isByReactor } from '../world/reactor';
import { NOTICEABLE_NS } from './noticeable';
import { finish, isPart, type Work } from '../work';
import type { ReactorSpan, WorkerSpan } from '../world/world.types';

type Draft = Omit<ReactorSpan, 'blocked' | 'endNs' | 'endIndex'>;

const workerCache = new WeakMap<Recording, WorkerSpan[]>();
const spanCache = new WeakMap<Recording, ReactorSpan[]>();

/**
 * What the reactor thread did, to scale, in order and without overlap. Code takes no time unless it sleeps or
 * computes, so most spans last 0 ns: they are kept. Between spans the thread waits for the OS.
 */
export function reactorSpans(recording: Recording): ReactorSpan[] {
  return finish(reactorSpansWork(recording));
}

/** The same in parts. */
export function* reactorSpansWork(recording: Recording): Work<ReactorSpan[]> {
  let spans = spanCache.get(recording);
  if (spans === undefined) {
    spans = yield* findSpans(recording.events);
    spanCache.set(recording, spans);
  }
  return spans;
}

function* findSpans(events: readonly RecordedEvent[]): Work<ReactorSpan[]> {
  const spans: ReactorSpan[] = [];
  let open: Draft | null = null;
  let depth = 0;
  let lastIndex = 0;
  const close = (endNs: VirtualNs, endIndex: number): void => {
    if (open === null) return;
    spans.push({ ...open, blocked: endNs - open.startNs > NOTICEABLE_NS, endNs, endIndex });
    open = null;
  };
  for (const [index, event] of events.entries()) {
    if (isPart(index)) yield;
    if (!isByReactor(event)) continue;
    if (event.kind === 'handlerStart') {
      // Inside a timer or a thread's call the outer one is what holds the thread.
      if (depth === 0 && (open === null || open.kind === 'io')) {
        close(event.timeNs, lastIndex);
        open = draft('handler', event.conn, event.what, event, index);
      }
      depth++;
    } else if (event.kind === 'handlerEnd') {
      depth = Math.max(0, depth - 1);
      if (depth === 0 && open?.kind === 'handler') close(event.timeNs, index);
    } else if (depth === 0) {
      const next = spanOf(event, index);
      const goesOn = open?.kind === 'io' && next?.kind === 'io';
      if (LOOP_KINDS.has(event.kind) || (next !== null && !goesOn)) {
        close(event.timeNs, lastIndex);
        open = next;
      }
    }
    lastIndex = index;
  }
  close(events.at(-1)?.timeNs ?? 0, lastIndex);
  return spans;
}

/** The loop's own steps: code that ran before them is over. */
const LOOP_KINDS = new Set<string>(['iteration', 'selectEnter', 'select', 'acceptWait', 'end']);

/** The span that an event outside a handler begins, if it begins one. */
function spanOf(event: RecordedEvent, index: number): Draft | null {
  switch (event.kind) {
    case 'timerFire':
      return draft('timer', null, event.name, event, index);
    case 'fromThreadRun':
      return draft('threadCall', null, event.name, event, index);
    case 'accept':
    case 'recv':
    case 'send':
    case 'connectionMade':
    case 'connectionLost':
      return draft('io', event.conn, event.kind, event, index);
    default:
      return null;
  }
}

function draft(
  kind: ReactorSpan['kind'],
  conn: string | null,
  label: string,
  event: RecordedEvent,
  startIndex: number,
): Draft {
  return { kind, conn, label, startNs: event.timeNs, startIndex };
}

/**
 * The jobs of the worker threads, to scale, by start. A thread that announces no job (`threadStart`) has a span for
 * each sleep or computation. A job that the recording does not see the end of lasts to its last event.
 */
export function workerSpans(recording: Recording): WorkerSpan[] {
  return finish(workerSpansWork(recording));
}

/** The same in parts. */
export function* workerSpansWork(recording: Recording): Work<WorkerSpan[]> {
  let spans = workerCache.get(recording);
  if (spans === undefined) {
    spans = yield* findWorkerSpans(recording);
    workerCache.set(recording, spans);
  }
  return spans;
}

function* findWorkerSpans(recording: Recording): Work<WorkerSpan[]> {
  const spans: WorkerSpan[] = [];
  const open = new Map<string, WorkerSpan>();
  for (const [index, event] of recording.events.entries()) {
    if (isPart(index)) yield;
    const { thread, timeNs } = event;
    if (thread === undefined) continue;
    let span = open.get(thread);
    const isJob = span !== undefined && recording.events[span.startIndex]!.kind === 'threadStart';
    const isOver = !isJob || event.kind === 'threadEnd' || event.kind === 'threadExit';
    if (span !== undefined && isOver) {
      Object.assign(span, { endNs: timeNs, endIndex: index });
      open.delete(thread);
      span = undefined;
    }
    if (span !== undefined) continue;
    const label =
      event.kind === 'threadStart'
        ? event.job
        : event.kind === 'block' || event.kind === 'cpu'
          ? event.kind
          : null;
    if (label === null) continue;
    span = { thread, label, startNs: timeNs, endNs: timeNs, startIndex: index, endIndex: index };
    open.set(thread, span);
    spans.push(span);
  }
  const last = recording.events.length - 1;
  for (const span of open.values()) {
    Object.assign(span, { endNs: recording.events[last]!.timeNs, endIndex: last });
  }
  return spans;
}
