import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAst } from 'vite';

/** The script that a page's template loads: its path. */
export function scriptOf(template: string): string {
  return SCRIPT.exec(template)![1]!;
}

const SCRIPT = /<script type="module"[^>]*\bsrc="\.\/([^"]+)"><\/script>/;

/**
 * A page's template from that of another: with a script of its own, beside which the browser loads what that imports,
 * so that it does not learn of it only then.
 *
 * @param script its path.
 */
export function withScript(outDir: string, template: string, script: string): string {
  const links = importedBy(outDir, script).map(
    (path) => `<link rel="modulepreload" crossorigin href="./${path}">`,
  );
  const tag = `<script type="module" crossorigin src="./${script}"></script>`;
  return template.replace(SCRIPT, () => [...links, tag].join('\n    '));
}

/** What a script imports, and what that imports, by whatever way but `import()`: paths. */
function importedBy(outDir: string, script: string): string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    const { body } = parseAst(readFileSync(join(outDir, path), 'utf8')) as unknown as {
      body: { source?: { value: string } | null }[];
    };
    for (const { source } of body) {
      if (!source) continue;
      const imported = join(dirname(path), source.value);
      if (found.has(imported)) continue;
      found.add(imported);
      visit(imported);
    }
  };
  visit(script);
  return [...found];
}
