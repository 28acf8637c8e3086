import type { RecordedEvent, VirtualNs } from '../recording/events';
import type { Recording } from '../recording/recording';
import { durationText, momentText } from './durations';
import { programOf, type Program } from './program';
import { BLOCKED_NS, reactorSpans } from './spans';
import type { ReactorSpan, Wait } from './world.types';

/** One link in the chain of causes of a wait. */
export interface WhyStep {
  id:
    | 'sent'
    | 'arrived'
    | 'unasked'
    | 'asked'
    | 'read'
    | 'handled'
    | 'written'
    | 'left'
    | 'received'
    | 'lost';
  /** The event at which it happened: going there shows it in every panel. */
  index: number;
  timeNs: VirtualNs;
  /** A few words: "nobody asks: the reactor is in C’s handler". */
  text: string;
}

/** Why a client waited: the links in order, and the whole as sentences. */
export interface Why {
  wait: Wait;
  steps: WhyStep[];
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
  add('sent', wait.sentIndex, connects ? `${wait.client} connects` : `${wait.client} sends`);
  const arrived = find('net.arrive');
  add('arrived', arrived, 'its bytes reach the server’s kernel');
  const read = find('recv');
  const asked = arrived === null ? null : answerAbout(events, arrived, read);
  const blocker = arrived === null ? null : heldBy(recording, arrived, asked);
  if (arrived !== null && blocker !== null) {
    steps.push({
      id: 'unasked',
      index: arrived,
      timeNs: events[arrived]!.timeNs,
      text: `ready, but nobody asks: the reactor is in ${nameOf(blocker)}`,
    });
  }
  const program = programOf(recording);
  add('asked', asked, `the ${program === 'loop' ? 'loop' : 'reactor'} asks who is ready`);
  add(
    'read',
    read,
    program === 'threads' ? 'its own thread wakes and reads' : 'its bytes are read',
  );
  const handled = find('handlerStart') ?? find('lineReceived') ?? find('dataReceived');
  add('handled', handled, `${wait.client}’s handler runs`);
  add('written', find('write'), 'the handler writes the answer');
  add('left', find('send'), LEFT_WORDS[program]);
  add('received', wait.answeredIndex, `${wait.client} has its answer`);
  return { wait, steps, sentence: sentence(wait, steps, blocker, events) };
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

/** What held the reactor thread noticeably while the bytes were there. The longest, if there were several. */
function heldBy(recording: Recording, arrived: number, asked: number | null): ReactorSpan | null {
  const fromNs = recording.events[arrived]!.timeNs;
  const toNs = asked === null ? Infinity : recording.events[asked]!.timeNs;
  const overlap = (span: ReactorSpan): number =>
    Math.min(span.endNs, toNs) - Math.max(span.startNs, fromNs);
  const held = reactorSpans(recording)
    .filter((span) => overlap(span) >= BLOCKED_NS)
    .sort((a, b) => overlap(b) - overlap(a));
  return held[0] ?? null;
}

function nameOf(span: ReactorSpan): string {
  if (span.kind === 'timer') return 'a timer’s callback';
  if (span.kind === 'threadCall') return 'a thread’s call';
  return span.conn === null ? 'other work' : `${span.conn}’s handler`;
}

const at = (timeNs: VirtualNs): string => momentText(timeNs, 2);

function sentence(
  wait: Wait,
  steps: readonly WhyStep[],
  blocker: ReactorSpan | null,
  events: readonly RecordedEvent[],
): string {
  const when = (id: WhyStep['id']): string | null => {
    const step = steps.find((one) => one.id === id);
    return step === undefined ? null : at(step.timeNs);
  };
  const said = wait.text === '' ? 'it' : `“${wait.text}”`;
  const begins =
    events[wait.sentIndex]!.kind === 'client.connect'
      ? `${wait.client} connected at ${when('sent')} to send ${said}.`
      : `${wait.client} sent ${said} at ${when('sent')}.`;
  const parts = [begins];
  if (when('arrived') !== null) parts.push(`The kernel had it at ${when('arrived')}.`);
  if (blocker !== null) {
    parts.push(
      `Nobody asked before ${at(blocker.endNs)}: the one thread was in ${nameOf(blocker)}.`,
    );
  }
  if (when('read') !== null) parts.push(`It was read at ${when('read')}.`);
  parts.push(ending(wait, blocker));
  return parts.join(' ');
}

function ending(wait: Wait, blocker: ReactorSpan | null): string {
  if (wait.answeredNs === null) {
    return wait.lostNs === null
      ? `No answer came in this run.`
      : `The connection broke at ${at(wait.lostNs)}: no answer can come.`;
  }
  const tail = blocker === null ? ': the way there and back, and nothing else' : '';
  return `The answer came at ${at(wait.answeredNs)}, after ${durationText(wait.answeredNs - wait.sentNs)}${tail}.`;
}
