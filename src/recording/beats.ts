import { isObject, refuse, text } from './check';
import { count, msToNs, time } from './checks';
import type { RecordedEvent } from './events';
import type { ToldBeat } from './recording';
import { fail } from './refusal';

/** A beat as a file holds it: `t` in ms, where its time is not that of its event. */
export interface WireBeat {
  id: string;
  event: number;
  t?: number;
}

const NS_PER_MS = 1_000_000;

/** The beats as files hold them. */
export function beatsToWire(
  beats: readonly ToldBeat[],
  events: readonly RecordedEvent[],
): WireBeat[] {
  return beats.map(({ id, event, timeNs }) =>
    timeNs === events[event]?.timeNs ? { id, event } : { id, event, t: timeNs / NS_PER_MS },
  );
}

/**
 * The list of beats of a document, each at an event of its own or a later one than the beat before it.
 * @throws InputError
 */
export function parseBeats(list: unknown, events: readonly RecordedEvent[]): ToldBeat[] {
  if (!Array.isArray(list)) refuse('beats', list, 'a list of beats');
  const beats: ToldBeat[] = [];
  list.forEach((value: unknown, i) => {
    const path = `beats[${i}]`;
    if (!isObject(value)) refuse(path, value, 'a beat with id and event');
    const id = text(value['id'], `${path}.id`);
    const event = count(value['event'], `${path}.event`);
    const t = value['t'];
    const before = beats.at(-1) ?? { event: 0, timeNs: 0 };
    const most = events.length - 1;
    if (event < before.event || event > most) {
      refuse(`${path}.event`, event, `a whole number from ${before.event} to ${most}`);
    }
    const firstNs = Math.max(events[event]!.timeNs, before.timeNs);
    const lastNs = events[event + 1]?.timeNs ?? Infinity;
    const timeNs = t === undefined ? events[event]!.timeNs : msToNs(time(t, `${path}.t`));
    if (timeNs < firstNs || timeNs > lastNs) {
      const least = `${firstNs / NS_PER_MS}`;
      refuse(
        `${path}.t`,
        t,
        lastNs === Infinity ? `${least} or later` : `${least} to ${lastNs / NS_PER_MS}`,
      );
    }
    beats.push({ id, event, timeNs });
  });
  return beats;
}

/**
 * Takes the beats out of a list of events: version 1 of the format had them there, as events of kind `beat`, each after
 * the event that made it true.
 * @throws RecordingError, InputError
 */
export function beatsAmong(all: readonly RecordedEvent[]): {
  events: RecordedEvent[];
  beats: ToldBeat[];
} {
  const events: RecordedEvent[] = [];
  const beats: ToldBeat[] = [];
  all.forEach((event, i) => {
    // An event of a kind that is none any more.
    const { kind, id } = event as { kind: string; id?: unknown };
    if (kind !== 'beat') {
      events.push(event);
      return;
    }
    beats.push({
      id: text(id, `events[${i}].id`),
      event: Math.max(0, events.length - 1),
      timeNs: event.timeNs,
    });
  });
  if (events.length === 0) fail('events', 'found beats only, allowed one event or more.');
  return { events, beats };
}
