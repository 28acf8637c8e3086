import { durationText, momentText, settingText } from '../../src/player/measures/durations';
import {
  askedOf,
  cycleOf,
  lateShare,
  roundsOf,
  shareAt,
  type Asked,
} from '../../src/player/measures/rounds';
import { waitsOf } from '../../src/player/measures/waits';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { causeIndex, causeOf, type Facts } from '../../src/scenario/story';
import { NS_PER_SECOND } from '../../src/scenario/units';
import type { Values } from '../../src/scenario/types';
import { VISITORS } from './arrivals';

/** The program that has the job, where it is one of its own. */
export const OTHER_PROGRAM = 'D';

const seconds = (value: number): string => settingText(value, 's', 0);
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** All who asked for a page in whole rounds of the job. */
export function askersOf(recording: Recording, values: Values): Asked[] {
  const [first] = roundsOf(recording, OTHER_PROGRAM);
  if (first === undefined) return [];
  return askedOf(recording, {
    clients: VISITORS,
    cycleNs: cycleOf(values.job!, values.every!) * NS_PER_SECOND,
    patienceNs: values.patience! * NS_PER_SECOND,
    firstNs: first.startNs,
  });
}

/** What share of the askers must give up where the job holds the thread that hears them. */
export function shareByFormula({ job, patience, every }: Values): number {
  return lateShare(job!, patience!, every!);
}

/** What has come of the run in the end. */
export function shareOf(recording: Recording, values: Values): { count: number; late: number } {
  return shareAt(askersOf(recording, values), Infinity);
}

const BEGINS: Readonly<Record<string, (job: string) => string>> = {
  reactor: (job) => `the job holds the reactor’s thread for ${job}`,
  thread: (job) => `the job waits ${job} in a thread of the pool`,
  crunch: (job) => `the job computes for ${job} in a thread of the pool`,
  two: (job) => `D, a program of its own, begins its job of ${job}`,
};

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const { count, late } = shareOf(recording, values);
  const found: Record<string, string> = {
    patience: seconds(values.patience!),
    jobS: String(values.job),
    patienceS: String(values.patience),
    cycleS: String(cycleOf(values.job!, values.every!)),
    begins: BEGINS[recording.variant ?? 'reactor']!(seconds(values.job!)),
    count: String(count),
    late: late === 0 ? 'None' : String(late),
    share: percent(late / Math.max(1, count)),
    formula: percent(shareByFormula(values)),
    firstAsker: waitsOf(recording)[0]!.client,
  };
  for (const [name, beat] of [
    ['at', 'job'],
    ['again', 'again'],
    ['again', 'left-out'],
  ] as const) {
    const event = causeOf(recording, beat);
    if (event) found[name] = momentText(event.timeNs);
  }
  const held = causeOf<'client.send'>(recording, 'held');
  if (held) {
    const round = roundsOf(recording, OTHER_PROGRAM)[0]!;
    Object.assign(found, { held: held.conn!, heldAt: momentText(held.timeNs, 2) });
    found.until = round.endNs === null ? 'the run ends' : momentText(round.endNs);
  }
  Object.assign(found, atTheEndOfTheJob(recording, values));
  const meanwhile = causeIndex(recording, 'meanwhile');
  if (meanwhile >= 0) {
    const wait = waitsOf(recording).find(({ answeredIndex }) => answeredIndex === meanwhile)!;
    const calm = waitsOf(recording)[0]!;
    found.name = wait.client;
    found.wait = durationText(wait.answeredNs! - wait.sentNs, 2);
    found.calm = durationText(calm.answeredNs! - calm.sentNs, 2);
  }
  const slowed = causeOf<'gilWait'>(recording, 'slowed');
  if (slowed) found.gil = durationText(slowed.durationNs);
  return found;
}

/** What the reactor finds when the job gives its thread back. */
function atTheEndOfTheJob(recording: Recording, values: Values): Record<string, string> {
  const back = causeOf<'callLater'>(recording, 'back') as EventOf<'callLater'> | undefined;
  if (back === undefined) return {};
  const [round] = roundsOf(recording, OTHER_PROGRAM);
  const meanwhile = waitsOf(recording).filter(
    ({ client, sentNs }) =>
      VISITORS.some((name) => name === client) && sentNs >= round!.startNs && sentNs <= back.timeNs,
  );
  const patienceNs = values.patience! * NS_PER_SECOND;
  const gone = meanwhile.filter(({ sentNs }) => sentNs + patienceNs < back.timeNs);
  return {
    backAt: momentText(back.timeNs),
    asked: String(meanwhile.length),
    gone: gone.length === 0 ? 'none' : String(gone.length),
  };
}
