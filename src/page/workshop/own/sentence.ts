import { durationText, momentText } from '../../../player/measures/durations';
import { formatWait, longestWaits, waitsOf } from '../../../player/measures/waits';
import type { RecordedEvent } from '../../../recording/events';
import type { Recording } from '../../../recording/recording';
import { goesOn } from '../../../scenario/factEvent';
import type { Parameter, Values } from '../../../scenario/types';
import { formatValue } from '../../../session/words';
import { shortText } from '../../../stage/kit/text';
import { eventPlaces } from './steps';

/** Characters of a sentence. */
export const MOST_SAID = 300;

/** Whether every character of a text is one that is seen, and stands where it is written. */
export const shown = (text: string): boolean =>
  !/[\p{Cc}\p{Cs}\p{Co}\u2028\u2029\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/u.test(
    text,
  );

/** What stands in braces. */
const NAMED = /\{([^{}]*)\}/g;

/** What a sentence may name of the run, besides a client's wait, a count of events and the file's constants. */
const PLAIN = ['time', 'turn', 'client', 'text', 'wait'] as const;
type Plain = (typeof PLAIN)[number];

/** Names that a sentence may hold, for whoever writes one. */
export const namesFor = (clients: readonly string[], constants: readonly string[]): string[] => [
  ...PLAIN,
  ...clients.map((client) => `wait of ${client}`),
  ...constants,
  'number of lineReceived',
];

/** What is wrong with a sentence, in a few words; null where nothing is. */
export function sentenceProblem(
  say: string,
  clients: readonly string[],
  constants: readonly string[],
): string | null {
  if (say.trim() === '') return 'no words';
  if (say.length > MOST_SAID) return `${say.length} characters`;
  if (!shown(say)) return 'characters that are not seen';
  if (/[{}]/.test(say.replace(NAMED, ''))) return 'a brace without its other one';
  const unknown = [...say.matchAll(NAMED)].find(([, name]) => !isKnown(name!, clients, constants));
  return unknown === undefined ? null : `the unknown ${unknown[0].slice(0, 60)}`;
}

function isKnown(name: string, clients: readonly string[], constants: readonly string[]): boolean {
  if ((PLAIN as readonly string[]).includes(name) || constants.includes(name)) return true;
  const [, wait] = /^wait of (.+)$/.exec(name) ?? [];
  return wait === undefined ? /^number of [\w.]+$/.test(name) : clients.includes(wait);
}

/** How many words a sentence has: it is advised to have no more than the lessons' have. */
export const wordsIn = (say: string): number =>
  say.replace(NAMED, 'x').split(/\s+/).filter(Boolean).length;

/** What a sentence is filled in from, besides the run. */
export interface Told {
  values: Values;
  parameters: Readonly<Record<string, Parameter>>;
  /** Whom the step is about. */
  client?: string | undefined;
}

/**
 * A sentence with the numbers of a run.
 *
 * @param index of the event at which it is told
 */
export function told(
  say: string,
  recording: Recording,
  index: number,
  { values, parameters, client: whose }: Told,
): string {
  return say.replace(NAMED, (braces, name: string) => {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter !== undefined) return formatValue(values[name] ?? parameter.default, parameter);
    const [, client] = /^wait of (.+)$/.exec(name) ?? [];
    if (client !== undefined) {
      const row = longestWaits(recording).find((one) => one.client === client);
      return row === undefined ? 'none' : formatWait(row);
    }
    const [, kind] = /^number of (.+)$/.exec(name) ?? [];
    if (kind !== undefined) {
      return String(eventPlaces(recording, kind, undefined).filter((at) => at <= index).length);
    }
    return Object.hasOwn(facts, name) ? facts[name as Plain](recording, index, whose) : braces;
  });
}

type Fact = (recording: Recording, index: number, whose: string | undefined) => string;

const facts: Readonly<Record<Plain, Fact>> = {
  time: ({ events }, index) => momentText(events[index]!.timeNs, 2),
  turn: ({ events }, index) => String(events[index]!.turn),
  client: ({ events }, index, whose) => connOf(events[index]!) ?? whose ?? 'nobody',
  text: ({ events }, index) => textOf(events[index]!),
  wait: waitAt,
};

function connOf(event: RecordedEvent): string | null {
  return 'conn' in event && event.conn != null ? event.conn : null;
}

/** What a client or the server says there, without its end of line. */
function textOf(event: RecordedEvent): string {
  const { line, data, text } = event as { line?: unknown; data?: unknown; text?: unknown };
  const said = [data, line, text].find((one) => typeof one === 'string' || typeof one === 'number');
  return shortText(String(said ?? '').replace(/[\r\n]+$/, ''), 40);
}

/** How long the wait was that ends there; of one that goes on, how long it has lasted. */
function waitAt(recording: Recording, index: number, whose: string | undefined): string {
  const event = recording.events[index]!;
  const client = (connOf(event) ?? whose)?.replace(/#\d+$/, '');
  const waits = waitsOf(recording).filter((wait) => client === undefined || wait.client === client);
  const ended = waits.find((one) => (one.answeredIndex ?? one.lostIndex) === index);
  const found = ended ?? waits.find((wait) => goesOn(wait, index));
  return found === undefined ? 'none' : durationText(event.timeNs - found.sentNs, 2);
}
