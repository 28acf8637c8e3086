import { Deferred } from './deferred';
import { DeferredList } from './deferredList';
import { KeyError, ValueError } from '../python/exceptions';
import * as log from '../python/log';
import { DEPTH, inFrame, leave, startAt } from './pyStack';
import { caughtAndLogged } from './unhandled';

export type Phase = 'before' | 'during' | 'after';

/** A function that runs when the event does. */
interface Trigger {
  callable: (...args: never[]) => unknown;
  args: readonly unknown[];
}

/** What `addTrigger` gives, for `removeTrigger`. */
export interface TriggerHandle extends Trigger {
  phase: Phase;
}

/**
 * A system event ("startup", "shutdown") with triggers in three phases. The `during` and `after`
 * triggers run when the Deferreds that `before` triggers returned have all fired.
 *
 * Follows twisted/internet/base.py (class _ThreePhaseEvent).
 */
export class ThreePhaseEvent {
  readonly #triggers: Record<Phase, Trigger[]> = { before: [], during: [], after: [] };
  #firingBefore = false;
  #finishedBefore: Trigger[] = [];

  /** Throws `KeyError` for a phase that does not exist. */
  addTrigger<A extends unknown[]>(
    phase: Phase,
    callable: (...args: A) => unknown,
    ...args: A
  ): TriggerHandle {
    const list = this.#triggers[phase] as Trigger[] | undefined;
    if (list === undefined) throw new KeyError('invalid phase');
    const trigger: Trigger = { callable, args };
    list.push(trigger);
    return { phase, callable, args };
  }

  /** Throws `ValueError` when the trigger is not there (any more), `KeyError` for an unknown phase. */
  removeTrigger(handle: TriggerHandle): void {
    const same = (t: Trigger): boolean => sameTrigger(t, handle);
    // Twisted only warns when a `before` trigger that has run is removed while the event is under way.
    if (this.#firingBefore && handle.phase === 'before' && this.#finishedBefore.some(same)) return;
    const list = this.#triggers[handle.phase] as Trigger[] | undefined;
    if (list === undefined) throw new KeyError('invalid phase');
    const index = list.findIndex(same);
    if (index < 0) throw new ValueError('list.remove(x): x not in list');
    list.splice(index, 1);
  }

  fireEvent(): void {
    this.#firingBefore = true;
    this.#finishedBefore = [];
    const results: Deferred<unknown>[] = [];
    for (
      let t = this.#triggers.before.shift();
      t !== undefined;
      t = this.#triggers.before.shift()
    ) {
      this.#finishedBefore.push(t);
      const result = callLogged(t);
      if (result instanceof Deferred) results.push(result as Deferred<unknown>);
    }
    new DeferredList(results, {}, 'systemEvent').addCallback(() => this.#continueFiring());
  }

  #continueFiring(): void {
    this.#firingBefore = false;
    this.#finishedBefore = [];
    for (const phase of ['during', 'after'] as const) {
      const list = this.#triggers[phase];
      for (let t = list.shift(); t !== undefined; t = list.shift()) callLogged(t);
    }
  }
}

/** A trigger of an event, for removal. */
export interface SystemEventID {
  eventType: string;
  handle: TriggerHandle;
}

/** A reactor's system events by name: `startup`, `shutdown` and any that a program makes up. */
export class SystemEvents {
  readonly #events = new Map<string, ThreePhaseEvent>();

  add<A extends unknown[]>(
    phase: Phase,
    eventType: string,
    callable: (...args: A) => unknown,
    args: A,
  ): SystemEventID {
    let event = this.#events.get(eventType);
    if (event === undefined) {
      event = new ThreePhaseEvent();
      this.#events.set(eventType, event);
    }
    return { eventType, handle: event.addTrigger(phase, callable, ...args) };
  }

  remove(id: SystemEventID): void {
    this.#events.get(id.eventType)!.removeTrigger(id.handle);
  }

  fire(eventType: string): void {
    this.#events.get(eventType)?.fireEvent();
  }
}

function callLogged(trigger: Trigger): unknown {
  const depth = startAt(DEPTH.startup);
  try {
    return inFrame(() =>
      (trigger.callable as (...args: readonly unknown[]) => unknown)(...trigger.args),
    );
  } catch (error) {
    log.err(error);
    caughtAndLogged();
    return undefined;
  } finally {
    leave(depth);
  }
}

function sameTrigger(a: Trigger, b: Trigger): boolean {
  return (
    a.callable === b.callable &&
    a.args.length === b.args.length &&
    a.args.every((arg, n) => arg === b.args[n])
  );
}
