import { durationText } from '../../src/player/measures/durations';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { waitsOf } from '../../src/player/measures/waits';
import type { Recording } from '../../src/recording/recording';
import type { Facts } from '../../src/scenario/story';
import { NS_PER_SECOND } from '../../src/scenario/units';
import { cards, questions, type Ask } from './cards';

/** Ten clients, each with a request a second, and a reactor that has other things to do than this one line. */
const REQUESTS_PER_SECOND = 10;
const SHARE_OF_THREAD = 0.1;

/** So long a line may hold the reactor thread, ns: how long × how often decides. */
export const MAY_HOLD_NS = (SHARE_OF_THREAD * NS_PER_SECOND) / REQUESTS_PER_SECOND;

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

/** For how long the card's line held the reactor thread where it stands, ns, from the run. */
export function heldBy(recording: Recording, card: number): number {
  const { events } = recording;
  const first = questions.findIndex((question) => question.card === card);
  const asked = events.flatMap((e, i) => (e.kind === 'client.send' && e.conn === 'C' ? [i] : []));
  const held = events
    .slice(asked[first], asked[first + 1])
    .find((e) => e.kind === 'block' && e.thread === undefined);
  return held?.kind === 'block' ? held.durationNs : 0;
}

/** Cards, by number from 1, that make A wait noticeably where they stand, or take too much of the thread. */
export function blocking(recording: Recording): number[] {
  return cards.flatMap((_, i) =>
    (waitAt(recording, i + 1, 'reactor') ?? 0) > NOTICEABLE_NS ||
    heldBy(recording, i + 1) > MAY_HOLD_NS
      ? [i + 1]
      : [],
  );
}

/** So many requests a second a thread can serve that each of them holds for `heldNs`. */
export function requestsText(heldNs: number): string {
  const count = Math.floor(NS_PER_SECOND / heldNs);
  return count === 1 ? '1 request' : `${count} requests`;
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
    `gethostbyname: A waits ${a.reactor}. nameResolver, in a worker: ${a.thread}.`,
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
    const heldNs = asks.length > 1 ? heldBy(recording, i + 1) : 0;
    const isShort = heldNs > 0 && waitAt(recording, i + 1, 'reactor')! <= NOTICEABLE_NS;
    const name = code.replace(/^(socket|hashlib)\.|\([^)]*\)$/g, '');
    const share = Math.round((REQUESTS_PER_SECOND * heldNs * 100) / NS_PER_SECOND);
    found[id.replaceAll('-', '_')] = !isShort
      ? SENTENCES[id]!(own)
      : blocked.includes(i + 1)
        ? `${name}: A waits ${own.reactor}, and ${requestsText(heldNs)} a second is the limit.`
        : `${name}: ${durationText(heldNs)} each. Ten a second take ${share} % of the thread.`;
  });
  return found;
}
