import { CooperativeTask, SchedulerStopped, type TaskOwner } from './cooperativeTask';
import { secondsToNs } from '../../simulator/units';
import { Deferred } from './deferred';
import { Failure } from '../python/failure';
import { listRemove } from '../python/pyList';
import { named } from '../python/pyName';
import { theReactor, type IReactor } from './reactorInterfaces';

/** The longest that one tick works before the reactor gets its turn, in seconds. (task.py, _Timer.) */
const MAX_SLICE = 0.01;

/** Delay of a tick, in seconds: as good as none. (task.py, _EPSILON.) */
const EPSILON = 0.00000001;

/** Says, after each unit of work, whether the tick is over. */
export type TerminationPredicate = () => boolean;

/** Calls `tick` at some later time. */
export type Scheduler = (tick: () => void) => { cancel(): void };

/** How a Cooperator does its work; each has Twisted's default. */
export interface CooperatorOptions {
  /** Called at the start of each tick. Default: 10 ms from then, on the reactor's clock. */
  terminationPredicateFactory?: () => TerminationPredicate;
  /** Default: the reactor's `callLater`, at once. */
  scheduler?: Scheduler;
  /** False: tasks wait for `start`. */
  started?: boolean;
  /** The reactor of both defaults; without it, the installed one. */
  reactor?: Pick<IReactor, 'seconds' | 'callLater'>;
}

/**
 * Runs iterators in turn, in small slices, so that the reactor can serve others in between.
 *
 * A tick takes units of the tasks, round and round, until 10 ms have passed; a unit is never
 * interrupted. Follows twisted/internet/task.py (class Cooperator).
 */
export class Cooperator implements TaskOwner {
  #tasks: CooperativeTask[] = [];
  /** Where the round is: the place of the next task in `round`. */
  #round: CooperativeTask[] = [];
  #place = 0;
  readonly #terminationPredicateFactory: () => TerminationPredicate;
  readonly #scheduler: Scheduler;
  #delayedCall: { cancel(): void } | null = null;
  #stopped = false;
  #started: boolean;
  #mustScheduleOnStart = false;

  constructor(options: CooperatorOptions = {}) {
    const clock = (): Pick<IReactor, 'seconds' | 'callLater'> => options.reactor ?? theReactor();
    this.#terminationPredicateFactory =
      options.terminationPredicateFactory ??
      ((): TerminationPredicate => {
        // In whole nanoseconds: a sum of seconds may miss the end by a rounding.
        const endNs = secondsToNs(clock().seconds()) + secondsToNs(MAX_SLICE);
        return () => secondsToNs(clock().seconds()) >= endNs;
      });
    this.#scheduler = options.scheduler ?? ((tick) => clock().callLater(EPSILON, tick));
    this.#started = options.started ?? true;
  }

  /** True when it is started and not stopped. */
  get running(): boolean {
    return this.#started && !this.#stopped;
  }

  /** Runs `iterator` as a task. */
  cooperate<T>(iterator: Iterator<T>): CooperativeTask<T> {
    return new CooperativeTask(iterator, this);
  }

  /** Like `cooperate`, but gives the Deferred of the task's end: `doneDeferred`, or a new one. */
  coiterate<T>(
    iterator: Iterator<T>,
    doneDeferred: Deferred<Iterator<T>> = new Deferred<Iterator<T>>(),
  ): Deferred<Iterator<T>> {
    this.cooperate(iterator).whenDone().chainDeferred(doneDeferred);
    return doneDeferred;
  }

  /** Begins to run the tasks that wait, also after `stop`. */
  start(): void {
    this.#stopped = false;
    this.#started = true;
    if (!this.#mustScheduleOnStart) return;
    this.#mustScheduleOnStart = false;
    this.#reschedule();
  }

  /** Ends: every task fails with `SchedulerStopped`, and so does each that is added later. */
  stop(): void {
    this.#stopped = true;
    // Each one takes itself out of the list, which moves the next one to a place that is passed
    // already: Python's `for` over a list that shrinks, and Twisted's behaviour.
    for (let i = 0; i < this.#tasks.length; i++) {
      this.#tasks[i]!.completeWith(new SchedulerStopped(), new Failure(new SchedulerStopped()));
    }
    this.#tasks = [];
    this.#cancelTick();
  }

  /** For its tasks: puts `task` at the end of the round. */
  addTask(task: CooperativeTask): void {
    this.#tasks.push(task);
    if (this.#stopped) {
      task.completeWith(new SchedulerStopped(), new Failure(new SchedulerStopped()));
    } else {
      this.#reschedule();
    }
  }

  /** For its tasks: takes `task` out. Throws `ValueError` for one that `stop` has passed over. */
  removeTask(task: CooperativeTask): void {
    listRemove(this.#tasks, task);
    if (this.#tasks.length === 0) this.#cancelTick();
  }

  #cancelTick(): void {
    if (this.#delayedCall === null) return;
    this.#delayedCall.cancel();
    this.#delayedCall = null;
  }

  #tick(): void {
    this.#delayedCall = null;
    const terminator = this.#terminationPredicateFactory();
    while (this.#tasks.length > 0) {
      let over = false;
      while (this.#place < this.#round.length) {
        this.#round[this.#place++]!.oneWorkUnit();
        if (terminator()) {
          over = true;
          break;
        }
      }
      if (over) break;
      this.#round = this.#tasks;
      this.#place = 0;
    }
    this.#reschedule();
  }

  #reschedule(): void {
    if (!this.#started) {
      this.#mustScheduleOnStart = true;
      return;
    }
    if (this.#delayedCall === null && this.#tasks.length > 0) {
      this.#delayedCall = this.#scheduler(named('Cooperator._tick', () => this.#tick()));
    }
  }
}

const cooperators = new WeakMap<IReactor, Cooperator>();

/** The one Cooperator of the installed reactor. (task.py, _theCooperator.) */
function theCooperator(): Cooperator {
  const reactor = theReactor();
  let cooperator = cooperators.get(reactor);
  if (cooperator === undefined) {
    cooperator = new Cooperator({ reactor });
    cooperators.set(reactor, cooperator);
  }
  return cooperator;
}

/** Runs `iterator` as a task of the reactor's Cooperator. */
export function cooperate<T>(iterator: Iterator<T>): CooperativeTask<T> {
  return theCooperator().cooperate(iterator);
}

/** Like `cooperate`, but gives the Deferred of the task's end. */
export function coiterate<T>(iterator: Iterator<T>): Deferred<Iterator<T>> {
  return theCooperator().coiterate(iterator);
}
