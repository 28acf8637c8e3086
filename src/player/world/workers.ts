import type { RecordedEvent, VirtualNs } from '../../recording/events';
import type { ThreadState, TimerState } from './world.types';

/** Timers and threads up to an event. What they hold is replaced, never changed: a copy is as cheap as its lists. */
export class Workers {
  readonly timers = new Map<number, TimerState>();
  readonly threads = new Map<string, ThreadState>();
  /** Calls from threads; those before `#firstCall` have been run. */
  #calls: string[] = [];
  #firstCall = 0;

  get size(): number {
    return this.timers.size + this.threads.size + this.#calls.length - this.#firstCall;
  }

  get calls(): string[] {
    return this.#calls.slice(this.#firstCall);
  }

  copy(): Workers {
    const copy = new Workers();
    for (const [id, timer] of this.timers) copy.timers.set(id, timer);
    for (const [name, thread] of this.threads) copy.threads.set(name, thread);
    copy.#calls = this.calls;
    return copy;
  }

  /** Takes in an event. `firesNs` tells when a timer that was moved fires in the end; `conn` whose protocol runs. */
  see(event: RecordedEvent, firesNs: ReadonlyMap<number, VirtualNs>, conn: string | null): void {
    if (event.thread !== undefined) this.#wake(event.thread, event);
    this.#seeTimers(event, firesNs, conn);
    this.#seeThreads(event);
  }

  /** A thread was started for the connection that was accepted last. */
  serve(name: string, conn: string | null): void {
    if (conn !== null) this.#change(name, { recv: { conn, asleep: false } });
  }

  #seeTimers(
    event: RecordedEvent,
    firesNs: ReadonlyMap<number, VirtualNs>,
    conn: string | null,
  ): void {
    switch (event.kind) {
      case 'callLater': {
        const { id, name, dueNs, delayNs, timeNs } = event;
        this.timers.set(id, { id, name, dueNs, delayNs, conn, sinceNs: timeNs });
        return;
      }
      case 'timerFire':
      case 'timerCancel':
        this.timers.delete(event.id);
        return;
      case 'timerReset':
      case 'timerDelay': {
        const timer = this.timers.get(event.id);
        if (timer !== undefined) this.timers.set(event.id, moved(timer, event, firesNs));
      }
    }
  }

  #seeThreads(event: RecordedEvent): void {
    const { thread, timeNs } = event;
    switch (event.kind) {
      case 'threadSpawn':
        this.#wake(event.name, event);
        return;
      case 'callFromThread':
        this.#calls.push(event.name);
        return;
      case 'fromThreadRun':
        this.#firstCall = Math.min(this.#firstCall + 1, this.#calls.length);
        return;
    }
    if (thread === undefined) return;
    switch (event.kind) {
      case 'threadStart':
        return this.#change(thread, { job: event.job, sinceNs: timeNs });
      case 'threadEnd':
        return this.#change(thread, { job: null, sinceNs: timeNs });
      case 'threadExit':
        return this.#change(thread, { job: null, sinceNs: timeNs, ended: true });
      case 'recvWait': {
        const recv = event.conn === null ? null : { conn: event.conn, asleep: true };
        return this.#change(thread, { recv, sinceNs: timeNs });
      }
      case 'block':
      case 'cpu': {
        const block = { kind: event.kind, startNs: timeNs, durationNs: event.durationNs };
        return this.#change(thread, { block });
      }
    }
  }

  /** The thread is there, and awake: it has just done something. */
  #wake(name: string, event: RecordedEvent): void {
    const thread = this.threads.get(name);
    const sinceNs = event.timeNs;
    if (thread === undefined) {
      const born = { name, job: null, sinceNs, block: null, ended: false, recv: null };
      this.threads.set(name, born);
      return;
    }
    const asleep = thread.recv?.asleep === true;
    if (thread.block === null && !asleep) return;
    const recv = thread.recv && { ...thread.recv, asleep: false };
    this.#change(name, { block: null, recv, ...(asleep ? { sinceNs } : {}) });
  }

  #change(name: string, change: Partial<ThreadState>): void {
    const thread = this.threads.get(name);
    if (thread !== undefined) this.threads.set(name, { ...thread, ...change });
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
