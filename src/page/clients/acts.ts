import { commands, type CommandName, type CommandParams } from '../../scenario/commands';
import { takingPart, type ClientAct } from '../../scenario/playClients';
import type { Scenario, Values } from '../../scenario/types';
import { setup, type AnyStateMachine } from 'xstate';

/** One thing that a client does. */
export interface Act extends Pick<CommandParams, 'text' | 'cuts' | 'gapMs' | 'way'> {
  /** Of the scenario's own: `A send 0`, the first of A's sends; of the reader's: `+0`. */
  key: string;
  client: string;
  command: CommandName;
  atMs: number;
}

/** What a reader made of the scenario's clients: what differs, by the keys of their acts, and what is new. */
export interface Changes {
  acts: Readonly<Record<string, Change>>;
  added: readonly Omit<Act, 'key'>[];
}

/** `gone`: it is not done; of a client's first `connect`, nothing of that client is. */
export interface Change {
  atMs?: number;
  text?: string;
  gone?: true;
}

export const NO_CHANGES: Changes = { acts: {}, added: [] };

export const isUnchanged = ({ acts, added }: Changes): boolean =>
  Object.keys(acts).length === 0 && added.length === 0;

const NS_PER_MS = 1e6;

/** What clients did in a run, with the keys of their acts. */
export function actsOf(done: readonly ClientAct[]): Act[] {
  const counts = new Map<string, number>();
  return done.map(({ timeNs, ...act }) => {
    const kind = `${act.client} ${act.command}`;
    const n = counts.get(kind) ?? 0;
    counts.set(kind, n + 1);
    return { ...act, key: `${kind} ${n}`, atMs: timeNs / NS_PER_MS };
  });
}

/**
 * The acts with a reader's changes, in the order of their times. What a client does stays between what it does with its
 * connection: nothing is sent before it connects, or after it closed.
 */
export function composed(own: readonly Act[], { acts, added }: Changes): Act[] {
  const changed = own.flatMap((act) => {
    const { gone, ...change } = acts[act.key] ?? {};
    return gone ? [] : [{ ...act, ...change }];
  });
  const all = [...changed, ...added.map((act, n) => ({ ...act, key: `+${n}` }))];
  const clients = [...new Set(all.map(({ client }) => client))];
  const kept = clients.flatMap((client) => inOrder(all.filter((act) => act.client === client)));
  const place = new Map(all.map(({ key }, i) => [key, i]));
  return kept.sort((a, b) => a.atMs - b.atMs || place.get(a.key)! - place.get(b.key)!);
}

const isSend = ({ command }: Act): boolean => command === 'send';

function inOrder(acts: readonly Act[]): Act[] {
  if (!acts.some(({ command }) => command === 'connect')) return [];
  // What is added comes in where its time says.
  const own = acts.filter(({ key }) => !key.startsWith('+'));
  const rest = acts.filter(({ key }) => key.startsWith('+')).sort((a, b) => a.atMs - b.atMs);
  const row = [...own];
  for (const act of rest) {
    const before = row.findLastIndex((one) => one.atMs <= act.atMs && !isSend(one));
    const after = row.findIndex((one, i) => i > before && (!isSend(one) || one.atMs > act.atMs));
    row.splice(after < 0 ? row.length : after, 0, act);
  }
  let least = 0;
  return row.map((act, i) => {
    const next = row.slice(i + 1).find((one) => !isSend(one));
    const most = isSend(act) ? Math.max(least, next?.atMs ?? Infinity) : Infinity;
    const atMs = Math.min(Math.max(act.atMs, least), most);
    if (!isSend(act)) least = atMs;
    return { ...act, atMs };
  });
}

/** The names of those who act: the scenario's own in its order, then the reader's. */
export function namesOf(
  scenario: Scenario,
  values: Values,
  variantId: string,
  acts: readonly Act[],
) {
  const there = new Set(acts.map(({ client }) => client));
  const own = takingPart(scenario, values, variantId).filter((name) => there.has(name));
  return [...own, ...[...there].filter((name) => !own.includes(name)).sort()];
}

/** The scenario with clients that do just this. */
export function scripted(
  scenario: Scenario,
  acts: readonly Act[],
  names: readonly string[],
): Scenario {
  const roles = Object.fromEntries(names.map((name) => [name, scenario.roles[name] ?? 'yours']));
  return { ...scenario, clients: machineOf(acts, names), roles, takePart: () => names };
}

const { createMachine } = setup({ actions: commands });

/** Clients as a machine: a region for each, which acts after delays, in ns of the run's clock. */
export function machineOf(acts: readonly Act[], names: readonly string[]): AnyStateMachine {
  const regions = names.map((name) => [name, regionOf(acts.filter((act) => act.client === name))]);
  const states = Object.fromEntries(regions) as never;
  return createMachine({ type: 'parallel', states }) as unknown as AnyStateMachine;
}

function regionOf(acts: readonly Act[]): object {
  const times = [...new Set(acts.map(({ atMs }) => Math.round(atMs * NS_PER_MS)))];
  const states = times.map((timeNs, i) => {
    const entry = acts
      .filter(({ atMs }) => Math.round(atMs * NS_PER_MS) === timeNs)
      .map(({ key: _, atMs: _at, command, ...params }) => ({ type: command, params }));
    const next = times[i + 1];
    const after = next === undefined ? {} : { after: { [next - timeNs]: `${i + 2}` } };
    return [`${i + 1}`, { entry, ...after }];
  });
  const [first = 0] = times;
  const begins = first === 0 ? [] : [['0', { after: { [first]: '1' } }]];
  return {
    initial: first === 0 ? '1' : '0',
    states: Object.fromEntries([...begins, ...states]) as object,
  };
}
