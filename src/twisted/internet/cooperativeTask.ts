import { currentCause, enterCause } from '../../simulator/cause';
import { inFrame } from './pyStack';
import { Deferred } from './deferred';
import { Exception } from '../python/exceptions';
import { Failure } from '../python/failure';

/** A Cooperator or one of its tasks is in a state in which it cannot do that. */
export class SchedulerError extends Exception {
  override readonly name: string = 'SchedulerError';
}

/** The Cooperator was stopped. */
export class SchedulerStopped extends SchedulerError {
  override readonly name = 'SchedulerStopped';
}

/** The task is over already. */
export class TaskFinished extends SchedulerError {
  override readonly name: string = 'TaskFinished';
}

/** The task came to its end. */
export class TaskDone extends TaskFinished {
  override readonly name = 'TaskDone';
}

/** The task was stopped. */
export class TaskStopped extends TaskFinished {
  override readonly name = 'TaskStopped';
}

/** The task ended with an error. */
export class TaskFailed extends TaskFinished {
  override readonly name = 'TaskFailed';
}

/** `resume` of a task that is not paused. */
export class NotPaused extends SchedulerError {
  override readonly name = 'NotPaused';
}

/** Where tasks put themselves in and out: the Cooperator. */
export interface TaskOwner {
  addTask(task: CooperativeTask): void;
  removeTask(task: CooperativeTask): void;
}

/**
 * An iterator that a Cooperator runs: each item is a unit of work that nothing interrupts. After a
 * Deferred the task goes on when that has fired.
 *
 * Follows twisted/internet/task.py (class CooperativeTask). Made by `Cooperator.cooperate`.
 */
export class CooperativeTask<T = unknown> {
  readonly [Symbol.toStringTag] = 'CooperativeTask';
  readonly #iterator: Iterator<T>;
  readonly #cooperator: TaskOwner;
  readonly #deferreds: Deferred<Iterator<T>>[] = [];
  readonly #cause = currentCause();
  #pauseCount = 0;
  #completionState: SchedulerError | null = null;
  #completionResult: Iterator<T> | Failure | null = null;

  constructor(iterator: Iterator<T>, cooperator: TaskOwner) {
    this.#iterator = iterator;
    this.#cooperator = cooperator;
    cooperator.addTask(this as CooperativeTask);
  }

  /** Fires with the iterator when it is exhausted, or fails: with its error, or `TaskStopped`. */
  whenDone(): Deferred<Iterator<T>> {
    const d = new Deferred<Iterator<T>>();
    if (this.#completionResult === null) this.#deferreds.push(d);
    else d.callback(this.#completionResult);
    return d;
  }

  /** No more work until `resume` was called as often. Throws a `TaskFinished` when it is over. */
  pause(): void {
    this.#checkFinish();
    this.#pauseCount++;
    if (this.#pauseCount === 1) this.#cooperator.removeTask(this as CooperativeTask);
  }

  /** Ends one `pause`. Throws `NotPaused`. */
  resume(): void {
    if (this.#pauseCount === 0) throw new NotPaused();
    this.#pauseCount--;
    if (this.#pauseCount === 0 && this.#completionState === null) {
      this.#cooperator.addTask(this as CooperativeTask);
    }
  }

  /** Ends it now. Throws a `TaskFinished` when it is over. */
  stop(): void {
    this.#checkFinish();
    this.completeWith(new TaskStopped(), new Failure(new TaskStopped()));
  }

  /** For the Cooperator: one item of the iterator. */
  oneWorkUnit(): void {
    const cause = enterCause(this.#cause);
    try {
      inFrame(() => this.#workOnce());
    } finally {
      enterCause(cause);
    }
  }

  #workOnce(): void {
    let step: IteratorResult<T, unknown>;
    try {
      step = this.#iterator.next();
    } catch (error) {
      this.completeWith(new TaskFailed(), Failure.caughtInFrames(error));
      return;
    }
    if (step.done === true) {
      this.completeWith(new TaskDone(), this.#iterator);
      return;
    }
    const result: unknown = step.value;
    if (!(result instanceof Deferred)) return;
    this.pause();
    result.addCallbacks(
      () => this.resume(),
      (failure) => this.completeWith(new TaskFailed(), failure),
    );
  }

  /** For the Cooperator: the task is over, for this reason and with this result. */
  completeWith(state: SchedulerError, result: Iterator<T> | Failure): void {
    inFrame(() => {
      this.#completionState = state;
      this.#completionResult = result;
      if (this.#pauseCount === 0) this.#cooperator.removeTask(this as CooperativeTask);
      // Last, because a callback may stop this Cooperator or its other tasks.
      for (const d of this.#deferreds) d.callback(result);
    });
  }

  #checkFinish(): void {
    if (this.#completionState !== null) throw this.#completionState;
  }
}
