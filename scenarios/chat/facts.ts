import { durationText, momentText } from '../../src/player/measures/durations';
import type { EventOf } from '../../src/recording/events';
import type { Recording } from '../../src/recording/recording';
import { listed, NS_PER_MS } from '../../src/scenario/units';
import { causeIndex, eventsOf, type Facts } from '../../src/scenario/story';
import type { Values } from '../../src/scenario/types';
import { worldAt } from '../../src/player/world/world';
import { costOf, costText, countText, totalMs } from './costs';
import { isSlow } from './people';

/** A wait that a person notices. */
export const NOTICEABLE_NS = 100 * NS_PER_MS;

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording, values: Values): Facts {
  const { events } = recording;
  const count = values.clients!;
  const cost = costOf(count, recording.variant!);
  const others = count - 1;
  const many = (one: string, more: string): string =>
    others === 1 ? `One ${one}` : `${countText(others)} ${more}`;
  const found: Record<string, string> = {
    n: countText(count),
    first: linesOfA(recording)[0]!.data.trimEnd(),
    writes: many('sendLine call', 'sendLine calls'),
    trays: others === 1 ? 'one tray' : `${countText(others)} trays`,
    sockets: others === 1 ? 'D’s socket' : `all ${countText(others)} sockets`,
    sends: many('send', 'sends'),
    fill: costText(cost.fillMs),
    flush: costText(cost.flushMs),
    total: costText(totalMs(cost)),
    tag: cost.tag,
    without:
      recording.variant === 'deferred'
        ? 'Deferreds made no difference.'
        : 'No Deferred, no thread, no lock.',
  };

  const everyone = causeIndex(recording, 'everyone');
  if (everyone >= 0) {
    const received = events[everyone]!.timeNs;
    found.receivers = receiversOf(values);
    found.after = `after ${durationText(received - linesOfA(recording)[0]!.timeNs)}`;
  }
  const full = causeIndex(recording, 'full');
  if (full >= 0) {
    const ofD = worldAt(recording, full).clients.find(({ name }) => name === 'D')!;
    found.left = String(ofD.writeBuffer.size);
  }
  const unaffected = causeIndex(recording, 'unaffected');
  if (unaffected >= 0) {
    const received = events[unaffected]!.timeNs;
    found.fast = receiversOf(values);
    found.fastAfter = `after ${durationText(received - linesOfA(recording).at(-1)!.timeNs)}`;
  }
  const emptied = causeIndex(recording, 'emptied');
  if (emptied >= 0) found.emptyAt = momentText(events[emptied]!.timeNs);
  found.dAfter = durationText(lastLineAfterNs(recording, 'D'));
  return found;
}

/** `B and C have`; with many it counts them. D is among them only if its link is fast. */
function receiversOf(values: Values): string {
  const count = values.clients!;
  if (count === 2) return 'D has';
  if (!isSlow(values)) return 'Everyone has';
  const names = count === 3 ? ['B'] : count === 4 ? ['B', 'C'] : null;
  if (names === null) return `${countText(count - 2)} others have`;
  return `${listed(names)} ${names.length === 1 ? 'has' : 'have'}`;
}

/** What A wrote, in order. */
export const linesOfA = (recording: Recording): EventOf<'client.send'>[] =>
  eventsOf(recording, 'client.send').filter(({ conn }) => conn === 'A');

/** How long after A wrote its last line `client` has it. */
export function lastLineAfterNs(recording: Recording, client: string): number {
  const received = eventsOf(recording, 'client.recv').findLast(({ conn }) => conn === client)!;
  return received.timeNs - linesOfA(recording).at(-1)!.timeNs;
}
