import { durationText, momentText } from '../../src/player/measures/durations';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import type { EventOf, VirtualNs } from '../../src/recording/events';
import { grouped } from '../../src/recording/digits';
import type { Recording } from '../../src/recording/recording';
import { listed, NS_PER_MS } from '../../src/scenario/units';
import { causeIndex, eventsOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { worldAt } from '../../src/player/world/world';
import { costOf, costText, isNoticeable, totalMs, type Cost } from './costs';
import { isSlow, needsEpoll } from './people';

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const { events } = recording;
  const count = values.clients!;
  const cost = costOf(count, recording.variant!);
  const others = count - 1;
  const many = (one: string, more: string): string =>
    others === 1 ? `One ${one}` : `${grouped(others)} ${more}`;
  const found: Record<string, string> = {
    n: grouped(count),
    first: linesOfA(recording)[0]!.data.trimEnd(),
    writes: many('sendLine call', 'sendLine calls'),
    trays: others === 1 ? 'one tray' : `${grouped(others)} trays`,
    sockets: others === 1 ? 'D’s socket' : `all ${grouped(others)} sockets`,
    sends: many('send', 'sends'),
    fill: costText(cost.fillMs),
    flush: costText(cost.flushMs),
    total: costText(totalMs(cost)),
    tag: cost.tag,
    watched: needsEpoll(values)
      ? ', on epoll: select has room for 1,024'
      : '. To the server they are one list',
    flushed:
      totalMs(cost) < TOLD_FROM_MS
        ? ': the bytes are the kernel’s now. The thread is free.'
        : ` in ${costText(cost.flushMs)} (${cost.tag}): the bytes are the kernel’s now.`,
    without: withoutText(cost, recording.variant!),
  };

  const everyone = causeIndex(recording, 'everyone');
  if (everyone >= 0) {
    const received = events[everyone]!.timeNs;
    found.receivers = receiversOf(values);
    const afterNs = received - linesOfA(recording)[0]!.timeNs;
    found.after = `after ${withWork(afterNs, delayNs(recording, values, 0), cost)}`;
  }
  const full = causeIndex(recording, 'full');
  if (full >= 0) {
    const ofD = worldAt(recording, full).clients.find(({ name }) => name === 'D')!;
    found.left = String(ofD.writeBuffer.size);
  }
  const unaffected = causeIndex(recording, 'unaffected');
  if (unaffected >= 0) {
    found.fast = receiversOf(values);
    found.fastAfter = `after ${lastLineText(recording, values, 'fast')}`;
  }
  const emptied = causeIndex(recording, 'emptied');
  if (emptied >= 0)
    found.emptyAt = isNoticeable(cost) ? '' : ` at ${momentText(events[emptied]!.timeNs)}`;
  found.dAfter = lastLineText(recording, values, 'D');
  const isLate = lastLineAfterNs(recording, values, 'fast') > NOTICEABLE_NS;
  found.whoWaited = isLate ? 'Its link is slow.' : 'Only D waited.';
  found.nobodyWaited = isLate ? '' : ' Nobody waited.';
  return found;
}

/** `B and C have`; with many it counts them. D is among them only if its link is fast. */
function receiversOf(values: Values): string {
  const count = values.clients!;
  if (count === 2) return 'D has';
  if (!isSlow(values)) return 'Everyone has';
  const names = count === 3 ? ['B'] : count === 4 ? ['B', 'C'] : null;
  if (names === null) return `${grouped(count - 2)} others have`;
  return `${listed(names)} ${names.length === 1 ? 'has' : 'have'}`;
}

/** What A wrote, in order. */
export const linesOfA = (recording: Recording): EventOf<'client.send'>[] =>
  eventsOf(recording, 'client.send').filter(({ conn }) => conn === 'A');

/** What the thread's work takes is told from here on. */
const TOLD_FROM_MS = 1;

/** How much later line `number` of A, from 0, is with everyone for the thread's work: for this line and those before. */
function delayNs(recording: Recording, values: Values, number: number): VirtualNs {
  const workNs = totalMs(costOf(values.clients!, recording.variant!)) * NS_PER_MS;
  let freeNs = 0;
  const reads = eventsOf(recording, 'lineReceived').slice(0, number + 1);
  for (const { timeNs } of reads) freeNs = Math.max(freeNs, timeNs) + workNs;
  return freeNs - reads.at(-1)!.timeNs;
}

/** A time of the run with the thread's work, which the run's clock leaves out: `57 ms (extrapolated)`. */
function withWork(ns: VirtualNs, workNs: VirtualNs, { tag }: Cost): string {
  return workNs < TOLD_FROM_MS * NS_PER_MS
    ? durationText(ns)
    : `${durationText(ns + workNs)} (${tag})`;
}

/** Of the last line: how long after A wrote it D, or everyone with a fast link, has it in the run, and what work adds. */
function lastLine(recording: Recording, values: Values, who: 'D' | 'fast'): [VirtualNs, VirtualNs] {
  const lines = linesOfA(recording);
  const isSlowOne = (conn: string | null): boolean => conn === 'D' && isSlow(values);
  const isTheirs = ({ conn }: { conn: string | null }): boolean =>
    who === 'D' ? conn === 'D' : !isSlowOne(conn);
  const received = eventsOf(recording, 'client.recv').findLast(isTheirs);
  if (received === undefined) return [0, 0];
  // A slow link has always more to carry: all of it is as late as the first line.
  const number = isSlowOne(received.conn) ? 0 : lines.length - 1;
  return [received.timeNs - lines.at(-1)!.timeNs, delayNs(recording, values, number)];
}

/** How long after A wrote its last line D, or everyone with a fast link, has it; the thread's work counts. */
export function lastLineAfterNs(recording: Recording, values: Values, who: 'D' | 'fast'): number {
  const [runNs, workNs] = lastLine(recording, values, who);
  return runNs + workNs;
}

/** The same in words, with the tag of the work. */
export function lastLineText(recording: Recording, values: Values, who: 'D' | 'fast'): string {
  const cost = costOf(values.clients!, recording.variant!);
  return withWork(...lastLine(recording, values, who), cost);
}

/** What there was none of, or what Deferreds took. */
function withoutText(cost: Cost, variantId: string): string {
  if (variantId === 'direct')
    return totalMs(cost) < TOLD_FROM_MS ? 'No Deferred, no thread, no lock.' : 'No Deferred.';
  const more = totalMs(cost) - totalMs(costOf(cost.clients, 'direct'));
  return more < TOLD_FROM_MS
    ? 'Deferreds made no difference.'
    : `${costText(more)} of it: Deferreds.`;
}
