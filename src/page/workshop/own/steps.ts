import { durationText } from '../../../player/measures/durations';
import { waitsOf } from '../../../player/measures/waits';
import type { Wait } from '../../../player/world/world.types';
import { integer, number, object, oneOf, refuse, type Check } from '../../../recording/check';
import type { Recording } from '../../../recording/recording';
import { HEARD } from '../../../scenario/checkScenario';
import { onceFor } from '../../../scenario/onceFor';

/** A moment of a run, found by what happens in it, and the sentence that is told there. */
export type Step = { nth: number; client?: string; say: string } & (
  { event: string } | { waitOver: number }
);

/** What a step waits for: the nth event of a kind, or the end of the nth wait that is longer than so many ms. */
export type When =
  Omit<Extract<Step, { event: string }>, 'say'> | Omit<Extract<Step, { waitOver: number }>, 'say'>;

/** Which of them: more of a kind nobody counts. */
export const MOST_NTH = 9999;

const client: Check<string> = (value, path) =>
  typeof value === 'string' && /^[A-Za-z][\w-]{0,19}(#\d{1,3})?$/.test(value)
    ? value
    : refuse(path, value, 'the name of a client');
const say: Check<string> = (value, path) =>
  typeof value === 'string' ? value : refuse(path, value, 'a sentence');
const nth = integer(`a whole number from 1 to ${MOST_NTH}`, 1, MOST_NTH);

const ofEvent = object({ event: oneOf(...HEARD), nth, say }, { client });
const ofWait = object(
  { waitOver: number('milliseconds from 0 to 120,000', 0, 120_000), nth, say },
  { client },
);

/** @throws InputError */
export const stepIn: Check<Step> = (value, path) => {
  const isWait = typeof value === 'object' && value !== null && 'waitOver' in value;
  return (isWait ? ofWait : ofEvent)(value, path) as Step;
};

/** Events of one kind, of one connection or of all, by their places in the recording. */
type Places = ReadonlyMap<string, readonly number[]>;

const places = onceFor(({ events }: Recording): Places => {
  const made = new Map<string, number[]>();
  const add = (key: string, index: number): void => {
    const all = made.get(key);
    if (all === undefined) made.set(key, [index]);
    else all.push(index);
  };
  events.forEach((event, index) => {
    add(event.kind, index);
    if ('conn' in event && event.conn != null) add(`${event.kind} ${event.conn}`, index);
  });
  return made;
});

/** Places of the events of a kind: of a client's connection, or of all. */
export function eventPlaces(
  recording: Recording,
  kind: string,
  of: string | undefined,
): readonly number[] {
  return places(recording).get(of === undefined ? kind : `${kind} ${of}`) ?? [];
}

/** The event that ends a wait: its answer, its loss, or else the run's own end. */
function endOf(wait: Wait, { events }: Recording): number | null {
  const end = wait.answeredIndex ?? wait.lostIndex;
  if (end !== null) return end;
  return events.at(-1)?.kind === 'end' ? events.length - 1 : null;
}

/** Waits that are longer than so many ms, in the order in which they end: each with the event that ends it. */
export function longWaits(
  recording: Recording,
  overMs: number,
  of: string | undefined,
): { wait: Wait; index: number; lengthNs: number }[] {
  return waitsOf(recording)
    .flatMap((wait) => {
      const index = endOf(wait, recording);
      if (index === null || (of !== undefined && wait.client !== of)) return [];
      const lengthNs = recording.events[index]!.timeNs - wait.sentNs;
      return lengthNs > overMs * 1e6 ? [{ wait, index, lengthNs }] : [];
    })
    .sort((a, b) => a.index - b.index || a.wait.sentIndex - b.wait.sentIndex);
}

/** Where a step is told in a run; null where what it waits for does not happen. */
export function placeOfStep(recording: Recording, when: When): number | null {
  return 'event' in when
    ? (eventPlaces(recording, when.event, when.client)[when.nth - 1] ?? null)
    : (longWaits(recording, when.waitOver, when.client)[when.nth - 1]?.index ?? null);
}

/** What finds an event again, in a run that is a little different, too; null for a kind that no story hears. */
export function whenOfEvent(recording: Recording, index: number): When | null {
  const event = recording.events[index];
  if (event === undefined || !HEARD.has(event.kind)) return null;
  const conn = 'conn' in event && event.conn != null ? event.conn : undefined;
  const own = conn !== undefined && conn !== 'port' ? conn : undefined;
  const nth = eventPlaces(recording, event.kind, own).indexOf(index) + 1;
  return nth > MOST_NTH
    ? null
    : { event: event.kind, nth, ...(own !== undefined && { client: own }) };
}

/** What one calls a wait that lasts: the same as where a handler is called blocked. */
export const LONG_MS = 100;

/** What finds a wait again: which of its client's long ones it is. Null for one that has no end. */
export function whenOfWait(recording: Recording, wait: Wait): When | null {
  for (const waitOver of [LONG_MS, 0]) {
    const all = longWaits(recording, waitOver, wait.client);
    const place = all.findIndex((one) => one.wait.sentIndex === wait.sentIndex);
    if (place >= 0) return { waitOver, nth: place + 1, client: wait.client };
  }
  return null;
}

/** “the 3rd lineReceived of A”, “the first wait over 100 ms”. */
export function whenText(when: When): string {
  const what = 'event' in when ? when.event : waitWords(when.waitOver);
  return `the ${ordinal(when.nth)} ${what}${when.client === undefined ? '' : ` of ${when.client}`}`;
}

const waitWords = (overMs: number): string =>
  overMs === 0 ? 'wait' : `wait over ${durationText(overMs * 1e6, 3)}`;

function ordinal(n: number): string {
  if (n === 1) return 'first';
  const tens = n % 100;
  const end = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${end}`;
}
