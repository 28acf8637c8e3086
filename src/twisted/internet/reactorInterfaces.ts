/**
 * What the asynchronous half of Twisted needs of a reactor (twisted/internet/interfaces.py), and the
 * reactor that is installed.
 */
import type { ThreadScheduler } from '../../simulator/threads';
import type { ThreadPool } from '../python/threadpool';

/** A call that is to happen later. (IDelayedCall.) */
export interface IDelayedCall {
  /** Seconds at which it will happen. */
  getTime(): number;
  /** Throws `AlreadyCalled` or `AlreadyCancelled`. */
  cancel(): void;
  /** Moves it to `seconds` from now. */
  reset(seconds: number): void;
  /** Moves it `seconds` later than it was. */
  delay(seconds: number): void;
  /** True until it was called or cancelled. */
  active(): boolean;
}

/** A clock that calls back. Times in seconds, exact to the nanosecond. (IReactorTime.) */
export interface IReactorTime {
  seconds(): number;
  callLater(delay: number, func: () => void): IDelayedCall;
}

/** The thread half of a reactor. (IReactorFromThreads, IReactorInThreads, IReactorThreads.) */
export interface IReactorThreads {
  /** Where simulated threads run. */
  readonly threads: ThreadScheduler;
  callFromThread(f: () => void): void;
  getThreadPool(): ThreadPool;
}

export type SystemEventPhase = 'before' | 'during' | 'after';

/** Start and end of a reactor. (IReactorCore.) */
export interface IReactorCore {
  run(): void;
  /** Throws `ReactorNotRunning`. */
  stop(): void;
  /** A handle to remove it again, or null when the reactor runs: then `f` was called at once. */
  callWhenRunning(f: () => void): unknown;
  addSystemEventTrigger(phase: SystemEventPhase, event: string, f: () => unknown): unknown;
  removeSystemEventTrigger(handle: unknown): void;
}

/** Everything together: `from twisted.internet import reactor`. */
export type IReactor = IReactorTime & IReactorThreads & IReactorCore;

let installed: IReactor | null = null;

/**
 * Makes `reactor` the one that `deferToThread`, `cooperate` and `LoopingCall` use, and returns the one
 * before. Each simulation installs its own before its program starts and puts the old one back after
 * the run. (twisted/internet/main.py, installReactor.)
 */
export function installReactor(reactor: IReactor | null): IReactor | null {
  const before = installed;
  installed = reactor;
  return before;
}

/** The installed reactor, or null when no simulation runs. */
export function installedReactor(): IReactor | null {
  return installed;
}

/** The installed reactor: `from twisted.internet import reactor`. Throws when no simulation runs. */
export function theReactor(): IReactor {
  if (installed === null)
    throw new Error('no reactor is installed: this runs in a simulation only');
  return installed;
}
