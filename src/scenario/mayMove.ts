import type { AnyEventObject, AnyMachineSnapshot, AnyTransitionDefinition } from 'xstate';
import { onceFor } from './onceFor';

/** What is asked first of a transition: by its name, as guards are that `setup` knows, with what is given to it. */
type Guard = AnyTransitionDefinition['guard'];
type Named = (args: { context: unknown; event: AnyEventObject }, params: unknown) => boolean;

/** A state machine's transitions from the states that it is in, by the event; those of `always` come with any. */
interface Ways {
  always: boolean;
  on: ReadonlyMap<string, readonly AnyTransitionDefinition[]>;
}

const waysFrom = onceFor(({ _nodes: states }: AnyMachineSnapshot): Ways => {
  const on = new Map<string, AnyTransitionDefinition[]>();
  for (const state of states) {
    for (const [event, transitions] of state.transitions) {
      on.set(event, [...(on.get(event) ?? []), ...transitions]);
    }
  }
  return { always: states.some(({ always = [] }) => always.length > 0), on };
});

/** Whether a machine listens to such events in the states that it is in. */
export function hears(snapshot: AnyMachineSnapshot, type: string): boolean {
  const { always, on } = waysFrom(snapshot);
  return always || on.has(type);
}

/**
 * Whether an event that a machine hears may move it: false only where no guard of a transition lets it through. XState
 * itself takes five times as long to find that out, and hardly any event of a run moves its story.
 */
export function mayMove(snapshot: AnyMachineSnapshot, event: AnyEventObject): boolean {
  const { always, on } = waysFrom(snapshot);
  return always || on.get(event.type)!.some(({ guard }) => mayPass(guard, snapshot, event));
}

function mayPass(guard: Guard, snapshot: AnyMachineSnapshot, event: AnyEventObject): boolean {
  // Without a name of its own (`and`, `or`, `not`, `stateIn` have none), XState is asked.
  if (guard === undefined || typeof guard === 'function') return true;
  const { type, params } = typeof guard === 'string' ? { type: guard, params: undefined } : guard;
  const asked = snapshot.machine.implementations.guards[type] as Named | undefined;
  if (typeof asked !== 'function' || 'check' in asked || typeof params === 'function') return true;
  try {
    return asked({ context: snapshot.context, event }, params);
  } catch {
    // XState says of which state the guard is that fails.
    return true;
  }
}
