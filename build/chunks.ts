import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';

/** The name of the file that every page loads. */
const SHARED = 'page';

/**
 * What half of the pages use at first is in one file, `page`, which all of them load: a reader who goes on to the
 * next page has it already. The rest of a page is in some files, which `joinFiles` joins to one. What opens later is
 * in files of its own.
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

/**
 * Joins the file in which a page starts with all that it imports but the shared one: two files compress better than
 * many, by 3 kB. Files that opens later something that a page has at first stay as well, for those.
 *
 * @param path of the file in the folder of the built site.
 */
export async function joinFiles(outDir: string, path: string): Promise<void> {
  const { output } = (await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [othersOutside()],
    build: {
      write: false,
      copyPublicDir: false,
      modulePreload: false,
      rolldownOptions: { input: join(outDir, path), output: { codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput;
  writeFileSync(join(outDir, path), output[0].code);
}

/** The shared file, and what is loaded later, is imported as it was. */
function othersOutside(): Plugin {
  return {
    name: 'reactor-others-outside',
    enforce: 'pre',
    resolveId: (id) =>
      basename(id).startsWith(`${SHARED}-`) ? { id, external: 'relative' } : undefined,
    resolveDynamicImport: (id) =>
      typeof id === 'string' ? { id, external: 'relative' } : undefined,
  };
}

const LATER = '\0later:';

/**
 * A component that opens later may be on a page already, in a file with much else. A module that does nothing but name
 * it is then what is loaded later; else that file had to have all its components at hand as modules, which takes more.
 */
export function componentsLater(): Plugin {
  return {
    name: 'reactor-later',
    apply: 'build',
    enforce: 'pre',
    async resolveDynamicImport(specifier, importer) {
      if (typeof specifier !== 'string' || !specifier.endsWith('.svelte')) return null;
      const resolved = await this.resolve(specifier, importer);
      return resolved && { id: `${LATER}${resolved.id}.js` };
    },
    resolveId: (id) => (id.startsWith(LATER) ? id : undefined),
    load: (id) =>
      id.startsWith(LATER)
        ? `export { default } from '${id.slice(LATER.length, -'.js'.length)}';`
        : undefined,
  };
}
