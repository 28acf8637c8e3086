import { grouped } from '../../../recording/digits';
import { byteText } from '../../kit/bytes';
import { textWidth } from '../../kit/text';
import type { TapeStory, TapeWindow } from './story';

/** One byte of the tape in its box, or many in one (`rest`). `x` is from the start of the tape. */
export interface TapeCell {
  start: number;
  end: number;
  x: number;
  width: number;
  text: string;
  /** A byte that marks where messages end or how long they are. */
  delimiter: boolean;
  rest: boolean;
}

export interface CellNumbers {
  /** Room for all cells. */
  maxPx: number;
  letterMin: number;
  letterMax: number;
  labelPx: number;
}

/** No more bytes of one stretch are drawn than this. */
const LONGEST = 40;
/** Stretches as long as a length prefix are always drawn byte by byte. */
const SHORT = 4;
const restPadding = 10;

/** The boxes of a window, touching. Where not all fit, the end of each stretch between two edges is one box. */
export function tapeCells(story: TapeStory, window: TapeWindow, numbers: CellNumbers): TapeCell[] {
  const runs = stretchesOf(story, window);
  for (let keep = LONGEST; keep >= 0; keep--) {
    const cells = runs.flatMap((run) => cellsOf(story, run, keep, numbers));
    const letters = cells.filter(({ rest }) => !rest).length;
    const restPx = cells.reduce((sum, { rest, width }) => sum + (rest ? width : 0), 0);
    const letterPx = Math.min(numbers.letterMax, (numbers.maxPx - restPx) / Math.max(1, letters));
    if (letterPx >= numbers.letterMin || keep === 0) return placed(cells, letterPx);
  }
  return [];
}

function placed(cells: readonly TapeCell[], letterPx: number): TapeCell[] {
  let x = 0;
  return cells.map((cell) => {
    const width = cell.rest ? cell.width : letterPx;
    x += width;
    return { ...cell, x: x - width, width };
  });
}

/** The window, cut wherever anything begins or ends. */
function stretchesOf(story: TapeStory, { start, end }: TapeWindow): TapeWindow[] {
  const { sends, pieces, reads, messages } = story;
  const edges = new Set([start, end]);
  for (const all of [sends, pieces, reads, messages]) {
    for (const one of all) edges.add(one.start).add(one.end);
  }
  for (const { start, end, method, sizeBytes } of messages) {
    if (method === 'lineReceived') edges.add(start + sizeBytes);
    if (method === 'stringReceived') edges.add(end - sizeBytes);
  }
  const inside = [...edges].filter((at) => at >= start && at <= end).sort((a, b) => a - b);
  return inside.slice(1).map((to, i) => ({ start: inside[i]!, end: to }));
}

function cellsOf(
  story: TapeStory,
  run: TapeWindow,
  keep: number,
  { labelPx, letterMin }: CellNumbers,
): TapeCell[] {
  const cells: TapeCell[] = [];
  const all = run.end - run.start;
  const label = (left: number): string => (keep === 0 ? grouped(left) : `… ${grouped(left)}`);
  const restPx = (left: number): number => textWidth(label(left), labelPx) + restPadding;
  // A box for the rest that is wider than the rest helps nobody.
  const isShort = all <= SHORT || (all - keep) * letterMin <= restPx(all - keep);
  const singles = isShort ? all : keep;
  for (let at = run.start; at < run.start + singles; at++) {
    const byte = byteAt(story, at);
    if (byte === null) break;
    cells.push({ start: at, end: at + 1, x: 0, width: 0, ...byte, rest: false });
  }
  const left = all - cells.length;
  if (left > 0) {
    const text = label(left);
    const width = restPx(left);
    const start = run.end - left;
    cells.push({ start, end: run.end, x: 0, width, text, delimiter: false, rest: true });
  }
  return cells;
}

/** What stands in the box of the byte at `offset`; null where the recording does not tell. */
function byteAt(story: TapeStory, offset: number): { text: string; delimiter: boolean } | null {
  const known = [
    ...story.sends,
    ...story.reads.map((read) => ({ ...read, text: previewOf(read) })),
  ];
  for (const { start, end, text } of known) {
    const char = offset >= start && offset < end ? text[offset - start] : undefined;
    if (char !== undefined) return boxed(char, isPrefix(story, offset));
  }
  return null;
}

function previewOf({ data, start, end }: { data: string; start: number; end: number }): string {
  return data.length === end - start ? data : data.slice(0, LONGEST);
}

function boxed(char: string, prefix: boolean): { text: string; delimiter: boolean } {
  const code = char.charCodeAt(0);
  const named = byteText(char);
  if (named.delimiter && !prefix) return named;
  if (!prefix && code >= 32 && code < 127) return named;
  return { text: code.toString(16).padStart(2, '0'), delimiter: true };
}

/** Whether it is a byte of the length that comes before a string. */
function isPrefix({ messages }: TapeStory, offset: number): boolean {
  return messages.some(
    ({ method, start, end, sizeBytes }) =>
      method === 'stringReceived' && offset >= start && offset < end - sizeBytes,
  );
}

/** Where the bytes [`start`, `end`) lie, from the start of the tape; null when none is on it. */
export function extentOf(
  cells: readonly TapeCell[],
  { start, end }: TapeWindow,
): { x0: number; x1: number } | null {
  const inside = cells.filter((cell) => cell.start >= start && cell.end <= end);
  const last = inside.at(-1);
  return last === undefined ? null : { x0: inside[0]!.x, x1: last.x + last.width };
}
