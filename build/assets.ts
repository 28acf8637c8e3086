import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { joinFiles } from './chunks.ts';
import { filesBelow } from './files.ts';
import { namesIn, treeOf } from './programs.ts';
import { shrink } from './shrink.ts';

/**
 * Brings the scripts of a built site into the form in which they are loaded: each page has one of its own beside
 * the shared one, all are as small as can be, and they are named anew, as their content is another. What names a script
 * names it anew as well.
 *
 * @param starts scripts in which pages start: paths.
 * @returns the new path of each script that is left, by the old one.
 */
export async function finishScripts(
  root: string,
  outDir: string,
  starts: readonly string[],
): Promise<Map<string, string>> {
  for (const path of starts) await joinFiles(outDir, path);
  const texts = (): string[] =>
    filesBelow(outDir).filter((path) => /(\.html|^assets\/.*\.js)$/.test(path));
  const read = (path: string): string => readFileSync(join(outDir, path), 'utf8');
  dropUnnamed(outDir, starts, texts, read);

  const scripts = texts().filter(isScript);
  const small = await shrink(scripts.map(read), {
    kept: recordedNames(root),
    compress: true,
  });
  // What one script becomes depends on all: names are short in all of them alike.
  const all = createHash('sha256').update(small.join('\n')).digest('hex');
  const renamed = new Map(scripts.map((path) => [path, newName(path, all)]));
  for (const path of texts()) {
    const text = isScript(path) ? small[scripts.indexOf(path)]! : read(path);
    rmSync(join(outDir, path));
    writeFileSync(join(outDir, renamed.get(path) ?? path), withNames(text, renamed));
  }
  return renamed;
}

const isScript = (path: string): boolean => path.endsWith('.js');

/** Removes scripts that nothing names any more, as they are in others now. */
function dropUnnamed(
  outDir: string,
  starts: readonly string[],
  texts: () => string[],
  read: (path: string) => string,
): void {
  const all = texts().map((path) => ({ path, text: read(path) }));
  const unnamed = all.filter(
    ({ path }) =>
      isScript(path) &&
      !starts.includes(path) &&
      !all.some((other) => other.path !== path && other.text.includes(basename(path))),
  );
  for (const { path } of unnamed) rmSync(join(outDir, path));
  if (unnamed.length > 0) dropUnnamed(outDir, starts, texts, read);
}

/** Recordings come from outside, in a worker that reads them: their names stay. */
function recordedNames(root: string): string[] {
  const folder = join(root, 'src/recording');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  return files.flatMap((name) => namesIn(readFileSync(join(folder, name), 'utf8')));
}

function newName(path: string, all: string): string {
  const hash = createHash('sha256').update(path).update(all).digest('base64url').slice(0, 8);
  return path.replace(/-[\w-]{8}\.js$/, `-${hash}.js`);
}

/** A text in which each renamed script has its new name. */
function withNames(text: string, renamed: ReadonlyMap<string, string>): string {
  let out = text;
  for (const [from, to] of renamed) out = out.replaceAll(basename(from), basename(to));
  return out;
}

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
  const code = readFileSync(join(outDir, script), 'utf8');
  const { body } = treeOf(code) as unknown as { body: { source?: { value: string } | null }[] };
  const imported = body.flatMap(({ source }) => (source ? [basename(source.value)] : []));
  const links = imported.map(
    (name) => `<link rel="modulepreload" crossorigin href="./${dirname(script)}/${name}">`,
  );
  const tag = `<script type="module" crossorigin src="./${script}"></script>`;
  return template.replace(SCRIPT, () => [...links, tag].join('\n    '));
}
