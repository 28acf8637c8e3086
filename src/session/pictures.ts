import { programOf } from '../player/world/program';
import { formatWait } from '../player/measures/waits';
import { worldAt } from '../player/world/world';
import type { World } from '../player/world/world.types';
import type { VirtualNs } from '../recording/events';
import type { Figure, Scenario, Tally } from '../scenario/types';
import type { Run } from './run';
import type { PictureProps } from '../stage/pictures/picture';
import { comparisonLabels, waitCell } from './words';
import type { Session } from './session.svelte';

/** A run as the timeline draws it: the stage's `TimelineRun`. */
export type PicturedRun = ReturnType<typeof pictured>;

function pictured(id: string, label: string, run: Run, scenario: Scenario) {
  return {
    id,
    label,
    program: programOf(run.recording),
    clients: run.longest.map((row) => ({
      name: row.client,
      role: Object.hasOwn(scenario.roles, row.client) ? scenario.roles[row.client]! : '',
      worst: formatWait(row),
    })),
    spans: run.spans,
    waits: run.waits,
    workers: run.workers,
    endNs: run.endNs,
  };
}

/** The world at the present event, null without a run. What shows lanes alone has no need of it. */
export function worldOf({ run, index }: Session): World | null {
  return run === null ? null : worldAt(run.recording, index);
}

/** What names the two runs of a comparison, null while nothing is compared. */
export function labelsOf(session: Session): { chosen: string; other: string } | null {
  const { compare, scenario, variant, values, seed } = session;
  return compare === null ? null : comparisonLabels(scenario, compare, variant.id, values, seed);
}

/** What was measured elsewhere of runs like this one. */
export function figuresOf(scenario: Scenario, run: Run): readonly Figure[] | undefined {
  return scenario.figures?.(run.making.values, run.making.variantId);
}

/** What all orders of the run's marked lines come to; absent as long as a bet on it is open. */
export function ordersOf({ scenario, run, bet }: Session): PictureProps['orders'] {
  if (run === null || !bet.settled) return undefined;
  return scenario.orders?.(run.making.values, run.making.variantId);
}

/** What has come of a run up to an event, or up to a time. */
export function tallyOf(
  { tally }: Scenario,
  { recording }: Run,
  timeNs: VirtualNs,
  index = recording.events.findLastIndex((event) => event.timeNs <= timeNs),
): Tally | undefined {
  return tally?.(recording, index);
}

/** The runs of the timeline: the chosen one, below the one that it is compared with. */
export function timelineRuns(session: Session): PicturedRun[] {
  const { run, other, scenario } = session;
  if (run === null) return [];
  const labels = labelsOf(session);
  const chosen = pictured('chosen', labels?.chosen ?? '', run, scenario);
  if (other === null || labels === null) return [chosen];
  return [pictured('other', labels.other, other, scenario), chosen];
}

/** The rows of the table of waits; before the bet it says so instead. */
export function waitRows(
  session: Session,
): { client: string; wait: string; other: string | null }[] {
  const { run, other } = session;
  if (run === null) return [];
  // Where nobody is answered (a chat passes lines on to others) there is no wait to tell of.
  if (run.longest.every(({ state }) => state !== 'answered')) return [];
  return run.longest.map((row) => {
    const same = other?.longest.find(({ client }) => client === row.client);
    if (session.computing) return { client: row.client, wait: '…', other: same ? '…' : null };
    if (!session.bet.settled) {
      return { client: row.client, wait: 'after your bet', other: same ? 'after your bet' : null };
    }
    return { client: row.client, wait: waitCell(row), other: same ? waitCell(same) : null };
  });
}
