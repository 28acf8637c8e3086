import { pythonTokens, sourceLines, type PythonToken } from './python';
import { pythonBreaks, tokensBetween } from './pythonBreaks';

/** Width of a character, in em: each line is set to so many of them, whatever font there is. */
const COLUMN_EM = 0.6;
/** From the left edge to the first character: the numbers of the lines. */
export const GUTTER_EM = 2.3;
const ROW_EM = 1.24;
/**
 * Sizes of the text, in units, the best first. Where the caption below takes two lines the picture is a twentieth
 * smaller; then too none is under 16, which a room can read.
 */
const sizesPx = [22, 20, 18, 17] as const;
/** Code of which only a part can be seen is not larger than this: so more of it can. */
const WINDOW_PX = 20;
/** Of so many lines one may be too long for its row, and goes on below. */
const LINES_A_WRAP = 10;
/**
 * Lines that are seen before and after the one that runs, where there is room. What leads to it says more: a constant, two
 * empty lines and a `def` are four.
 */
const BEFORE = 4;
const AFTER = 1;

/** A row of the picture: a line of code, or, where that is too long, a part of it. */
export interface CodeRow {
  /** Where it begins, in characters from the left. */
  column: number;
  /** How many characters it has. */
  length: number;
  tokens: readonly PythonToken[];
}

/** A line of code as it is drawn. */
export interface CodeLine {
  rows: readonly CodeRow[];
  /** The present value of a slider that is in it, and after how many characters; null without one. */
  value: { column: number; text: string } | null;
}

export interface CodeLayout {
  sizePx: number;
  rowPx: number;
  columnPx: number;
  /** How many rows there is room for. */
  rowCount: number;
  lines: readonly CodeLine[];
}

/**
 * Code in a box of `width` by `height` units: in the largest size in which all of it can be seen; else in the largest
 * in which a line seldom has to go on below.
 *
 * @param constants present values of constants, as Python writes them: `{ BLOCK: '3.0' }`
 */
export function codeLayout(
  source: string,
  constants: Readonly<Record<string, string>>,
  { width, height }: { width: number; height: number },
): CodeLayout {
  const texts = sourceLines(source, constants);
  const layouts = sizesPx.map((sizePx): CodeLayout => {
    const columnPx = sizePx * COLUMN_EM;
    const rowPx = sizePx * ROW_EM;
    const columns = Math.floor((width - GUTTER_EM * sizePx) / columnPx);
    return {
      sizePx,
      rowPx,
      columnPx,
      rowCount: Math.floor(height / rowPx),
      lines: texts.map(({ text, value }) => ({
        rows: rowsOf(text, columns),
        value: value === null ? null : { column: text.indexOf(value), text: value },
      })),
    };
  });
  const rowsNeeded = ({ lines }: CodeLayout): number =>
    lines.reduce((sum, { rows }) => sum + rows.length, 0);
  return (
    layouts.find((layout) => rowsNeeded(layout) <= layout.rowCount) ??
    layouts.find(
      (layout) =>
        layout.sizePx <= WINDOW_PX && rowsNeeded(layout) <= texts.length * (1 + 1 / LINES_A_WRAP),
    ) ??
    layouts.at(-1)!
  );
}

/**
 * The rows of a line: what is too long goes on below, two characters further in than it began. It breaks between tokens
 * (`pythonBreaks`); only a name that is longer than a row breaks in itself.
 */
export function rowsOf(text: string, columns: number): CodeRow[] {
  const tokens = pythonTokens(text);
  const breaks = [...pythonBreaks(text), text.length];
  const rows: CodeRow[] = [];
  const indent = text.search(/\S|$/);
  let [start, column] = [indent, indent];
  do {
    const next = nextRow(text, breaks, start, columns - column);
    const length = text.slice(start, next).trimEnd().length;
    rows.push({ column, length, tokens: tokensBetween(tokens, start, start + length) });
    start = next;
    column = hangingColumn(text, breaks, start, indent, columns);
  } while (start < text.length);
  return rows;
}

/** Where a row that goes on begins: less far in where what stands together would not fit. */
function hangingColumn(
  text: string,
  breaks: readonly number[],
  start: number,
  indent: number,
  columns: number,
): number {
  const end = breaks.find((place) => place > start) ?? text.length;
  const length = text.slice(start, end).trimEnd().length;
  return length > columns ? indent + 2 : Math.min(indent + 2, columns - length);
}

/** Where the row after the one from `start` begins: at a comment, at the last break that fits, or in a long word. */
function nextRow(text: string, breaks: readonly number[], start: number, room: number): number {
  const end = start + Math.max(1, room);
  const comment = text.indexOf('  #', start) + 2;
  if (text.length > end && comment > start + 2 && comment <= end) return comment;
  const fitting = breaks.filter(
    (place) => place > start && text.slice(start, place).trimEnd().length <= end - start,
  );
  return fitting.at(-1) ?? end;
}

/** Lines `from` to `to` of a file, counted from 0, without `to`. */
export interface CodeWindow {
  from: number;
  to: number;
}

/**
 * What can be seen of code that is longer than its box: whole lines, with the last of `ran` among them and some before and
 * after it. It begins at the top and moves from each line that ran to the next, only as far as it has to: so it
 * follows from the moment alone, and stays where it is as long as it can.
 *
 * @param ran the lines that ran so far, from 1, in order
 */
export function codeWindow({ lines, rowCount }: CodeLayout, ran: readonly number[]): CodeWindow {
  let from = 0;
  for (const line of ran) {
    from = Math.min(from, Math.max(0, line - 1 - BEFORE));
    const last = Math.min(lines.length, line + AFTER) - 1;
    // A line may be several rows high: as many go at the top as it takes.
    while (from < line - 1 && windowFrom(lines, rowCount, from).to <= last) from++;
  }
  return windowFrom(lines, rowCount, from);
}

function windowFrom(lines: readonly CodeLine[], rowCount: number, from: number): CodeWindow {
  let [to, rows] = [from, 0];
  while (to < lines.length && rows + lines[to]!.rows.length <= rowCount) {
    rows += lines[to]!.rows.length;
    to++;
  }
  return { from, to };
}
