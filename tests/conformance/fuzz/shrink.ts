import type { Workload } from '../../../src/workload/workload';

/** A part of a workload that can be left out: its path. */
type Path = readonly (string | number)[];

/**
 * Makes a workload that fails as small as it gets: leaves out clients, actions, operations and settings
 * one by one, as long as it still fails. `fails` is asked about each smaller workload.
 */
export async function shrink(
  workload: Workload,
  fails: (smaller: Workload[]) => Promise<boolean[]>,
): Promise<Workload> {
  let smallest = workload;
  for (;;) {
    const next = await oneStep(smallest, fails);
    if (next === null) return smallest;
    smallest = next;
  }
}

/** How many smaller workloads are tried at a time: the oracle is quickest in batches. */
const BATCH = 40;

async function oneStep(
  workload: Workload,
  fails: (smaller: Workload[]) => Promise<boolean[]>,
): Promise<Workload | null> {
  // Large parts first: a client goes before its actions.
  const paths = removable(workload, []).sort((a, b) => sizeAt(workload, b) - sizeAt(workload, a));
  for (let from = 0; from < paths.length; from += BATCH) {
    const candidates = paths.slice(from, from + BATCH).map((path) => without(workload, path));
    const failing = await fails(candidates);
    const first = failing.indexOf(true);
    if (first >= 0) return candidates[first]!;
  }
  return null;
}

/** Fields that a workload cannot be without. */
const KEPT = new Set([
  'server',
  'program',
  'name',
  'at',
  'timers',
  'reactor',
  'maxIterations',
  'n',
]);

/** Everything that can be left out: items of lists (not the arguments of an operation), optional fields. */
function removable(value: unknown, path: Path): Path[] {
  if (Array.isArray(value)) {
    const isOperation = typeof value[0] === 'string' && path.length > 0;
    return value.flatMap((item: unknown, index) => {
      const here = [...path, index];
      return isOperation ? removable(item, here) : [here, ...removable(item, here)];
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const here = [...path, name];
    return KEPT.has(name) ? removable(item, here) : [here, ...removable(item, here)];
  });
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (part, key) => (part as Record<string | number, unknown>)[key],
    value,
  );
}

const sizeAt = (value: unknown, path: Path): number => JSON.stringify(at(value, path)).length;

function without(workload: Workload, path: Path): Workload {
  const copy = structuredClone(workload);
  const last = path[path.length - 1]!;
  const parent = at(copy, path.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(last as number, 1);
  else delete (parent as Record<string, unknown>)[last];
  return copy;
}
