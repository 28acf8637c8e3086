import type { AnyEventObject, AnyMachineSnapshot, AnyTransitionDefinition } from 'xstate';

/** A guard as `setup` knows it. */
type Named = (args: { context: unknown; event: AnyEventObject }, params: unknown) => boolean;

/** Whether a machine listens to such events in the states that it is in; one of them with `always` does to all. */
export function hears({ _nodes: states }: AnyMachineSnapshot, type: string): boolean {
  return states.some(({ always, transitions }) => always?.length || transitions.has(type));
}

/**
 * Whether an event that a machine hears may move it: false only where no guard of a transition lets it through. XState
 * itself takes five times as long to find that out, and hardly any event of a run moves its story.
 */
export function mayMove(snapshot: AnyMachineSnapshot, event: AnyEventObject): boolean {
  return snapshot._nodes.some(
    ({ always, transitions }) =>
      always?.length ||
      transitions.get(event.type)?.some(({ guard }) => mayPass(guard, snapshot, event)),
  );
}

function mayPass(
  guard: AnyTransitionDefinition['guard'],
  { context, machine }: AnyMachineSnapshot,
  event: AnyEventObject,
): boolean {
  // Without a name of its own, XState is asked.
  if (guard === undefined || typeof guard === 'function') return true;
  const { type, params } = typeof guard === 'string' ? { type: guard, params: undefined } : guard;
  const asked = machine.implementations.guards[type] as Named | undefined;
  if (typeof asked !== 'function' || 'check' in asked || typeof params === 'function') return true;
  try {
    return asked({ context, event }, params);
  } catch {
    // XState says of which state the guard is that fails.
    return true;
  }
}
