/** An event as a trace file has it: `t` (ms), `i` (turn), `kind` and the kind's own fields. */
export type WireEvent = Record<string, unknown>;

/** A trace of real Twisted, as the oracle writes it. */
export interface OracleTrace {
  workload: string | null;
  twisted: string;
  python: string;
  reactor: 'select' | 'epoll';
  end: string | null;
  count: number;
  events: WireEvent[];
}

/** What is compared of a run. */
export interface Run {
  end: string | null;
  events: readonly WireEvent[];
}

export interface Difference {
  /** Index of the first event that differs. */
  index: number;
  /** Names of the fields that differ; empty when one side has no event there. */
  fields: string[];
  /** Some lines: the events before, both sides, the events after. */
  report: string;
}

const CONTEXT = 5;

/**
 * Compares a run with what real Twisted did, at level L3: every event, in order, with every field,
 * and how the run ended.
 * @returns the first difference, or null.
 */
export function firstDifference(ours: Run, theirs: Run): Difference | null {
  const mine = ours.events;
  const count = Math.max(mine.length, theirs.events.length);
  for (let index = 0; index < count; index++) {
    const fields = differingFields(mine[index], theirs.events[index]);
    if (fields !== null) return difference(index, fields, mine, theirs.events);
  }
  if (ours.end === theirs.end) return null;
  return {
    index: count,
    fields: ['end'],
    report: `all ${count} events agree, but the run ended as ${String(ours.end)}, Twisted's as ${String(theirs.end)}`,
  };
}

function differingFields(a: WireEvent | undefined, b: WireEvent | undefined): string[] | null {
  if (a === undefined || b === undefined) return [];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const fields = [...names].filter((name) => !same(a[name], b[name]));
  return fields.length === 0 ? null : fields;
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const x = a as WireEvent;
  const y = b as WireEvent;
  const names = Object.keys(x);
  return names.length === Object.keys(y).length && names.every((name) => same(x[name], y[name]));
}

function difference(
  index: number,
  fields: string[],
  mine: readonly WireEvent[],
  theirs: readonly WireEvent[],
): Difference {
  const lines = [`event ${index} differs${fields.length > 0 ? ` in ${fields.join(', ')}` : ''}:`];
  for (let i = Math.max(0, index - CONTEXT); i < index; i++) lines.push(`    ${line(mine[i])}`);
  lines.push(`  - ${line(theirs[index])}   <- real Twisted`);
  lines.push(`  + ${line(mine[index])}   <- ours`);
  for (let i = index + 1; i <= index + CONTEXT; i++) {
    if (i < theirs.length) lines.push(`  - ${line(theirs[i])}`);
    if (i < mine.length) lines.push(`  + ${line(mine[i])}`);
  }
  return { index, fields, report: lines.join('\n') };
}

/** One event on one line. */
function line(event: WireEvent | undefined): string {
  if (event === undefined) return '(no event: the run is over)';
  const { t, i, thr, kind, ...rest } = event;
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return [`${String(t)} ms`, `#${String(i)}`, thr, kind, ...fields].filter(Boolean).join(' ');
}

/**
 * The events as one text, the same for equal events whoever wrote them: fields in the order of their
 * names, one event a line. What a digest is made from.
 */
export function canonicalText(run: Run): string {
  const lines = run.events.map((event) => JSON.stringify(sorted(event)));
  return `${lines.join('\n')}\nend ${String(run.end)}\n`;
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const object = value as WireEvent;
  return Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((name) => [name, sorted(object[name])]),
  );
}
