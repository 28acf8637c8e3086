import { momentText, durationText } from '../player/measures/durations';
import { MAX_TYPED_LINES, MAX_TYPED_MS } from '../recording/limits';
import type { VirtualNs } from '../recording/events';
import type { TypedLine } from '../recording/recording';
import { asciiLine, withLine } from '../scenario/typed';
import { worldOf } from './pictures';
import type { Run } from './run';
import type { Session } from './session.svelte';

const NS_PER_MS = 1e6;

/** `A#2` is A's second connection. */
const isOf = (conn: string | null | undefined, client: string): boolean =>
  conn === client || conn?.startsWith(`${client}#`) === true;

/**
 * Types a line as a client, at the playhead: the run is made again with it.
 * @returns why it was not, in a sentence; `''` if it was.
 */
export function typeLine(session: Session, client: string, given: string): string {
  const text = asciiLine(given);
  const atMs = Math.ceil(session.timeNs / NS_PER_MS);
  if (text === '') return '';
  if (session.typed.length >= MAX_TYPED_LINES) return `${MAX_TYPED_LINES} lines are enough.`;
  if (atMs > MAX_TYPED_MS) return 'The run is over by now.';
  const isThere = worldOf(session)?.clients.some(
    ({ name, state }) => isOf(name, client) && state === 'connected',
  );
  if (!isThere) return `${client} is not connected at ${momentText(session.timeNs, 2)}.`;
  session.setTyped(withLine(session.typed, { client, atMs, text }));
  if (session.state !== 'playing') session.seekTime(atMs * NS_PER_MS);
  return '';
}

/** What has become of the last line by now, in a sentence; `''` without one. */
export function lastLineNow({ run, typed, timeNs }: Session): string {
  const last = typed.at(-1);
  return last === undefined || run === null ? '' : lineNow(run, last, timeNs);
}

/** What has become of a line at a moment of the run, in a sentence. */
export function lineNow(run: Run, { client, atMs, text }: TypedLine, timeNs: VirtualNs): string {
  const { events } = run.recording;
  const sentNs = atMs * NS_PER_MS;
  const line = `${client}’s “${text}”`;
  const sent = events.findIndex(
    (event) =>
      event.kind === 'client.send' &&
      event.timeNs === sentNs &&
      isOf(event.conn, client) &&
      event.data === `${text}\r\n`,
  );
  if (sent < 0)
    return `${line} is not sent: ${client} has no connection at ${momentText(sentNs, 2)}.`;
  if (timeNs < sentNs) return `${line} comes at ${momentText(sentNs, 2)}.`;
  const wait = run.waits.find(({ sentIndex }) => sentIndex === sent);
  if (wait?.answeredNs != null && wait.answeredNs <= timeNs)
    return `${line} is answered after ${durationText(wait.answeredNs - sentNs, 2)}.`;
  const happened = (wait?.chain ?? [])
    .map((index) => events[index]!)
    .filter((event) => event.timeNs <= timeNs);
  if (happened.some(({ kind }) => kind === 'recv')) return `${line} is read.`;
  return happened.some(({ kind }) => kind === 'net.arrive')
    ? `${line} is in the kernel’s buffer: nobody has read it.`
    : `${line} is on the wire.`;
}
