import { beatsOf } from '../player/playback/steps';
import { longestWaits, waitsOf } from '../player/measures/waits';
import { reactorSpans, workerSpans } from '../player/measures/spans';
import type { ReactorSpan, Wait } from '../player/world/world.types';
import type { VirtualNs } from '../recording/events';
import type { Recording, ToldBeat, TypedLine } from '../recording/recording';
import { finish, type Work } from '../player/work';
import { playScenario, scenarioWork } from '../scenario/runScenario';
import type { Scenario, Values } from '../scenario/types';
import type { Comparison } from './address';

/** What decides a run, besides the scenario. Equal makings give equal runs. */
export interface Making {
  variantId: string;
  values: Values;
  seed: number;
  reactor: 'select' | 'epoll';
  typed: readonly TypedLine[];
}

/** A recording with everything that is read off it once and drawn often. */
export interface Measured {
  recording: Recording;
  waits: Wait[];
  longest: ReturnType<typeof longestWaits>;
  spans: ReactorSpan[];
  workers: ReturnType<typeof workerSpans>;
  /** The beats that happened, in order. */
  beats: readonly ToldBeat[];
  endNs: VirtualNs;
}

/** A scenario's run. */
export interface Run extends Measured {
  making: Making;
  /** Of a run that real Twisted made in this page: the file that ran. */
  source?: string;
  /** A reader changed the file or the clients: it is no run of the lesson's. */
  isChanged?: true;
}

/** Runs a scenario and measures it. Pure. @throws whatever the run throws. */
export function makeRun(scenario: Scenario, making: Making): Run {
  return finish(runWork(scenario, making));
}

/** The same in parts. */
export function* runWork(scenario: Scenario, making: Making): Work<Run> {
  const { variantId, values, ...options } = making;
  const recording =
    scenario.recorded ?? (yield* scenarioWork(scenario, variantId, values, options));
  yield;
  return { ...measured(recording), making };
}

/** Measures a recording. Pure. */
export function measured(recording: Recording): Measured {
  return {
    recording,
    waits: waitsOf(recording),
    longest: longestWaits(recording),
    spans: reactorSpans(recording),
    workers: workerSpans(recording),
    beats: beatsOf(recording),
    endNs: recording.events.at(-1)?.timeNs ?? 0,
  };
}

/** What a run is made of, of all that a reader chose; and, where it is compared with another, that one. */
export function makingsOf({
  compare,
  variantId,
  values,
  seed,
  reactor,
  typed,
}: Making & { compare: Comparison | null }): Making[] {
  const making = { variantId, values, seed, reactor, typed };
  return compare === null ? [making] : [making, otherMaking(making, compare)];
}

/** The wait of a client that began at a moment; null where the run has none such. */
export function waitAt({ waits }: Run, at: { client: string; sentNs: VirtualNs }): Wait | null {
  return waits.find(({ client, sentNs }) => client === at.client && sentNs === at.sentNs) ?? null;
}

/** The other side of a comparison: the same but for one variant, one value or the seed. */
export function otherMaking(making: Making, compare: Comparison): Making {
  if ('variantId' in compare) return { ...making, variantId: compare.variantId };
  if ('seed' in compare) return { ...making, seed: compare.seed };
  return { ...making, values: { ...making.values, [compare.parameterId]: compare.value } };
}

/**
 * The end of the time axis, ns: that of the longest run that the sliders can give for the variant of
 * `making`, so that the axis stands still under the reader's hand.
 */
export function axisEndNs(scenario: Scenario, { variantId, seed, reactor }: Making): VirtualNs {
  const longest = scenario.longest ?? {};
  const { recording } = playScenario(scenario, variantId, longest, { seed, reactor });
  return onAxis(recording.events.at(-1)?.timeNs ?? 0);
}

/** The half second at or after a time: where an axis may end. */
export function onAxis(timeNs: VirtualNs): VirtualNs {
  const halfSecondNs = 0.5e9;
  return Math.ceil(timeNs / halfSecondNs) * halfSecondNs;
}
