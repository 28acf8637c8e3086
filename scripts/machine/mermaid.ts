import type { AnyStateMachine } from 'xstate';
import {
  listOf,
  plain,
  type Named,
  type PlainState,
  type PlainTransition,
} from '../../src/scenario/machineSource';

/** A machine as a Mermaid `stateDiagram-v2`: states, what they tell or do, and transitions with their guards. */
export function mermaid(machine: AnyStateMachine): string {
  const root = plain(machine);
  const named = new Map(namedIn(root, ''));
  return ['stateDiagram-v2', ...insideOf(root, named, '', '  ')].join('\n');
}

/** The states that a transition from anywhere can name, `#too late`, with their ids in the picture. */
function namedIn({ states = {} }: PlainState, path: string): [name: string, id: string][] {
  return Object.entries(states).flatMap(([name, state]) => {
    const id = idOf(path, name);
    const inside = namedIn(state, `${id}_`);
    return state.id === undefined ? inside : [[`#${state.id}`, id], ...inside];
  });
}

type Ids = ReadonlyMap<string, string>;

function insideOf(state: PlainState, ids: Ids, path: string, indent: string): string[] {
  const children = Object.entries(state.states ?? {});
  const start =
    state.initial === undefined ? [] : [`${indent}[*] --> ${idOf(path, state.initial)}`];
  return [
    ...start,
    ...children.flatMap(([name, child]) => linesOf(child, name, ids, path, indent)),
    ...children.flatMap(([name, child]) =>
      transitionsOf(child).map(({ on, target, guard }) => {
        const label = [on, ...(guard === undefined ? [] : [`[${nameOf(guard)}]`])].join(' ').trim();
        const from = idOf(path, name);
        // As XState reads a target: `#late` is an id, `.late` a state inside, `late` one beside.
        const beside = target.startsWith('.')
          ? idOf(`${from}_`, target.slice(1))
          : idOf(path, target);
        return `${indent}${from} --> ${ids.get(target) ?? beside}${label === '' ? '' : ` : ${label}`}`;
      }),
    ),
  ];
}

function linesOf(
  state: PlainState,
  name: string,
  ids: Ids,
  path: string,
  indent: string,
): string[] {
  const id = idOf(path, name);
  const does = listOf(state.entry).map((action) => `${indent}${id} : ${wordsOf(action)}`);
  if (state.states === undefined) return [`${indent}state "${name}" as ${id}`, ...does];
  return [
    `${indent}state "${name}" as ${id} {`,
    ...insideOf(state, ids, `${id}_`, `${indent}  `),
    `${indent}}`,
  ];
}

/** Those that lead to another state, each with what it waits for. */
function transitionsOf({ on, after, always }: PlainState) {
  const named = [
    ...Object.entries(on ?? {}),
    ...Object.entries(after ?? {}).map(([delay, to]) => [`after ${delay}`, to] as const),
    ['', always ?? []] as const,
  ];
  return named.flatMap(([name, to]) =>
    listOf<string | PlainTransition>(to).flatMap((one) => {
      const { target, guard } = typeof one === 'string' ? { target: one, guard: undefined } : one;
      return target === undefined ? [] : [{ on: name, target, guard }];
    }),
  );
}

const idOf = (path: string, name: string): string => `${path}${name.replace(/\W+/g, '_')}`;
const nameOf = (named: Named): string => (typeof named === 'string' ? named : named.type);

/** `tell first-write`, `send hi`: an action with what it is given, but for the client, which its region names. */
function wordsOf(action: Named): string {
  if (typeof action === 'string') return action;
  const given = Object.entries(action.params ?? {}).filter(([name]) => name !== 'client');
  return [action.type, ...given.map(([, value]) => String(value).trim())].join(' ');
}
