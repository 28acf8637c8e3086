import type { AnyStateMachine } from 'xstate';

/** An action or guard as it is written in a machine: its name, or its name with what it is given. */
export type Named = string | { type: string; params?: Record<string, unknown> };

export interface PlainTransition {
  target?: string;
  guard?: Named;
  actions?: Named | Named[];
}

type Transitions = string | PlainTransition | (string | PlainTransition)[];

/** A state as data. */
export interface PlainState {
  id?: string;
  initial?: string;
  entry?: Named | Named[];
  on?: Record<string, Transitions>;
  after?: Record<string, Transitions>;
  always?: Transitions;
  states?: Record<string, PlainState>;
}

/**
 * A machine as data: everything in it has a name. Left out is what only a run has: the context that it begins with, and what an
 * action is given where that follows from the context.
 *
 * @throws Error where anything else is a function: an editor could not show it
 */
export function plain(machine: AnyStateMachine): PlainState {
  const { context: _begins, ...config } = machine.config as Record<string, unknown>;
  const copy = JSON.stringify(config, (key, value: unknown) => {
    if (typeof value !== 'function') return value;
    if (key === 'params') return undefined;
    throw new Error(`${machine.id}: ${key} is a function: it needs a name in setup()`);
  });
  return JSON.parse(copy) as PlainState;
}

/** The same as a file that Stately's editor imports. */
export function source(machine: AnyStateMachine): string {
  const config = JSON.stringify(plain(machine), null, 2);
  return `import { createMachine } from 'xstate';\n\nexport const machine = createMachine(${config});\n`;
}

export const listOf = <T>(one: T | T[] | undefined): T[] =>
  one === undefined ? [] : Array.isArray(one) ? one : [one];
