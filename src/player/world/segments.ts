import type { VirtualNs } from '../../recording/events';
import { PREVIEW_LENGTH } from '../../recording/limits';
import type { Bytes } from './world.types';

/** Bytes [`start`, `end`) of a stream, put into it by one send or write. */
export interface Segment {
  start: number;
  end: number;
  /** What is known of them, from the start on: recordings hold at most 40 bytes of each. */
  text: string;
  /** The event that put them there. */
  index: number;
  timeNs: VirtualNs;
}

/** More text than any picture shows; keeps a world cheap when a megabyte waits in a buffer. */
const SHOWN_LENGTH = 160;

/** The bytes that a preview really holds: all of them, or the first 40 without the three dots. */
export function knownText(data: string, sizeBytes: number): string {
  const whole = data.length === sizeBytes ? SHOWN_LENGTH : PREVIEW_LENGTH;
  return data.slice(0, Math.min(whole, sizeBytes));
}

/** True when a line in a recording was cut to its preview. */
export function isCut(line: string): boolean {
  return line.length > PREVIEW_LENGTH;
}

/** Index of the first of `count` items for which `holds` is true; `count` if none. They are false, then true. */
export function firstWhere(count: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index of the segment that holds the byte at `offset`, or the number of segments. */
export function segmentAt(segments: readonly Segment[], offset: number): number {
  return firstWhere(segments.length, (i) => segments[i]!.end > offset);
}

/** Bytes [`start`, `end`) of a stream. The text ends where the recording knows no more. */
export function bytesBetween(segments: readonly Segment[], start: number, end: number): Bytes {
  if (end <= start) return nothing;
  let text = '';
  const first = segmentAt(segments, start);
  for (let i = first; i < segments.length; i++) {
    const segment = segments[i]!;
    const from = start + text.length - segment.start;
    const to = Math.min(end, segment.end) - segment.start;
    text += segment.text.slice(from, to);
    if (segment.text.length < to || segment.end >= end || text.length >= SHOWN_LENGTH) break;
    // Each brings a byte at least: those that bring none are not in the stream.
    if (i - first > SHOWN_LENGTH) break;
  }
  return { text: text.slice(0, SHOWN_LENGTH), size: end - start };
}

const nothing: Bytes = Object.freeze({ text: '', size: 0 });
