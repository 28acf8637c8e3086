import { sourceOf } from '../../scenario/pythonLines';
import { takingPart } from '../../scenario/playClients';
import type { Scenario } from '../../scenario/types';
import { workloadOf } from '../../scenario/workloadOf';
import type { Making } from '../../session/run';
import { exportWorkload } from '../../workload/exportWorkload';
import { withValues } from './constants';
import type { Job } from './engine/job';

/** Events of a lesson’s own run, which has an end: the largest, at an end of a slider, has 130,675. */
export const LESSON = 150_000;
/** What it may take where the machine has plenty: two files of 500 MB are in memory at that end of a slider. */
const LESSON_MEMORY = 2048 * 1024 * 1024;
/** GB of the machine that count as plenty. Where the browser does not tell, a lesson’s run takes no more than any program may. */
const PLENTY = 8;

/** Bytes that a lesson’s own run may take; undefined: what any program may. */
export function lessonMemory(): number | undefined {
  const { deviceMemory = 0 } = (globalThis.navigator ?? {}) as { deviceMemory?: number };
  return deviceMemory >= PLENTY ? LESSON_MEMORY : undefined;
}

/** The same with clients that do just what a script says. @param scenario with that script for its machine */
export function scriptedJob(scenario: Scenario, making: Making, source: string): Job {
  const { variantId, values, ...options } = making;
  return {
    workload: exportWorkload(scenario, variantId, values, options),
    reactor: scenario.reactor?.(values) ?? making.reactor,
    server: source,
  };
}

/**
 * The job that has real Twisted run a file as a scenario's server: with its network, and its machine for clients.
 *
 * @param source the file as it is to run: its constants are what counts.
 */
export function jobOf(scenario: Scenario, making: Making, source: string): Job {
  const { variantId, values, seed, typed } = making;
  const variant = scenario.variants.find(({ id }) => id === variantId)!;
  const names = takingPart(scenario, values, variantId);
  const own = scenario.clientOptions?.(values, seed, variantId) ?? {};
  const untilMs = scenario.untilMs?.(values) ?? null;
  const isLesson = source === withValues(scenario, sourceOf(variant, values), values);
  const memory = lessonMemory();
  return {
    workload: {
      ...workloadOf(scenario, variant, values),
      clients: names.map((name) => ({ name, ...own[name] })),
    },
    reactor: scenario.reactor?.(values) ?? making.reactor,
    server: source,
    ...(isLesson && { budget: LESSON, ...(memory !== undefined && { memory }) }),
    cast: { scenario: scenario.id, names, values, seed, variant: variantId, untilMs, typed },
  };
}
