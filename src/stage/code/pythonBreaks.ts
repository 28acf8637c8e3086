import { pythonTokens, type PythonToken } from './python';

/** What stays together when a line of Python is too long for its row, and the spaces after it. */
export interface PythonChunk {
  tokens: readonly PythonToken[];
  /** Characters of `tokens`. */
  length: number;
  /** Where the next row may begin behind it. */
  space: string;
}

/**
 * Where a row of a line may end, as offsets, ascending, without its end: behind spaces, also those of strings and
 * comments; behind an opening bracket; before the dot of an attribute; in a string behind an escape. Never in a name, a
 * number or an escape, never before what closes a bracket, and not in the indentation.
 */
export function pythonBreaks(line: string): number[] {
  const breaks: number[] = [];
  const indent = line.search(/\S|$/);
  let at = 0;
  for (const { kind, text } of pythonTokens(line)) {
    const inside =
      kind === 'string'
        ? stringBreaks(text)
        : kind === 'comment'
          ? spaceBreaks(text)
          : codeBreaks(text);
    for (const offset of inside) {
      const place = at + offset;
      if (place > indent && place < line.length && mayBegin(line, place)) breaks.push(place);
    }
    at += text.length;
  }
  return [...new Set(breaks)];
}

function spaceBreaks(text: string): number[] {
  return [...text.matchAll(/ +/g)].map((match) => match.index + match[0].length);
}

/** Escapes at the end of a string stay with it. */
function stringBreaks(text: string): number[] {
  const escapes = [...text.matchAll(/(?:\\(?:x[\da-fA-F]{2}|.))+(?=[^\\'"])/g)];
  return [...spaceBreaks(text), ...escapes.map((match) => match.index + match[0].length)].sort(
    (a, b) => a - b,
  );
}

function codeBreaks(text: string): number[] {
  const behind = [...text.matchAll(/ +|[([{](?=[^)\]}]|$)/g)].map(
    (match) => match.index + match[0].length,
  );
  const dots = [...text.matchAll(/(?<=[\w)\]])\.(?=[A-Za-z_])/g)].map((match) => match.index);
  return [...behind, ...dots].sort((a, b) => a - b);
}

/** Not what closes, and not the attribute of a `self` that would be left alone. */
function mayBegin(line: string, place: number): boolean {
  if (/[)\]},:]/.test(line[place]!)) return false;
  return line[place] !== '.' || !/(?:^|\W)(?:self|cls|super\(\))$/.test(line.slice(0, place));
}

const kept = new Map<string, PythonChunk[]>();
const KEPT_MAX = 2000;

/** A line in chunks, in their order; the same list for the same line. The first has its indentation. */
export function pythonChunks(line: string): PythonChunk[] {
  const known = kept.get(line);
  if (known !== undefined) return known;
  if (kept.size >= KEPT_MAX) kept.clear();
  const tokens = pythonTokens(line);
  const starts = [0, ...pythonBreaks(line)];
  const chunks = starts.map((start, i): PythonChunk => {
    const whole = line.slice(start, starts[i + 1]);
    const length = whole.trimEnd().length;
    return {
      tokens: tokensBetween(tokens, start, start + length),
      length,
      space: whole.slice(length),
    };
  });
  kept.set(line, chunks);
  return chunks;
}

/**
 * How far in a line that is too long goes on, in characters from the left: two more than it began, or less where its
 * longest chunk would not fit into so many columns.
 */
export function hangingIndent(line: string, columns: number): number {
  const longest = Math.max(
    0,
    ...pythonChunks(line)
      .slice(1)
      .map(({ length }) => length),
  );
  return Math.max(0, Math.min(line.search(/\S|$/) + 2, columns - longest));
}

/** The part of a line's tokens from one of its characters to another. */
export function tokensBetween(
  tokens: readonly PythonToken[],
  from: number,
  to: number,
): PythonToken[] {
  const parts: PythonToken[] = [];
  let at = 0;
  for (const { kind, text } of tokens) {
    const part = text.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (part !== '') parts.push({ kind, text: part });
    at += text.length;
  }
  return parts;
}
