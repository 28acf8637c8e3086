import type { Rolldown } from 'vite';

/** The name of the file that every page loads. */
const SHARED = 'page';
/** The part of the pages that use what is in it, at least: files of a few modules each would be larger together. */
const SHARE = 0.45;
/** Files beside it, which only pages load that use the module: what nobody else of them uses is there. */
const BESIDE = {
  threads: '/python/threadpool.ts',
  lanes: '/timelines/Lanes.svelte',
};

/**
 * What about half of the pages use at first is in one file, `page`, which all of them load: a reader who goes on to the
 * next page has it already. What only pages with lanes, or with threads, use of that is beside it. The rest of a page
 * is in files of its own, and so is what opens later.
 *
 * @param entries the modules in which the pages start, by the scenario's id; a page is never loaded by another.
 */
export function sharedByPages(entries: ReadonlyMap<string, string>): Rolldown.CodeSplittingOptions {
  let shared: ReadonlyMap<string, string> | undefined;
  return {
    // Nothing is shared only because something else is.
    includeDependenciesRecursively: false,
    groups: [
      {
        name: (id, chunking) => {
          shared ??= usedByHalf([...entries.values()], (module) => chunking.getModuleInfo(module));
          return shared.get(id) ?? null;
        },
      },
    ],
  };
}

type GetModuleInfo = (id: string) => Rolldown.ModuleInfo | null;

/** The modules that about half of the pages use, and the name of the file that each is in. */
function usedByHalf(
  entries: readonly string[],
  getModuleInfo: GetModuleInfo,
): ReadonlyMap<string, string> {
  const users = new Map<string, Set<string>>();
  for (const entry of entries) {
    for (const id of importedFrom(entry, getModuleInfo)) {
      users.set(id, (users.get(id) ?? new Set()).add(entry));
    }
  }
  entries.forEach((entry) => users.delete(entry));
  const beside = Object.entries(BESIDE).map(
    ([name, module]) =>
      [name, [...users].find(([id]) => id.endsWith(module))?.[1] ?? new Set()] as const,
  );
  const nameOf = (of: ReadonlySet<string>): string =>
    beside.find(([, loading]) => [...of].every((entry) => loading.has(entry)))?.[0] ?? SHARED;
  const shared = [...users].filter(([, of]) => of.size >= entries.length * SHARE);
  return new Map(shared.map(([id, of]) => [id, nameOf(of)]));
}

/** What a module imports, by whatever way but `import()`. */
function importedFrom(entry: string, getModuleInfo: GetModuleInfo): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    for (const imported of getModuleInfo(id)?.importedIds ?? []) {
      if (found.has(imported)) continue;
      found.add(imported);
      visit(imported);
    }
  };
  visit(entry);
  return found;
}
