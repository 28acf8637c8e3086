import { PREVIEW_LENGTH } from '../recording/limits';

/** One after the other. What only answers as a string does stays what it is: see `twisted/python/zeros.ts`. */
export const joined = (all: string, data: string): string =>
  all.length > 0 ? all.concat(data) : data;

/** Engines copy a piece as short as this; of a longer one they keep the whole string that it is cut from. */
const COPIED_SIZE = 12;

/**
 * The first 40 bytes, as recordings show them; `...` after them when there were more. A recording must
 * not hold on to the megabytes behind a preview, so those bytes are copied.
 */
export function preview(data: string): string {
  if (data.length <= PREVIEW_LENGTH) return data;
  const pieces: string[] = [];
  for (let start = 0; start < PREVIEW_LENGTH; start += COPIED_SIZE) {
    pieces.push(data.slice(start, Math.min(start + COPIED_SIZE, PREVIEW_LENGTH)));
  }
  pieces.push('...');
  return pieces.join('');
}
