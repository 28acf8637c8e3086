import { durationText } from '../../../player/measures/durations';
import type { Figure } from '../../../scenario/types';

export interface CostRow {
  label: string;
  parts: readonly { name: string; durationMs: number }[];
  totalMs: number;
  tag: Figure['tag'];
  present: boolean;
  words: string;
}

/** From here on a handler is called blocked. */
export const BLOCKED_MS = 100;

/** The rows in their order; the present ones of both runs, then as many of the others as there is room for. */
export function costRows(
  figures: readonly Figure[],
  other: { label: string; figures: readonly Figure[] } | null,
  label: string,
  rowsMax: number,
): CostRow[] {
  const rows = figures.flatMap((figure) => {
    if (!figure.present) return [rowOf(figure, figure.label)];
    const compared = other?.figures.filter(({ present }) => present) ?? [];
    return [
      ...compared.map((one) => rowOf(one, other!.label)),
      rowOf(figure, other === null ? figure.label : label),
    ];
  });
  while (rows.length > rowsMax) {
    rows.splice(
      rows.findIndex(({ present }) => !present),
      1,
    );
  }
  return rows;
}

function rowOf({ parts, tag, present }: Figure, label: string): CostRow {
  const words = parts.map(({ durationMs }) => durationText(durationMs * 1e6)).join(' + ');
  const totalMs = parts.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return {
    label,
    parts,
    totalMs,
    tag,
    present,
    words: `${words}${totalMs > BLOCKED_MS ? ': a block' : ''}`,
  };
}
