import type { Rolldown } from 'vite';

/**
 * What a page loads at first is one file, which compresses better than its parts do. What opens later is in
 * files of their own, with whatever else only they use.
 *
 * @param entry the module in which the page starts, which stays a file of its own: its path.
 */
export function pageInOneFile(entry: string): Rolldown.CodeSplittingOptions {
  let reached: ReadonlySet<string> | undefined;
  return {
    groups: [
      {
        name: (id, chunking) => {
          reached ??= importedFrom(entry, (module) => chunking.getModuleInfo(module));
          return reached.has(id) ? 'page' : null;
        },
      },
    ],
  };
}

type GetModuleInfo = (id: string) => Rolldown.ModuleInfo | null;

/** What the entry imports, by whatever way but `import()`. */
function importedFrom(entry: string, getModuleInfo: GetModuleInfo): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    if (found.has(id)) return;
    found.add(id);
    getModuleInfo(id)?.importedIds.forEach(visit);
  };
  visit(entry);
  found.delete(entry);
  return found;
}
