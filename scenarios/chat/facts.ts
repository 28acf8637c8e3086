import { durationText, momentText } from '../../src/player/measures/durations';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import type { EventOf, VirtualNs } from '../../src/recording/events';
import { grouped } from '../../src/recording/digits';
import type { Recording } from '../../src/recording/recording';
import { listed } from '../../src/scenario/units';
import { causeIndex, eventsOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { worldAt } from '../../src/player/world/world';
import { costOf, costText, counts, totalMs, type Cost } from './costs';
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
    flushed: !counts(cost)
      ? ': the bytes are the kernel’s now. The thread is free.'
      : ` in ${costText(cost.flushMs)} (${cost.tag}): the bytes are the kernel’s now.`,
    without: withoutText(cost, recording.variant!),
  };

  const everyone = causeIndex(recording, 'everyone');
  if (everyone >= 0) {
    const received = events[everyone]!.timeNs;
    found.receivers = receiversOf(values);
    found.after = `in ${tagged(received - linesOfA(recording)[0]!.timeNs, cost)}`;
  }
  const full = causeIndex(recording, 'full');
  if (full >= 0) {
    const ofD = worldAt(recording, full).clients.find(({ name }) => name === 'D')!;
    found.left = String(ofD.writeBuffer.size);
  }
  const unaffected = causeIndex(recording, 'unaffected');
  if (unaffected >= 0) {
    found.fast = receiversOf(values);
    found.fastAfter = `in ${lineText(recording, cost, unaffected)}`;
    // With the tag of the work there is no room for more on a slide.
    found.unheld = counts(cost) ? '' : ' Nobody waits for D.';
  }
  const emptied = causeIndex(recording, 'emptied');
  if (emptied >= 0) found.emptyAt = ` at ${momentText(events[emptied]!.timeNs)}`;
  const has = Math.max(causeIndex(recording, 'last'), causeIndex(recording, 'nobody-waited'));
  if (has >= 0) found.dAfter = lineText(recording, cost, has);
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
  // The rest has no name in the picture either.
  if (count > 4) return `B, C and ${grouped(count - 4)} others have`;
  const names = count === 3 ? ['B'] : ['B', 'C'];
  return `${listed(names)} ${names.length === 1 ? 'has' : 'have'}`;
}

/** What A wrote, in order. */
export const linesOfA = (recording: Recording): EventOf<'client.send'>[] =>
  eventsOf(recording, 'client.send').filter(({ conn }) => conn === 'A');

/** A time of the run; with a tag where the thread's work is in it, which is not ours to know: `57 ms (extrapolated)`. */
function tagged(ns: VirtualNs, cost: Cost): string {
  return counts(cost) ? `${durationText(ns)} (${cost.tag})` : durationText(ns);
}

/** How long after A wrote it the line that was read last is with whoever receives it at event `index`. */
function lineText(recording: Recording, cost: Cost, index: number): string {
  const before = recording.events.slice(0, index + 1);
  const read = before.filter(({ kind }) => kind === 'lineReceived').length;
  return tagged(before.at(-1)!.timeNs - linesOfA(recording)[read - 1]!.timeNs, cost);
}

/** How long after A wrote its last line D, or everyone with a fast link, has it. */
export function lastLineAfterNs(recording: Recording, values: Values, who: 'D' | 'fast'): number {
  const isTheirs = ({ conn }: { conn: string | null }): boolean =>
    who === 'D' ? conn === 'D' : conn !== 'D' || !isSlow(values);
  const received = eventsOf(recording, 'client.recv').findLast(isTheirs);
  if (received === undefined) return 0;
  return received.timeNs - linesOfA(recording).at(-1)!.timeNs;
}

/** The same in words, with the tag of the work. */
export function lastLineText(recording: Recording, values: Values, who: 'D' | 'fast'): string {
  const cost = costOf(values.clients!, recording.variant!);
  return tagged(lastLineAfterNs(recording, values, who), cost);
}

/** What there was none of, or what Deferreds took. */
function withoutText(cost: Cost, variantId: string): string {
  if (variantId === 'direct')
    return !counts(cost) ? 'No Deferred, no thread, no lock.' : 'No Deferred.';
  const more = totalMs(cost) - totalMs(costOf(cost.clients, 'direct'));
  return more < 1 ? 'Deferreds made no difference.' : `Deferreds: ${costText(more)}.`;
}
