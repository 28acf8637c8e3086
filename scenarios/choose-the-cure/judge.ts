import { waitsOf } from '../../src/player/measures/waits';
import { percentile } from '../../src/player/measures/percentile';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import type { VirtualNs } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import type { Grade, Judged, Judgement } from '../../src/scenario/picture';
import { NS_PER_MS } from '../../src/scenario/units';
import { THREAD_KB } from '../who-is-ready/memory';
import { process, program } from './measured.json';
import { JUDGED } from './times';

/** Nobody else is to wait for longer, ns. */
export const BUDGET_NS: VirtualNs = 25 * NS_PER_MS;

const lengthOf = ({ sentNs, answeredNs }: { sentNs: number; answeredNs: number | null }): number =>
  (answeredNs ?? Infinity) - sentNs;

/** The clients of the scenario. */
export const WHO: Judged = { chats: 'A', names: 'B', wants: 'C', program: 'D' };

/** Reads it off a run. Cached, as a picture asks again and again. */
export function judge(recording: Recording, who = WHO): Judgement {
  let found = cache.get(recording);
  if (found === undefined) cache.set(recording, (found = judged(recording, who)));
  return found;
}

const cache = new WeakMap<Recording, Judgement>();

function judged(recording: Recording, who: Judged): Judgement {
  const waits = waitsOf(recording);
  const of = (name: string) => waits.filter(({ client }) => client === name);
  const chat = of(who.chats)
    .filter(({ sentNs }) => sentNs >= JUDGED.fromMs * NS_PER_MS && sentNs < JUDGED.toMs * NS_PER_MS)
    .map(lengthOf);
  const asked = of(who.wants);
  const { threads, processes } = peaksOf(recording);
  const apart = of(who.program).length > 0 ? program.kb : 0;
  return {
    p50Ns: percentile(chat, 0.5) ?? 0,
    p99Ns: percentile(chat, 0.99) ?? 0,
    worstNs: percentile(chat, 1) ?? 0,
    nameNs: Math.max(...of(who.names).map(lengthOf)),
    doneNs:
      Math.max(...asked.map(({ answeredNs }) => answeredNs ?? Infinity)) -
      Math.min(...asked.map(({ sentNs }) => sentNs)),
    memoryKb: threads * THREAD_KB + processes * process.kb + apart,
    threads,
    processes,
  };
}

/** How many threads and how many processes there are at most at once. */
function peaksOf({ events }: Recording): { threads: number; processes: number } {
  const now = { threads: 0, processes: 0 };
  const most = { ...now };
  for (const { kind } of events) {
    if (kind === 'threadSpawn') now.threads++;
    else if (kind === 'threadExit') now.threads--;
    else if (kind === 'spawnProcess') now.processes++;
    else if (kind === 'processExit') now.processes--;
    most.threads = Math.max(most.threads, now.threads);
    most.processes = Math.max(most.processes, now.processes);
  }
  return most;
}

/** Who else waits for longer than the budget. */
export const othersOf = ({ worstNs, nameNs }: Judgement): string[] => [
  ...(worstNs > BUDGET_NS ? ['A'] : []),
  ...(nameNs > BUDGET_NS ? ['B'] : []),
];

export function gradeOf({ worstNs, nameNs }: Judgement): Grade {
  const most = Math.max(worstNs, nameNs);
  if (most <= BUDGET_NS) return 'kept';
  return most <= NOTICEABLE_NS ? 'felt' : 'waits';
}
