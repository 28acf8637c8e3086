import { createActor, type AnyActorRef, type AnyStateMachine } from 'xstate';
import { finish, type Work } from '../player/work';
import type { VirtualNs } from '../recording/events';
import type { Recording, TypedLine } from '../recording/recording';
import type { CutWay } from '../simulator/kernel/client';
import { msToNs } from '../simulator/units';
import type { CommandName, CommandParams } from './commands';
import { COMMANDS } from './commands';
import { factOf, heardBy } from './factEvent';
import { onceFor } from './onceFor';
import { linesOf, sourceOf } from './pythonLines';
import { serverEnvironment } from './serverEnvironment';
import { Simulation } from './simulation';
import { tellStory } from './tellStory';
import { storyEndMs } from './typed';
import type { MachineInput, Scenario, ServerEnvironment, Values, Variant } from './types';

export interface RunOptions {
  reactor?: 'select' | 'epoll';
  /** Any whole number; a scenario that draws lots draws them from it. */
  seed?: number;
  /** Lines that the reader types besides, in the order of their times. Those of a client who is not there are left out. */
  typed?: readonly TypedLine[];
}

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

/**
 * Runs a scenario to its end in virtual time, and tells its story. Pure: equal arguments give equal recordings.
 *
 * @param variantId one of `scenario.variants`; the first when left out.
 * @param values one value for each parameter; the defaults for those left out.
 * @throws Error when the scenario has no such variant, or when its clients, its server or its story fail.
 */
export function runScenario(
  scenario: Scenario,
  variantId?: string,
  values: Values = {},
  options: RunOptions = {},
): Recording {
  return finish(scenarioWork(scenario, variantId, values, options));
}

/** `runScenario`, with a stop before the story: telling it takes about as long as the run. */
export function* scenarioWork(
  scenario: Scenario,
  variantId: string | undefined,
  values: Values,
  options: RunOptions,
): Work<Recording> {
  const { recording } = playScenario(scenario, variantId, values, options);
  yield;
  const told = recording.parameters as Values;
  const source = sourceOf(variantOf(scenario, variantId), told);
  const beats = tellStory(scenario.story, recording, told, source);
  const endNs = msToNs(storyEndMs(recording.typed ?? [], scenario));
  recording.beats = beats.filter(({ timeNs }) => timeNs < endNs);
  return recording;
}

/** A run whose story is not told, and what its clients did in it. */
export function playScenario(
  scenario: Scenario,
  variantId: string | undefined,
  given: Values,
  { reactor: asked = 'select', seed = 1, typed = [] }: RunOptions = {},
): { recording: Recording; acts: ClientAct[] } {
  const variant = variantOf(scenario, variantId);
  const values = { ...defaultValues(scenario), ...given };
  const reactor = scenario.reactor?.(values) ?? asked;
  const simulation = new Simulation({
    net: scenario.network(values),
    ...scenario.parts,
    ...(scenario.names === undefined ? {} : { names: scenario.names }),
    reactor,
    ...(variant.freeThreaded && { gil: null }),
    ...(scenario.backlog === undefined ? {} : { backlog: scenario.backlog }),
    ...(scenario.untilMs === undefined ? {} : { untilNs: msToNs(scenario.untilMs(values)) }),
  });
  const acts = startClients(scenario, variant, { values, seed, typed }, simulation);
  const { events, causes, end } = simulation.run(() => {
    variant.server(environment(variant, values, simulation));
  });
  acts.check();
  const recording: Recording = {
    scenario: scenario.id,
    variant: variant.id,
    parameters: values,
    seed,
    ...(typed.length === 0 ? {} : { typed }),
    net: simulation.net,
    reactor,
    end,
    events,
    ...(causes === undefined ? {} : { causes }),
  };
  return { recording, acts: acts.done };
}

export function defaultValues(scenario: Scenario): Values {
  return Object.fromEntries(
    Object.entries(scenario.parameters).map(([id, parameter]) => [id, parameter.default]),
  );
}

/** Names of the run's clients. */
export function takingPart(
  scenario: Scenario,
  values: Values,
  variantId: string,
): readonly string[] {
  return scenario.takePart?.(values, variantId) ?? Object.keys(scenario.roles);
}

/** @throws Error when the scenario has no such variant. */
export function variantOf(scenario: Scenario, id: string | undefined): Variant {
  if (id === undefined) return scenario.variants[0];
  const variant = scenario.variants.find((v) => v.id === id);
  if (variant === undefined) throw new Error(`scenario ${scenario.id} has no variant "${id}"`);
  return variant;
}

function environment(variant: Variant, values: Values, simulation: Simulation): ServerEnvironment {
  const lines = linesOf(sourceOf(variant, values));
  return serverEnvironment(
    simulation,
    (line, nth) => simulation.trace.emit('line', { line: lines.numberOf(line, nth) }),
    values,
  );
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

/** Starts the scenario's clients on the run's clock, hearing the run's events. */
function startClients(
  scenario: Scenario,
  variant: Variant,
  { values, seed, typed }: { values: Values; seed: number; typed: readonly TypedLine[] },
  simulation: Simulation,
): { done: ClientAct[]; check(): void } {
  const { queue, trace } = simulation;
  const lines = linesOf(sourceOf(variant, values));
  const clients = takingPart(scenario, values, variant.id);
  const options = scenario.clientOptions?.(values, seed, variant.id) ?? {};
  const handles = new Map(clients.map((name) => [name, simulation.addClient(name, options[name])]));
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
      clearTimeout: (job) => queue.cancel(job),
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
