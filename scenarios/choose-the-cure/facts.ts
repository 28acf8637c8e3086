import { durationText } from '../../src/player/measures/durations';
import { memoryText } from '../../src/player/measures/memory';
import { waitsOf } from '../../src/player/measures/waits';
import type { Wait } from '../../src/player/world/world.types';
import type { Recording } from '../../src/recording/recording';
import type { Facts } from '../../src/scenario/story';
import { causeOf } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { listed, NS_PER_MS } from '../../src/scenario/units';
import { cureOf, cures } from './cures';
import { BUDGET_NS, judge, othersOf } from './judge';
import { process } from './measured.json';
import { ticketAt } from './tickets';
import { JUDGED, NAMES, WAY_MS } from './times';

/** An answer that nobody holds up, ns. */
export const CALM_NS = 2 * WAY_MS * NS_PER_MS;

const lengthOf = ({ sentNs, answeredNs }: Wait): number => (answeredNs ?? Infinity) - sentNs;

/** The longest wait of A of those that are judged, or that of B; the first of several. */
export function worstOf(recording: Recording, client: 'A' | 'B'): Wait {
  const own = waitsOf(recording).filter(
    (wait) =>
      wait.client === client &&
      (client === 'B' ||
        (wait.sentNs >= JUDGED.fromMs * NS_PER_MS && wait.sentNs < JUDGED.toMs * NS_PER_MS)),
  );
  return own.reduce((worst, wait) => (lengthOf(wait) > lengthOf(worst) ? wait : worst));
}

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const judgement = judge(recording);
  const others = othersOf(judgement);
  const cure = cureOf(values);
  const held = causeOf<'cpu'>(recording, 'held') ?? causeOf<'cpu'>(recording, 'whole');
  const lock = causeOf<'gilWait'>(recording, 'lock');
  return {
    wants: ticketAt(values.ticket!).wants,
    cure: cures.find(({ id }) => id === cure)!.is,
    calm: durationText(CALM_NS),
    every: '20 ms',
    held: held === undefined ? '' : durationText(held.durationNs, 2),
    start: durationText(process.startMs * NS_PER_MS),
    lock: lock === undefined ? '' : durationText(lock.durationNs),
    threads: judgement.threads === 1 ? 'one' : `${judgement.threads}`,
    worst: durationText(judgement.worstNs, 2),
    p50: durationText(judgement.p50Ns),
    name: durationText(judgement.nameNs, 2),
    lookup: durationText(NAMES.takesMs * NS_PER_MS),
    done: durationText(judgement.doneNs, 2),
    budget: durationText(BUDGET_NS),
    memory: memoryText(judgement.memoryKb),
    others: `${listed(others)} ${others.length === 1 ? 'waits' : 'wait'}`,
  };
}
