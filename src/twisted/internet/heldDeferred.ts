import type { Failure } from '../python/failure';
import * as log from '../python/log';
import { depthOf, isOuter, thisFrame } from './pyStack';
import {
  holdInFrame,
  inCircle,
  isInFrame,
  isInTraceback,
  leaveFrame,
  type Circular,
  type Mortal,
} from './unhandled';

/** The part of a Deferred that is about who holds it: what Python counts by references. (See `unhandled`.) */
export class HeldDeferred implements Mortal, Circular {
  #holds = 0;
  #circular = false;
  /** Its own Failure's traceback makes the circle, not another's. */
  #ownCircle = false;
  readonly #madeIn = thisFrame();
  madeAt = 0;
  /** The Failure that the chain ended with: what is logged if the program drops this Deferred. (`_debugInfo.failResult`.) */
  failResult: Failure | null = null;

  /**
   * Something that outlasts the present call keeps this Deferred, an attribute or a list, until `drop()`.
   * Python counts references; here whoever keeps one says so. (See `unhandled`.)
   */
  hold(): void {
    this.#holds++;
  }

  /**
   * Ends one `hold()`; where there is none, the frame that has this Deferred lets go of it (`del d`).
   * A Deferred that nobody holds any more is logged if it ended with a Failure.
   */
  drop(): void {
    if (this.#holds === 0) leaveFrame(this);
    else if (--this.#holds > 0 || isInFrame(this)) return;
    this.frameless();
  }

  /** The frame at `depth` has this Deferred, unless one that was entered earlier does: the one that made it. */
  protected holdInThisFrame(depth: number): void {
    holdInFrame(this, Math.min(depth, depthOf(this.#madeIn) ?? depth));
  }

  /** A method of this Deferred that was called by the frame at `depth` has, perhaps, fired it. */
  protected calledFrom(depth: number): void {
    if (this.failResult?.inFrames === false) this.holdInThisFrame(depth);
  }

  /** What had called `hold()` is itself held by a circle only. */
  holdInCircle(): void {
    if (this.#holds > 0) this.#holds--;
    this.toCircle();
  }

  /** Whether `hold()` was called more often than `drop()`. */
  get held(): boolean {
    return this.#holds > 0;
  }

  frameless(depth = 0): void {
    const failure = this.failResult;
    if (failure === null || failure.inFrames) return;
    if (depth > 0 && this.caughtSince(depth)) {
      this.#ownCircle = true;
      this.toCircle();
    } else if (depth > 0 && isInTraceback(depth)) {
      this.toCircle();
    } else if (this.#holds === 0 && !this.#circular) {
      this.logUnhandled();
    }
  }

  toCircle(): void {
    inCircle(this);
    this.#circular = true;
  }

  caughtSince(depth: number): boolean {
    const below = this.failResult?.caughtBelow ?? null;
    return below !== null && isOuter(depth, below);
  }

  collected(): Circular[] | null {
    if (this.#holds === 0) return [this as Circular];
    // What else was in the circle goes now.
    if (!this.#ownCircle && this.failResult?.inFrames !== true) this.#circular = false;
    return null;
  }

  get inCircle(): boolean {
    return this.#circular || this.failResult?.inFrames === true;
  }

  /** (defer.py, DebugInfo.__del__.) */
  logUnhandled(): void {
    const failure = this.failResult;
    if (failure === null) return;
    this.failResult = null;
    log.critical('Unhandled error in Deferred:');
    log.err(failure);
  }
}
