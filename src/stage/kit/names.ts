import { firstLetter, fits, fitText, textWidth } from './text';

const bold = { bold: true };

/**
 * What stands in a client's mark: its name where that fits; else the number at its end, which tells `client-0` from
 * `client-1`; else its beginning. `A#2` is a connection of A.
 */
export function markLetters(name: string, roomPx: number, sizePx: number): string {
  if (fits(name, roomPx, sizePx, bold)) return name;
  const number = /(?<![#\d])\d{1,4}$/.exec(name.slice(-6))?.[0];
  if (number !== undefined && fits(number, roomPx, sizePx, bold)) return number;
  return fitText(name, roomPx, sizePx, bold) || firstLetter(name);
}

/** Width of the longest of the names, no more than `maxPx`: however long one is, no further is looked. */
export function longestName(names: readonly string[], maxPx: number, sizePx: number): number {
  return names.reduce(
    (most, name) =>
      Math.max(most, fits(name, maxPx, sizePx, bold) ? textWidth(name, sizePx, bold) : maxPx),
    0,
  );
}

/** The columns of a table of readiness: names, and two of cells. x of the middle of those. */
export interface TableColumns {
  readX: number;
  writeX: number;
  /** What a client's name may take, and that of the reactor's own two: it asks about them whenever it asks at all. */
  nameRoom: number;
  ownRoom: number;
  /** Names take what "not asked" in words would need: a dot stands for it. */
  terse: boolean;
}

const gapPx = 4;

/**
 * The columns for these names: where one is too long for its column, those of the cells are drawn together.
 *
 * @param table right edge of the table, left edge of the names, and the usual columns
 */
export function tableColumns(
  names: readonly string[],
  table: { right: number; nameX: number; readX: number; writeX: number; cellWidth: number },
  labelPx: number,
): TableColumns {
  const { right, nameX, readX, writeX, cellWidth } = table;
  const half = Math.max(cellWidth, textWidth('not asked', labelPx)) / 2;
  const upTo = (x: number): number => x - nameX - gapPx;
  const usual = {
    readX,
    writeX,
    terse: false,
    nameRoom: upTo(readX - half),
    ownRoom: upTo(readX - cellWidth / 2),
  };
  if (longestName(names, usual.nameRoom + 1, labelPx) <= usual.nameRoom) return usual;
  const pitch = Math.max(cellWidth, textWidth('write?', labelPx, bold)) + 2 * gapPx;
  const second = right - pitch / 2 - gapPx;
  const first = second - pitch;
  const room = upTo(first - cellWidth / 2) - gapPx;
  return { readX: first, writeX: second, terse: true, nameRoom: room, ownRoom: room };
}
