import type { RecordedEvent, VirtualNs } from '../recording/events';
import type { ThreadState, TimerState } from './world.types';

/** Timers and threads. Never changed once made. */
export interface Workers {
  readonly timers: readonly TimerState[];
  readonly threads: readonly ThreadState[];
  readonly calls: readonly string[];
}

export const workersAtStart: Workers = { timers: [], threads: [], calls: [] };

/** The state after an event. `firesNs` tells when a timer that was moved fires in the end. */
export function workersAfter(
  workers: Workers,
  event: RecordedEvent,
  firesNs: ReadonlyMap<number, VirtualNs>,
  conn: string | null,
): Workers {
  // A beat is told, not done: a thread that sleeps goes on sleeping.
  const own = event.thread !== undefined && event.kind !== 'beat';
  const known = own ? withThread(workers, event.thread!, event) : workers;
  return timersAfter(known, event, firesNs, conn) ?? threadsAfter(known, event) ?? known;
}

function timersAfter(
  workers: Workers,
  event: RecordedEvent,
  firesNs: ReadonlyMap<number, VirtualNs>,
  conn: string | null,
): Workers | null {
  switch (event.kind) {
    case 'callLater': {
      const { id, name, dueNs, delayNs, timeNs } = event;
      const timer = { id, name, dueNs, delayNs, conn, sinceNs: timeNs };
      return { ...workers, timers: [...workers.timers, timer] };
    }
    case 'timerFire':
    case 'timerCancel':
      return { ...workers, timers: workers.timers.filter((timer) => timer.id !== event.id) };
    case 'timerReset':
    case 'timerDelay': {
      const timers = workers.timers.map((timer) =>
        timer.id === event.id ? moved(timer, event, firesNs) : timer,
      );
      return { ...workers, timers };
    }
    default:
      return null;
  }
}

/**
 * A timer that was moved. The event does not say to when: a `TimeoutMixin`'s runs its whole time again, any other
 * is taken to have been moved to when it fires in the end.
 */
function moved(
  timer: TimerState,
  event: RecordedEvent,
  firesNs: ReadonlyMap<number, VirtualNs>,
): TimerState {
  const { timeNs } = event;
  const runsAgain = isIdleTimer(timer) && event.kind === 'timerReset';
  const dueNs = runsAgain ? timeNs + timer.delayNs : (firesNs.get(timer.id) ?? timer.dueNs);
  return { ...timer, dueNs, sinceNs: timeNs };
}

/** The timeout of a protocol with `TimeoutMixin`: the name is Twisted's. */
export function isIdleTimer(timer: TimerState): boolean {
  return timer.name.endsWith('.__timedOut');
}

function threadsAfter(workers: Workers, event: RecordedEvent): Workers | null {
  const { thread, timeNs } = event;
  switch (event.kind) {
    case 'threadSpawn':
      return withThread(workers, event.name, event);
    case 'callFromThread':
      return { ...workers, calls: [...workers.calls, event.name] };
    case 'fromThreadRun':
      return { ...workers, calls: workers.calls.slice(1) };
  }
  if (thread === undefined) return null;
  switch (event.kind) {
    case 'threadStart':
      return changed(workers, thread, { job: event.job, sinceNs: timeNs });
    case 'threadEnd':
      return changed(workers, thread, { job: null, sinceNs: timeNs });
    case 'threadExit':
      return changed(workers, thread, { job: null, sinceNs: timeNs, ended: true });
    case 'recvWait': {
      const recv = event.conn === null ? null : { conn: event.conn, asleep: true };
      return changed(workers, thread, { recv, sinceNs: timeNs });
    }
    case 'block':
    case 'cpu': {
      const block = { kind: event.kind, startNs: timeNs, durationNs: event.durationNs };
      return changed(workers, thread, { block });
    }
    default:
      return null;
  }
}

/** The thread is there, and awake: it has just done something. */
function withThread(workers: Workers, name: string, event: RecordedEvent): Workers {
  const thread = workers.threads.find((one) => one.name === name);
  if (thread !== undefined) {
    const asleep = thread.recv?.asleep === true;
    if (thread.block === null && !asleep) return workers;
    const recv = thread.recv && { ...thread.recv, asleep: false };
    return changed(workers, name, {
      block: null,
      recv,
      ...(asleep ? { sinceNs: event.timeNs } : {}),
    });
  }
  const born: ThreadState = {
    name,
    job: null,
    sinceNs: event.timeNs,
    block: null,
    ended: false,
    recv: null,
  };
  return { ...workers, threads: [...workers.threads, born] };
}

/** A thread was started for the connection that was accepted last. */
export function serving(workers: Workers, name: string, conn: string | null): Workers {
  return conn === null ? workers : changed(workers, name, { recv: { conn, asleep: false } });
}

function changed(workers: Workers, name: string, change: Partial<ThreadState>): Workers {
  const threads = workers.threads.map((one) => (one.name === name ? { ...one, ...change } : one));
  return { ...workers, threads };
}
