/** A text with the line ends that an editor has: one with another machine's is the same there. */
export const withLineFeeds = (text: string): string => text.replace(/\r\n?/g, '\n');

/** The one change that makes `after` of `before`: what both begin and end with stays. */
export function changeBetween(
  before: string,
  after: string,
): { from: number; to: number; insert: string } {
  const shortest = Math.min(before.length, after.length);
  let from = 0;
  while (from < shortest && before[from] === after[from]) from++;
  let end = 0;
  while (end < shortest - from && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
