import { durationText } from '../../src/player/measures/durations';
import { waitsOf } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import type { Facts } from '../../src/scenario/story';
import { NS_PER_MS } from '../../src/scenario/units';
import { cards, questions, type Ask } from './cards';

/** A person notices this; it is what the takeaway asks for. */
export const NOTICEABLE_NS = 100 * NS_PER_MS;

/** How long A waited for its line of just after each question, ns; null without an answer. */
export function waitsOfA(recording: Recording): (number | null)[] {
  const waits = waitsOf(recording).filter(({ client }) => client === 'A');
  return questions.map((_, i) => {
    const wait = waits[i];
    return wait?.answeredNs == null ? null : wait.answeredNs - wait.sentNs;
  });
}

/** A's wait while the card was in that place, from the run. */
export function waitAt(recording: Recording, card: number, ask: Ask): number | null {
  const i = questions.findIndex((question) => question.card === card && question.place === ask);
  return i < 0 ? null : waitsOfA(recording)[i]!;
}

/** Cards, by number from 1, that made A wait noticeably where they stand. */
export function blocking(recording: Recording): number[] {
  return cards.flatMap((_, i) =>
    (waitAt(recording, i + 1, 'reactor') ?? 0) > NOTICEABLE_NS ? [i + 1] : [],
  );
}

/** What a caption says of a card that holds the reactor up, and of one that does not. */
type Sentence = (wait: Record<Ask, string>) => string;

const SENTENCES: Readonly<Record<string, Sentence>> = {
  'time-sleep': (a) =>
    `time.sleep: A waits ${a.reactor}, with a thread ${a.thread}. deferLater needs none.`,
  'defer-later': (a) => `deferLater: a timer waits, and no thread does. A waits ${a.reactor}.`,
  'requests-get': (a) =>
    `requests.get: A waits ${a.reactor} for another’s server. In a thread, ${a.thread}.`,
  'open-read': (a) => `The disk is busy: A waits ${a.reactor}. In a thread, ${a.thread}.`,
  'cursor-execute': (a) =>
    `cursor.execute: A waits ${a.reactor}. In a worker, by runQuery: ${a.thread}.`,
  gethostbyname: (a) =>
    `gethostbyname: A waits ${a.reactor}. HostnameEndpoint, in a worker: ${a.thread}.`,
  sorted: (a) => `sorted keeps the GIL: in a thread, A waits ${a.thread}. A process: ${a.process}.`,
  pbkdf2: (a) => `pbkdf2_hmac computes without the GIL: in a thread, A waits ${a.thread}.`,
  'subprocess-run': (a) =>
    `subprocess.run: A waits ${a.reactor}. getProcessOutput does not: ${a.process}.`,
  'lock-acquire': (a) =>
    `A worker holds the lock: A waits ${a.reactor}. In another worker, ${a.thread}.`,
  'transport-write': (a) =>
    `transport.write only fills a buffer. A waits ${a.reactor}; memory may grow.`,
  'yield-d': (a) => `yield d parks this function only. The reactor goes on: A waits ${a.reactor}.`,
};

/** One caption for each card, and how many block. */
export function facts(recording: Recording): Facts {
  const blocked = blocking(recording);
  const found: Record<string, string> = { blocking: String(blocked.length) };
  cards.forEach(({ id, code, asks }, i) => {
    const wait = (ask: Ask): string => durationText(waitAt(recording, i + 1, ask) ?? Infinity, 2);
    const own = { reactor: wait('reactor'), thread: wait('thread'), process: wait('process') };
    const mayStay = asks.length > 1 && !blocked.includes(i + 1);
    const name = code.replace(/\([^)]*\)$/, '');
    found[id.replaceAll('-', '_')] = mayStay
      ? `${name}: A waits ${own.reactor} today. Fine, until a bad day.`
      : SENTENCES[id]!(own);
  });
  return found;
}
