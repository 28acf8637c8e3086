import type { Rolldown } from 'vite';

/** The name of the file that every page loads. */
const SHARED = 'page';

/**
 * What half of the pages use at first is in one file, `page`, which all of them load: a reader who goes on to the
 * next page has it already. The rest of a page is in files of its own, and so is what opens later.
 *
 * @param entries the modules in which the pages start, by the scenario's id; a page is never loaded by another.
 */
export function sharedByPages(entries: ReadonlyMap<string, string>): Rolldown.CodeSplittingOptions {
  let shared: ReadonlySet<string> | undefined;
  return {
    // Nothing is shared only because something else is.
    includeDependenciesRecursively: false,
    groups: [
      {
        name: (id, chunking) => {
          shared ??= usedByHalf([...entries.values()], (module) => chunking.getModuleInfo(module));
          return shared.has(id) ? SHARED : null;
        },
      },
    ],
  };
}

type GetModuleInfo = (id: string) => Rolldown.ModuleInfo | null;

function usedByHalf(entries: readonly string[], getModuleInfo: GetModuleInfo): ReadonlySet<string> {
  const users = new Map<string, number>();
  for (const entry of entries) {
    for (const id of importedFrom(entry, getModuleInfo)) users.set(id, (users.get(id) ?? 0) + 1);
  }
  entries.forEach((entry) => users.delete(entry));
  const shared = [...users].filter(([, count]) => count >= entries.length / 2);
  return new Set(shared.map(([id]) => id));
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
