/** The sizes in which a picture is laid out: three of the page, that of the embed, and that of an embed in half a slide. */
export type PagePictureSize = 'wide' | 'medium' | 'phone';
export type PictureSize = PagePictureSize | 'embed' | 'half';

/** Whether a picture stands in an embed: its letters are larger there. */
export const isInEmbed = (size: PictureSize): boolean => size === 'embed' || size === 'half';

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** From `x0` to `x1`. */
export interface Span {
  x0: number;
  x1: number;
}

export const rect = (x: number, y: number, width: number, height: number): Rect => ({
  x,
  y,
  width,
  height,
});

export const span = (x0: number, x1: number): Span => ({ x0, x1 });

/** The numbers of a layout as a table: a row for each, in it what it is in each size; in half a slide as on a phone where no more is said. */
export type SizeTable<T> = {
  [K in keyof T]: readonly [wide: T[K], medium: T[K], phone: T[K], embed: T[K], half?: T[K]];
};

/** The columns of such a table. */
export function bySize<T extends object>(table: SizeTable<T>): Record<PictureSize, T> {
  const column = (i: 0 | 1 | 2 | 3 | 4): T => {
    const rows = Object.entries(table as Record<string, readonly unknown[]>);
    return Object.fromEntries(rows.map(([name, row]) => [name, row[i in row ? i : 2]])) as T;
  };
  return {
    wide: column(0),
    medium: column(1),
    phone: column(2),
    embed: column(3),
    half: column(4),
  };
}
