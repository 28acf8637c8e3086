import { grouped, inBytes } from '../../src/recording/digits';
import { bytesRepr } from '../../src/recording/pythonBytes';
import type { Recording } from '../../src/recording/recording';
import { worldAt } from '../../src/player/world/world';
import { causeIndex, eventsOf, type Facts } from '../../src/scenario/story';

/** Bytes as code where they are short, else how many. */
const shown = (data: string, sizeBytes: number): string =>
  data.length === sizeBytes && sizeBytes <= 16 && /^[\r\n -~]*$/.test(data)
    ? bytesRepr(data)
    : inBytes(sizeBytes);

/** What the protocol was called with, in order. */
export function callsOf(recording: Recording): string[] {
  return recording.events.flatMap((event) => {
    if (event.kind === 'lineReceived') return [shownLine(event.line, recording)];
    return event.kind === 'stringReceived' ? [shown(event.data, event.n)] : [];
  });
}

/** How many messages came of it. */
export function inCalls(recording: Recording): string {
  const { length } = callsOf(recording);
  return length === 1 ? 'one call' : `${length || 'no'} calls`;
}

function shownLine(line: string, recording: Recording): string {
  return line.length <= 16 ? bytesRepr(line) : inBytes(Number(recording.parameters!.size));
}

/** "The tray keeps b'[3,'." after the call number `number`. */
function leftAfter(recording: Recording, number: number): string {
  const calls = recording.events.filter(
    ({ kind }) => kind === 'lineReceived' || kind === 'stringReceived',
  );
  const call = calls[number];
  if (call === undefined) return '';
  const { partial } = worldAt(recording, recording.events.indexOf(call)).clients[0]!;
  if (partial.size === 0) return 'The tray is empty.';
  return `The tray keeps ${shown(partial.text, partial.size)}.`;
}

/** Bytes in the tray at the event of beat `id`. */
function keptAt(recording: Recording, id: string): number {
  const index = causeIndex(recording, id);
  return index < 0 ? 0 : worldAt(recording, index).clients[0]!.partial.size;
}

/** Whether the second message came whole with the first, or its beginning has waited in the tray. */
function howSecondCame(recording: Recording): string {
  const { events } = recording;
  const second = causeIndex(recording, 'second-call');
  if (second < 0) return '';
  const read = events.findLastIndex((e, i) => i < second && e.kind === 'dataReceived');
  return causeIndex(recording, 'first-call') > read ? 'In the same read' : 'The rest is there';
}

/** The words and numbers that the captions of this scenario name, taken from a run. */
export function facts(recording: Recording): Facts {
  const reads = eventsOf(recording, 'dataReceived');
  const [first, second] = callsOf(recording);
  const isInt32 = recording.variant === 'int32';
  const write = eventsOf(recording, 'write')[0];
  const bulk = reads.find(({ n }, i) => i > 0 && n === 3 * frameSize(recording));
  const failed = recording.events.findIndex(
    (event) => event.kind === 'handlerEnd' && (event.error ?? null) !== null,
  );
  const bad = reads.filter((read) => recording.events.indexOf(read) < failed).at(-1);
  const extra = eventsOf(recording, 'logError').some(({ message }) =>
    message.startsWith('Extra data'),
  );
  return {
    firstRead: inBytes(reads[0]?.n ?? 0),
    firstData: bytesRepr(reads[0]?.data ?? ''),
    noMarker: isInt32 ? 'A length has 4 bytes' : 'No marker in it',
    marker: isInt32 ? 'Whole now' : 'The marker is there',
    mark: isInt32 ? 'the length' : 'the marker',
    method: isInt32 ? 'stringReceived' : 'lineReceived',
    first: first ?? '',
    second: second ?? '',
    how: howSecondCame(recording),
    firstLeft: leftAfter(recording, 0),
    secondLeft: leftAfter(recording, 1),
    reply: isInt32 ? "sendString(b'ok')" : "sendLine(b'ok')",
    replyBytes: inBytes(write?.n ?? 0),
    bulkRead: inBytes(bulk?.n ?? 0),
    forgotten: isInt32
      ? 'Its first 4 bytes pass for one: 1,529,949,233.'
      : `The tray keeps ${inBytes(keptAt(recording, 'no-marker'))} and waits.`,
    exceeded: grouped(eventsOf(recording, 'lineLengthExceeded')[0]?.n ?? 0),
    bad: bad === undefined ? '' : shown(bad.data, bad.n),
    whyBad: /^\s*$/.test(bad?.data ?? '')
      ? 'a delimiter alone is no message'
      : extra
        ? 'two messages are not one'
        : 'half a message is no message',
    lost:
      failed >= 0
        ? 'Twisted logged the exception and dropped A.'
        : 'whatever A still has to say, nobody reads it.',
  };
}

function frameSize(recording: Recording): number {
  const size = Number(recording.parameters!.size);
  return size + ({ lf: 1, int32: 4 }[recording.variant ?? ''] ?? 2);
}
