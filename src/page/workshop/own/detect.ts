import { maxRecordingBytes } from '../../../recording/limits';

/** Says what a file is. */
export const ownFormat = 'inside-the-reactor/own-scenario';

/** Characters of a file: a server of the longest, and what is told of it. */
export const MOST_CHARACTERS = 1_000_000;

/**
 * The text of a source that says that it is a scenario of somebody's own; null for any other. Of a longer one than may be
 * its beginning, which says so.
 */
export async function ownTextIn(source: Blob | string): Promise<string | null> {
  // A file that nothing here opens is refused by its size, unread.
  if (typeof source !== 'string' && source.size > maxRecordingBytes) return null;
  const most = MOST_CHARACTERS + 1;
  const text =
    typeof source === 'string' ? source.slice(0, most) : await source.slice(0, most).text();
  return new RegExp(`"format"\\s*:\\s*"${ownFormat}"`).test(text) ? text : null;
}
