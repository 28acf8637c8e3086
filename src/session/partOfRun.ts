import { formatWait, longestAmong } from '../player/measures/waits';
import { finish } from '../player/work';
import { endOf } from '../stage/lanes/waitMarks';
import type { Hold } from '../player/measures/holds';
import { downsampleSpans, downsampleWaits, type Shown } from './downsample';
import type { Measured } from './run';

/** How much longer than a hold the part of a run is at most that shows it, with the waits that fall into it. */
const WIDEST = 4;
/** Shorter parts could not be brushed. */
const LEAST_NS = 1e6;

/** The part of a run that shows a hold: from the first send of a client that waits in it to the last answer, within limits. */
export function partAround({ held }: Hold, { waits, endNs }: Measured): Shown {
  const [fromNs, toNs] = [held.timeNs, held.timeNs + held.durationNs];
  const room = (WIDEST - 1) * 0.5 * held.durationNs;
  let [first, last] = [fromNs, toNs];
  for (const wait of waits) {
    if (wait.sentNs >= toNs || endOf(wait) <= fromNs) continue;
    first = Math.min(first, Math.max(fromNs - room, wait.sentNs));
    last = Math.max(last, Math.min(toNs + room, endOf(wait)));
  }
  const margin = (last - first) * 0.05;
  return within([first - margin, last + margin], endNs);
}

/** A part that lies in the run and is not too short. */
export function within([fromNs, toNs]: Shown, endNs: number): Shown {
  const length = Math.min(endNs, Math.max(LEAST_NS, toNs - fromNs));
  const from = Math.max(0, Math.min(fromNs, endNs - length));
  return [from, from + length];
}

/** Whose name has what is sought in it, in whatever case; everybody where nothing is sought. */
export function isSought(client: string, sought: string): boolean {
  return client.toLowerCase().includes(sought.trim().toLowerCase());
}

/** The run as lanes show it between two times, with the clients that are sought: who waited longest there comes first. */
export function partOfRun(run: Measured, shown: Shown, lanes: number, sought = '') {
  const [fromNs, toNs] = shown;
  const waits = run.waits.filter((wait) => wait.sentNs <= toNs && endOf(wait) >= fromNs);
  const longest = new Map<string, number>();
  for (const wait of waits) {
    const partNs = Math.min(toNs, endOf(wait)) - Math.max(fromNs, wait.sentNs);
    longest.set(wait.client, Math.max(partNs, longest.get(wait.client) ?? 0));
  }
  const names = run.longest.map(({ client }) => client);
  const clients = longestAmong(names, waits)
    .map((row, index) => ({ row, index, partNs: longest.get(row.client) ?? -1 }))
    .filter(({ row }) => isSought(row.client, sought))
    .sort((a, b) => b.partNs - a.partNs);
  const few = finish(
    downsampleWaits(
      waits,
      shown,
      clients.slice(0, lanes).map(({ row }) => row.client),
    ),
  );
  return {
    id: 'opened',
    label: '',
    clients: clients.map(({ row, index }) => ({
      name: row.client,
      role: '',
      index,
      worst: formatWait(row),
    })),
    spans: finish(
      downsampleSpans(
        run.spans.filter(({ startNs, endNs }) => startNs <= toNs && endNs >= fromNs),
        shown,
      ),
    ),
    waits: few,
    workers: run.workers.filter(({ startNs, endNs }) => startNs <= toNs && endNs >= fromNs),
    endNs: toNs,
  };
}

/** What a recording shows on its lanes: a part of it (null for all of it), and whose name is sought. */
export interface Sought {
  part: Shown | null;
  sought: string;
  /** At most so many clients have their waits drawn; the others are counted. */
  lanes: number;
}

/** Lanes of a recording: as they were made when it was opened, or of the part and the clients that are asked for. */
export function lanesIn<Whole>(
  { whole, run }: { whole: Whole; run: Measured },
  { part, sought, lanes }: Sought,
): Whole | ReturnType<typeof partOfRun> {
  if (part === null && sought.trim() === '') return whole;
  return partOfRun(run, part ?? [0, Math.max(1, run.endNs)], lanes, sought);
}
