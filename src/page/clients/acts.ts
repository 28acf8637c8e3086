import { commands, type CommandName, type CommandParams } from '../../scenario/commands';
import { takingPart, type ClientAct } from '../../scenario/playClients';
import type { Scenario, Values } from '../../scenario/types';
import { shortMoment } from '../../player/measures/durations';
import type { VirtualNs } from '../../recording/events';
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

/** Clients as a machine: a region for each, which acts after delays that are named as long as they are. */
export function machineOf(acts: readonly Act[], names: readonly string[]): AnyStateMachine {
  const delays: Record<string, VirtualNs> = {};
  const regions = names.map((name) => {
    const own = acts.filter((act) => act.client === name);
    return [name, regionOf(own, delays)];
  });
  const { createMachine } = setup({ actions: commands, delays });
  const states = Object.fromEntries(regions) as never;
  return createMachine({ id: 'clients', type: 'parallel', states }) as unknown as AnyStateMachine;
}

/**
 * A client's states are named by what it does when it enters them: `connect`, `send`, `send 2`.
 *
 * @param delays its own are put there
 */
function regionOf(acts: readonly Act[], delays: Record<string, VirtualNs>): object {
  const times = [...new Set(acts.map(({ atMs }) => Math.round(atMs * NS_PER_MS)))];
  const counts = new Map<string, number>();
  const steps = times.map((timeNs) => {
    const done = acts.filter(({ atMs }) => Math.round(atMs * NS_PER_MS) === timeNs);
    const { command } = done[0]!;
    const n = (counts.get(command) ?? 0) + 1;
    counts.set(command, n);
    return { name: n === 1 ? command : `${command} ${n}`, timeNs, done };
  });
  const after = (passedNs: VirtualNs, target: string | undefined): object => {
    if (target === undefined) return {};
    // To the nanosecond: another delay has another name.
    const name = shortMoment(passedNs, 9);
    delays[name] = passedNs;
    return { after: { [name]: target } };
  };
  const states = steps.map(({ name, timeNs, done }, i) => {
    const next = steps[i + 1];
    const entry = done.map(({ key: _, atMs: _at, command, ...params }) => ({
      type: command,
      params,
    }));
    return [name, { entry, ...(next && after(next.timeNs - timeNs, next.name)) }];
  });
  const [first] = steps;
  const isLater = first === undefined || first.timeNs > 0;
  const away = { away: first === undefined ? {} : after(first.timeNs, first.name) };
  return {
    initial: isLater ? 'away' : first.name,
    states: { ...(isLater && away), ...(Object.fromEntries(states) as object) },
  };
}
