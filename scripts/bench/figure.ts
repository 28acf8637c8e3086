/** A measured figure: a row of the table. */
export interface Figure {
  what: string;
  measured: string;
  /** What it must reach, in the same unit. */
  goal: string;
  /** Undefined when the figure could not be had. */
  reached: boolean | undefined;
}

/** One group of figures; `measure` may throw, and then every row says why it is missing. */
export interface Group {
  what: string;
  measure(): Promise<Figure[]>;
}

export async function measureGroup({ what, measure }: Group): Promise<Figure[]> {
  try {
    return await measure();
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return [{ what, measured: `not available: ${why}`, goal: '', reached: undefined }];
  }
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that `percent` of all values do not exceed (nearest rank). */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.ceil((percent / 100) * sorted.length);
  const value = sorted[Math.max(0, rank - 1)];
  if (value === undefined) throw new Error('nothing was measured');
  return value;
}

/** A table in Markdown, its columns aligned: it reads in a terminal and goes into the README. */
export function table(figures: readonly Figure[]): string {
  const mark = ({ reached }: Figure): string =>
    reached === undefined ? '' : reached ? 'yes' : 'no';
  const rows = [
    ['Figure', 'Measured', 'Must reach', 'Reached'],
    ...figures.map((figure) => [figure.what, figure.measured, figure.goal, mark(figure)]),
  ];
  const widths = [0, 1, 2, 3].map((i) => Math.max(...rows.map((row) => row[i]!.length)));
  const lines = rows.map((row) => `| ${row.map((c, i) => c.padEnd(widths[i]!)).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
}
