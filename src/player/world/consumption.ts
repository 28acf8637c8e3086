import type { RecordedEvent } from '../../recording/events';
import type { Recording } from '../../recording/recording';
import { bytesBetween, isCut, segmentAt, type Segment } from './segments';

/** Kinds that say that a protocol cuts its stream into messages. */
const FRAMING_KINDS = new Set<string>([
  'lineReceived',
  'stringReceived',
  'rawDataReceived',
  'lineLengthExceeded',
]);

/** False when every `dataReceived` is a message of its own: nothing waits in a protocol for its end. */
export function hasFraming(recording: Recording): boolean {
  return recording.events.some((event) => FRAMING_KINDS.has(event.kind));
}

/**
 * How far into a client's stream the protocol has got with its messages: the offset after the event, which must
 * be one that delivers a message (`lineReceived`, …). `start` is the offset before it, `received` how much the
 * protocol has been given. Exact where the recording knows the text; a line that was cut to its preview is taken
 * to end where its send ends.
 */
export function consumedAfter(
  event: RecordedEvent,
  sends: readonly Segment[],
  start: number,
  received: number,
): number {
  switch (event.kind) {
    case 'lineReceived':
      return Math.min(received, afterLine(event.line, sends, start, received));
    case 'stringReceived':
      return Math.min(received, start + prefixLength(event.n, sends, start) + event.n);
    case 'rawDataReceived':
      return Math.min(received, start + event.n);
    case 'lineLengthExceeded':
      return received;
    default:
      return start;
  }
}

function afterLine(
  line: string,
  sends: readonly Segment[],
  start: number,
  received: number,
): number {
  if (isCut(line)) {
    const segment = sends[segmentAt(sends, start + line.length)];
    return segment === undefined ? received : segment.end;
  }
  const { text } = bytesBetween(sends, start, received);
  // A delimiter of more than two bytes leaves a rest: find the line behind it.
  const skipped = text.startsWith(line) ? 0 : Math.max(0, text.indexOf(line));
  const end = skipped + line.length;
  return start + end + delimiterLength(text.slice(end, end + 2));
}

function delimiterLength(text: string): number {
  if (text === '') return 2;
  return text === '\r\n' ? 2 : 1;
}

/** Length of what comes with a string of `n` bytes: a netstring's `12:` and `,`, or 4, 2 or 1 bytes of length. */
function prefixLength(n: number, sends: readonly Segment[], start: number): number {
  const { text } = bytesBetween(sends, start, start + 12);
  const digits = /^\d+(?=:)/.exec(text);
  if (digits !== null && Number(digits[0]) === n) return digits[0].length + 2;
  for (const length of [4, 2, 1]) {
    let value = 0;
    for (let i = 0; i < length; i++) value = value * 256 + text.charCodeAt(i);
    if (value === n) return length;
  }
  return 4;
}
