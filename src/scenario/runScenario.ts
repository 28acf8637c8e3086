import { finish, type Work } from '../player/work';
import type { Recording, TypedLine } from '../recording/recording';
import { msToNs } from '../simulator/units';
import { startClients, type ClientAct } from './playClients';
import { linesOf, sourceOf } from './pythonLines';
import { serverEnvironment } from './serverEnvironment';
import { Simulation } from './simulation';
import { tellStory } from './tellStory';
import { storyEndMs } from './typed';
import type { Scenario, ServerEnvironment, Values, Variant } from './types';

export interface RunOptions {
  reactor?: 'select' | 'epoll';
  /** Any whole number; a scenario that draws lots draws them from it. */
  seed?: number;
  /** Lines that the reader types besides, in the order of their times. Those of a client who is not there are left out. */
  typed?: readonly TypedLine[];
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
