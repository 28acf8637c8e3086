/** A column of a text table: left unless it holds numbers. */
export interface Column {
  head: string;
  align?: 'right';
}

/** Rows under heads, columns two spaces apart, no trailing spaces. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map(({ head }, n) =>
    Math.max(head.length, ...rows.map((row) => row[n]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, n) => {
        const cell = cells[n] ?? '';
        return align === 'right' ? cell.padStart(widths[n]!) : cell.padEnd(widths[n]!);
      })
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [line(columns.map(({ head }) => head)), rule, ...rows.map(line)].join('\n') + '\n';
}
