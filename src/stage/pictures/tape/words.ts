import { grouped, inBytes } from '../../../recording/digits';
import { bytesRepr } from '../../../recording/pythonBytes';
import { placeOfByte, type TapeStory } from './story';

/** The same where there is little room. */
const short = (n: number): string => (n < 1000 ? inBytes(n) : grouped(n));

/** How a call is written over its bracket, the longest first. */
export function callLabels(method: string, data: string, sizeBytes: number): string[] {
  if (method === 'lineLengthExceeded') {
    return [`${method}: ${inBytes(sizeBytes)}`, `too long: ${inBytes(sizeBytes)}`, 'too long'];
  }
  const whole = data.length === sizeBytes;
  const text = whole ? bytesRepr(data) : inBytes(sizeBytes);
  return [`${method}(${text})`, text, method, inBytes(sizeBytes), `${sizeBytes}`, ''];
}

type Label = readonly [string, string];

/** Name of each station, and what is so there. */
export function stationLabels(
  story: TapeStory,
  index: number,
  timeNs: number,
  name: string,
): Record<'writer' | 'wire' | 'kernel' | 'tray' | 'out', Label> {
  const reads = story.reads.filter((read) => read.index <= index);
  const calls = story.messages.filter((message) => message.index <= index);
  const done = calls.at(-1)?.end ?? 0;
  const left = (reads.at(-1)?.end ?? 0) - done;
  const isOver = story.lost !== null && story.lost <= index;
  const isDropped = story.dropped !== null && story.dropped <= index;
  const waiting = inKernel(story, index, timeNs);
  const ending = isDropped ? 'connection dropped' : isOver ? 'connection closed' : '';
  return {
    writer: [`client ${name}`, 'its writes'],
    wire: ['the wire', 'bytes, no edges'],
    kernel: ['server’s kernel', waiting === 0 ? 'receive buffer' : `unread: ${short(waiting)}`],
    tray: ['your tray', ending || `leftovers: ${short(Math.max(0, left))}`],
    out: story.hasTray
      ? ['calls', calls.length === 0 ? 'none yet' : `${calls.length} so far`]
      : [
          'dataReceived',
          ending || (reads.length === 0 ? 'not called yet' : `called ${times(reads.length)}`),
        ],
  };
}

const times = (n: number): string => (n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`);

/** Bytes that have arrived and are not read. */
function inKernel(story: TapeStory, index: number, timeNs: number): number {
  const read = story.reads.filter((one) => one.index <= index).at(-1)?.end ?? 0;
  const arrived = story.pieces.filter((one) => one.index <= index).at(-1)?.end ?? 0;
  if (arrived <= read) return 0;
  return placeOfByte(story, read, index, timeNs).row === 'kernel' ? arrived - read : 0;
}
