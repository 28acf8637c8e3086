import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import { writeHosts } from '../../build/hosts';
import type { InsideTheReactorElement } from '../../src/host/element';
import type { InsideTheReactorElement as Declared } from '../../src/host/inside-the-reactor';

const files = new Map<string, string>();
const text = (path: string): string => {
  const found = files.get(path);
  if (found === undefined) throw new Error(`${path} is not written`);
  return found;
};
/** What an author writes in TypeScript against the module, with its types beside it. */
const author = `
import { InsideTheReactorElement } from './inside-the-reactor.esm.js';
const element: InsideTheReactorElement = document.createElement('inside-the-reactor');
element.addEventListener('stepchange', ({ detail }) => detail.number + detail.id.length);
element.addEventListener('click', (event) => event.clientX);
await element.ready;
const names: string[] = element.steps.map(({ id }) => id);
if (element.paused && element.currentStep < names.length) element.goToStep(names[0]!);
element.play();
// @ts-expect-error
element.paused = true;
// @ts-expect-error
element.goToStep({});
`;

beforeAll(async () => {
  await writeHosts(process.cwd(), (path, content) => files.set(path, content));
});

describe('the scripts of an author’s page', () => {
  test('the host helper has at most 3.6 kB gzip', () => {
    expect(gzipSync(text('embed.js'), { level: 9 }).length).toBeLessThanOrEqual(3_600);
  });

  test('the element has at most 7 kB gzip', () => {
    const { length } = gzipSync(text('inside-the-reactor.js'), { level: 9 });
    expect(length).toBeLessThanOrEqual(7_000);
  });

  test.each(['embed.js', 'inside-the-reactor.js'])('%s is a classic script', (path) => {
    // What only a module may say would stop it on a page from a disk.
    expect(text(path)).not.toMatch(/\bimport\b|^export\b/m);
    expect(() => new Function(text(path))).not.toThrow();
    // Nothing of it becomes a global of the page: it is one function that is called.
    expect(text(path)).toMatch(/^\(?\s*function|^\(\(\) ?=>/);
  });

  test('the module exports the class', () => {
    expect(text('inside-the-reactor.esm.js')).toMatch(/export ?\{[^}]*InsideTheReactorElement\b/);
  });

  test.each(['embed.js', 'inside-the-reactor.js', 'inside-the-reactor.esm.js'])(
    '%s names no host, and evaluates nothing',
    (path) => {
      expect(text(path)).not.toMatch(/https?:|\beval\b|\bFunction\(|innerHTML|insertAdjacentHTML/);
    },
  );

  test('the types are the class’s, and serve an author', () => {
    // The compiler holds this line: the class has what is declared, and nothing else that is public.
    type Extra = Exclude<keyof InsideTheReactorElement, keyof Declared | `${string}Callback`>;
    const same: [Extra] extends [never] ? true : false = true;
    expect(same).toBe(true);

    const folder = mkdtempSync(join(tmpdir(), 'reactor-types-'));
    for (const [path, content] of [...files, ['author.ts', author] as const]) {
      if (/^[^/]*\.ts$/.test(path)) writeFileSync(join(folder, path), content);
    }
    const program = ts.createProgram([join(folder, 'author.ts')], {
      strict: true,
      noEmit: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      types: [],
    });
    const wrong = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
    rmSync(folder, { recursive: true });
    expect(wrong).toEqual([]);
  });

  test('the Slidev component is written, and its script is TypeScript', () => {
    const vue = text('hosts/InsideTheReactor.vue');
    const script = /<script setup lang="ts">\n([\s\S]*?)<\/script>/.exec(vue)?.[1] ?? '';
    expect(script).toContain('defineProps');
    expect(ts.transpileModule(script, { reportDiagnostics: true }).diagnostics).toEqual([]);
  });
});
