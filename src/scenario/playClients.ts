import { createActor, type AnyActorRef, type AnyStateMachine } from 'xstate';
import type { RecordedEvent, VirtualNs } from '../recording/events';
import type { TypedLine } from '../recording/recording';
import type { Client, ClientOptions, CutWay } from '../simulator/kernel/client';
import { msToNs } from '../simulator/units';
import type { CommandName, CommandParams } from './commands';
import { COMMANDS } from './commands';
import { factOf, heardBy } from './factEvent';
import { onceFor } from './onceFor';
import { linesOf, sourceOf } from './pythonLines';
import type { MachineInput, Scenario, Values, Variant } from './types';

/** What one client did, and when: enough to have real Twisted meet the same clients. */
export interface ClientAct {
  timeNs: VirtualNs;
  client: string;
  command: CommandName;
  text?: string;
  cuts?: readonly number[];
  gapMs?: number;
  way?: CutWay;
}

/** Names of the run's clients. */
export function takingPart(
  scenario: Pick<Scenario, 'takePart' | 'roles'>,
  values: Values,
  variantId: string,
): readonly string[] {
  return scenario.takePart?.(values, variantId) ?? Object.keys(scenario.roles);
}

/**
 * Sequences that put the clients' timers, then their acts, before everything else of their time;
 * acts of one time go by client, then in the order in which the machine ordered them. So do the actions
 * of a workload, which real Twisted's runs put on the queue before anything else.
 */
const FIRST_TIMER = -4e15;
/** After the clients' own timers of that time, before what they then do. */
const FIRST_TYPED = -3e15;
const FIRST_ACT = -2e15;
const ACTS_OF_A_CLIENT = 1e9;

/** What of a scenario its clients are made of. */
export type Cast = Pick<Scenario, 'clients' | 'roles' | 'takePart' | 'clientOptions' | 'untilMs'>;

/** A run that clients take part in, ours or real Twisted's: its clock, its events, and the hands of each client. */
export interface Ground<Job> {
  queue: {
    readonly nowNs: VirtualNs;
    atWithSequence(timeNs: VirtualNs, sequence: number, run: () => void): Job;
    cancel(job: Job): void;
  };
  trace: { listener: ((event: RecordedEvent) => void) | null };
  addClient(name: string, options: ClientOptions | undefined): Pick<Client, CommandName>;
}

/** Starts the scenario's clients on the run's clock, hearing the run's events. */
export function startClients<Job>(
  scenario: Cast,
  variant: Pick<Variant, 'id' | 'python' | 'arranged'>,
  { values, seed, typed }: { values: Values; seed: number; typed: readonly TypedLine[] },
  ground: Ground<Job>,
): { done: ClientAct[]; check(): void } {
  const { queue, trace } = ground;
  const lines = linesOf(sourceOf(variant, values));
  const clients = takingPart(scenario, values, variant.id);
  const options = scenario.clientOptions?.(values, seed, variant.id) ?? {};
  const handles = new Map(clients.map((name) => [name, ground.addClient(name, options[name])]));
  const done: ClientAct[] = [];
  let timers = FIRST_TIMER;

  function act(command: CommandName, { client = '', clients: _, ...how }: CommandParams): void {
    const { text, cuts, gapMs = 0, way } = how;
    const sequence = FIRST_ACT + clients.indexOf(client) * ACTS_OF_A_CLIENT + done.length;
    done.push({ timeNs: queue.nowNs, client, command, ...how });
    const handle = handles.get(client);
    if (handle === undefined) throw new Error(`"${command}": unknown client "${client}"`);
    queue.atWithSequence(queue.nowNs, sequence, () => {
      if (command === 'send') handle.send(text!, cuts && { cuts, gapMs });
      else if (command === 'cut') handle.cut(way);
      else handle[command]();
    });
  }

  const untilMs = scenario.untilMs?.(values) ?? Infinity;
  // What can never be sent must not make the run last longer.
  const sendable = typed.filter(({ client, atMs }) => handles.has(client) && atMs <= untilMs);
  sendable.forEach(({ client, atMs, text }, n) =>
    queue.atWithSequence(msToNs(atMs), FIRST_TYPED + n, () => {
      const isThere = done.some((one) => one.client === client && one.command === 'connect');
      if (isThere) act('send', { client, text: `${text}\r\n` });
    }),
  );

  const machine = playable(scenario.clients);
  const actor = createActor(machine, {
    input: { values, seed, variant: variant.id } satisfies MachineInput,
    clock: {
      setTimeout: (run, delayNs) => queue.atWithSequence(queue.nowNs + delayNs, timers++, run),
      clearTimeout: (job: Job) => queue.cancel(job),
    },
  });

  acting.set(actor, act);
  let failure: unknown;
  actor.subscribe({ error: (error) => (failure ??= error) });
  const heard = heardBy(machine);
  trace.listener = (event) => {
    if (heard.has(event.kind)) actor.send(factOf(event, lines));
  };
  actor.start();
  return {
    done,
    check: () => {
      if (failure !== undefined) throw failure;
    },
  };
}

/** What a client's command means to each actor that plays clients. */
const acting = new WeakMap<AnyActorRef, (command: CommandName, params: CommandParams) => void>();

/** The clients as they can be played: one machine for every run. */
const playable = onceFor((clients: AnyStateMachine) =>
  clients.provide({
    actions: Object.fromEntries(
      COMMANDS.map((name) => [
        name,
        ({ self }: { self: AnyActorRef }, params: CommandParams) => {
          for (const client of params.clients ?? [params.client ?? '']) {
            acting.get(self)!(name, { ...params, client });
          }
        },
      ]),
    ),
  }),
);
