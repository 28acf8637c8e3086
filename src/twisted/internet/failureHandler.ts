import * as log from '../python/log';
import { heldBelow, takeThrown, type Mortal } from './unhandled';

/**
 * Logs what is raised in what the reactor calls, and keeps the last of it: its traceback holds the frames that it went through and
 * the reactor's own, with their variables, until something else is raised there.
 *
 * Follows twisted/logger/_logger.py (class _FastFailCtxMgr, `self.failure`); the reactor has one for timed calls and one for calls
 * from threads. (base.py, _DEFAULT_DELAYED_CALL_LOGGING_HANDLER, _threadCallHandler.)
 */
export class FailureHandler {
  #kept: Mortal[] = [];
  #inThisTurn = false;

  /** It was raised in a call of the frame that runs now. */
  caught(error: unknown): void {
    const before = this.#kept;
    this.#kept = [];
    this.#keep(takeThrown());
    this.#inThisTurn = true;
    for (const mortal of before) mortal.drop();
    log.err(error);
  }

  /** The reactor's frame at `depth` is over: what it holds is kept if the last error went through it. */
  over(depth: number): void {
    if (this.#inThisTurn) this.#keep(heldBelow(depth));
    this.#inThisTurn = false;
  }

  #keep(mortals: readonly Mortal[]): void {
    for (const mortal of mortals) mortal.hold();
    this.#kept.push(...mortals);
  }
}
