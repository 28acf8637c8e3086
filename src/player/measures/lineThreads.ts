import type { Recording } from '../../recording/recording';

/** Who ran a line of the server's file in a run: the reactor thread, a worker, or both. */
export type LineThread = 'R' | 'W' | 'RW';

/** Of each line that ran in the loop, by its number. What the module runs before, to define things, is left out. */
export function lineThreads({ events }: Recording): Readonly<Record<number, LineThread>> {
  const found: Record<number, LineThread> = {};
  for (const event of events) {
    if (event.kind !== 'line' || event.turn === 0) continue;
    const by = event.thread === undefined ? 'R' : 'W';
    const before = found[event.line];
    found[event.line] = before === undefined || before === by ? by : 'RW';
  }
  return found;
}
