import type { RecordedEvent, VirtualNs } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { durationText, momentText } from './durations';
import { programOf, type Program } from '../world/program';
import { NOTICEABLE_NS } from './noticeable';
import { endOfWait, waitParts, type WaitPart } from './waitParts';
import { nameOf, shown, partText, partWords } from './partWords';
import type { Wait } from '../world/world.types';

/** One link in the chain of causes of a wait. */
export interface WhyStep {
  id: 'sent' | 'arrived' | 'asked' | 'read' | 'handled' | 'written' | 'left' | 'received' | 'lost';
  /** The event at which it happened: going there shows it in every panel. */
  index: number;
  timeNs: VirtualNs;
  /** A few words: "nobody asks: the reactor is in C’s handler". */
  text: string;
}

/** Where some of the wait went. */
export interface WhyPart extends WaitPart {
  /** A few words: "ready, but nobody asks: the reactor is in C’s handler". */
  text: string;
  /** `2.5 s` */
  lasts: string;
}

/**
 * Why a client waited: the links in order, where all of the time between them went, and the whole as sentences. The
 * parts follow each other from the send to the end of the wait, and add up to it.
 */
export interface Why {
  wait: Wait;
  steps: WhyStep[];
  parts: WhyPart[];
  sentence: string;
}

const LEFT_WORDS: Readonly<Record<Program, string>> = {
  reactor: 'the next turn hands it to the kernel',
  loop: 'the next pass hands the answer to the kernel',
  threads: 'its thread hands the answer to the kernel',
};

/** Explains a wait by the events of its run. Pure; a link that did not happen is left out. */
export function whyWait(recording: Recording, wait: Wait): Why {
  const { events } = recording;
  const steps: WhyStep[] = [];
  const add = (id: WhyStep['id'], index: number | null, text: string): void => {
    if (index === null) return;
    steps.push({ id, index, timeNs: events[index]!.timeNs, text });
  };
  const find = (kind: RecordedEvent['kind']): number | null =>
    wait.chain.find((index) => events[index]!.kind === kind) ?? null;

  const connects = events[wait.sentIndex]!.kind === 'client.connect';
  add(
    'sent',
    wait.sentIndex,
    connects ? `${shown(wait.client)} connects` : `${shown(wait.client)} sends`,
  );
  const arrived = find('net.arrive');
  add('arrived', arrived, 'its bytes reach the server’s kernel');
  const read = find('recv');
  const asked = arrived === null ? null : answerAbout(events, arrived, read);
  const program = programOf(recording);
  add('asked', asked, `the ${program === 'loop' ? 'loop' : 'reactor'} asks who is ready`);
  add(
    'read',
    read,
    program === 'threads' ? 'its own thread wakes and reads' : 'its bytes are read',
  );
  const handled = find('handlerStart') ?? find('lineReceived') ?? find('dataReceived');
  add('handled', handled, `${shown(wait.client)}’s handler runs`);
  const written = find('write');
  const isWorkers =
    written !== null && program === 'reactor' && events[written]!.thread !== undefined;
  add('written', written, `${isWorkers ? 'a worker' : 'the handler'} writes the answer`);
  add('left', find('send'), LEFT_WORDS[program]);
  add('received', wait.answeredIndex, `${shown(wait.client)} has its answer`);
  if (wait.answeredIndex === null) add('lost', wait.lostIndex, 'its connection ends');
  const parts = waitParts(recording, wait).map((part): WhyPart => ({
    ...part,
    text: partText(part, program),
    lasts: durationText(part.toNs - part.fromNs, 2),
  }));
  return { wait, steps, parts, sentence: sentence(recording, wait, steps, parts) };
}

/** The first answer of the OS that names the connection, after its bytes arrived and before they were read. */
function answerAbout(
  events: readonly RecordedEvent[],
  arrived: number,
  read: number | null,
): number | null {
  const conn = (events[arrived] as { conn?: string | null }).conn ?? null;
  for (let i = arrived + 1; i < (read ?? events.length); i++) {
    const event = events[i]!;
    if (event.kind === 'select' && conn !== null && event.readable.includes(conn)) return i;
  }
  return null;
}

const at = (timeNs: VirtualNs): string => momentText(timeNs, 2);

function sentence(
  recording: Recording,
  wait: Wait,
  steps: readonly WhyStep[],
  parts: readonly WaitPart[],
): string {
  const when = (id: WhyStep['id']): string | null => {
    const step = steps.find((one) => one.id === id);
    return step === undefined ? null : at(step.timeNs);
  };
  const said = wait.text === '' ? 'it' : `“${wait.text}”`;
  const begins =
    recording.events[wait.sentIndex]!.kind === 'client.connect'
      ? `${shown(wait.client)} connected at ${when('sent')} to send ${said}.`
      : `${shown(wait.client)} sent ${said} at ${when('sent')}.`;
  const told = [begins];
  if (when('arrived') !== null) told.push(`The kernel had it at ${when('arrived')}.`);
  const held = parts.filter(
    ({ id, holder }) => (id === 'unread' || id === 'queued') && holder !== null,
  );
  const longest = held.reduce<WaitPart | null>(
    (a, b) => (a && lengthOf(a) >= lengthOf(b) ? a : b),
    null,
  );
  if (longest !== null && lengthOf(longest) >= NOTICEABLE_NS) {
    told.push(
      `Nobody asked before ${at(longest.toNs)}: the one thread was in ${nameOf(longest.holder!)}.`,
    );
  }
  if (when('read') !== null) told.push(`It was read at ${when('read')}.`);
  told.push(ending(recording, wait, parts));
  if (wait.matched === 'order') {
    told.push(recording.causes === undefined ? MATCHED_IN_ORDER : MATCHED_BEHIND);
  }
  return told.join(' ');
}

/** Said of a wait whose answer the recording does not name. */
export const MATCHED_IN_ORDER =
  'Matched in order: this recording does not say which call led to which answer.';

/** Said of a wait whose answer another server gave: what of its words answers what, nobody knows. */
const MATCHED_BEHIND =
  'Matched in order: the answer came by a connection that the server made itself.';

const lengthOf = (part: WaitPart): VirtualNs => part.toNs - part.fromNs;

function ending(recording: Recording, wait: Wait, parts: readonly WaitPart[]): string {
  const sum = partWords(parts, programOf(recording));
  if (wait.answeredNs !== null) {
    return `The answer came at ${at(wait.answeredNs)}, after ${durationText(wait.answeredNs - wait.sentNs)}: ${sum}.`;
  }
  const lastsNs = endOfWait(recording, wait) - wait.sentNs;
  const ends =
    wait.lostNs === null
      ? `No answer came in this run, in ${durationText(lastsNs)}`
      : `The connection ended at ${at(wait.lostNs)}, after ${durationText(lastsNs)}: no answer can come`;
  return sum === '' ? `${ends}.` : `${ends}. That is ${sum}.`;
}
