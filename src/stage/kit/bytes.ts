import type { Bytes } from '../../player/world/world.types';
import { sizeText, textWidth } from './text';

/** One byte drawn as a box. `x` is from the start of the row of boxes. */
export interface ByteCell {
  x: number;
  width: number;
  text: string;
  delimiter: boolean;
}

export interface ByteRow {
  cells: ByteCell[];
  /** Width of everything, the label for the rest included. */
  width: number;
  /** Label for the bytes that have no box, empty when all have one. */
  rest: string;
  restX: number;
}

/** How big a byte is drawn; `labelPx` is the font of the label for the rest. */
export interface ByteSize {
  letterPx: number;
  delimiterPx: number;
  fontPx: number;
  labelPx: number;
}

const restGapPx = 5;

/** What stands in the box of one byte: CR and LF by name, the unprintable as a dot. */
export function byteText(char: string): { text: string; delimiter: boolean } {
  if (char === '\r') return { text: 'CR', delimiter: true };
  if (char === '\n') return { text: 'LF', delimiter: true };
  const code = char.charCodeAt(0);
  return { text: code < 32 || (code > 126 && code < 161) ? '·' : char, delimiter: false };
}

/**
 * Boxes for the bytes, touching, first byte first. When not all fit into `maxPx` (or the recording holds
 * only a preview) the rest becomes one label: `+ 40 bytes`, or `40 bytes` when no box is left.
 */
export function byteRow(bytes: Bytes, maxPx: number, size: ByteSize): ByteRow {
  const all = cellsOf(bytes.text, size);
  const full = all.length > 0 ? all.at(-1)!.x + all.at(-1)!.width : 0;
  if (bytes.size <= bytes.text.length && full <= maxPx) {
    return { cells: all, width: full, rest: '', restX: 0 };
  }
  for (let count = all.length; count >= 0; count--) {
    const cells = all.slice(0, count);
    const end = count > 0 ? cells.at(-1)!.x + cells.at(-1)!.width : 0;
    const left = bytes.size - count;
    if (left === 0) continue;
    const rest = count > 0 ? `+ ${sizeText(left)}` : sizeText(left);
    const restX = count > 0 ? end + restGapPx : 0;
    const width = restX + textWidth(rest, size.labelPx);
    if (width <= maxPx || count === 0) return { cells, width, rest, restX };
  }
  return { cells: [], width: 0, rest: '', restX: 0 };
}

function cellsOf(text: string, size: ByteSize): ByteCell[] {
  const cells: ByteCell[] = [];
  let x = 0;
  for (const char of text) {
    const { text: shown, delimiter } = byteText(char);
    const width = delimiter ? size.delimiterPx : size.letterPx;
    cells.push({ x, width, text: shown, delimiter });
    x += width;
  }
  return cells;
}
