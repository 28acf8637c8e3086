import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import type { Manifest } from '../src/page/offline/cache.ts';
import { filesBelow } from './files.ts';
import type { Listed } from './render.ts';

/** The module that each chunk was made for, by the chunk's path. */
export type Owners = Map<string, string>;

/** Notes what each chunk was made for. The page and its workers are built apart: both are asked. */
export function chunkOwners(owners: Owners): Plugin {
  return {
    name: 'reactor-chunk-owners',
    apply: 'build',
    generateBundle(_, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type === 'chunk' && output.facadeModuleId) {
          owners.set(output.fileName, output.facadeModuleId);
        }
      }
    },
  };
}

const INDEX = /index\.html$/;

/** The worker's file, no part of what a browser keeps. */
export const WORKER = 'sw.js';

/**
 * What the worker keeps of the site in `outDir`.
 *
 * @param landing the scenario that the landing page shows
 */
export function manifestOf(outDir: string, { scenarios, landing, owners }: Site): Manifest {
  const all = filesBelow(outDir).filter((path) => path !== WORKER);
  const hash = createHash('sha256');
  for (const path of all) hash.update(path).update(readFileSync(join(outDir, path)));
  const files = all.filter((path) => path.startsWith('assets/'));
  const text = (path: string): string => readFileSync(join(outDir, path), 'utf8');
  const uses = new Map(files.map((file) => [file, named(text(file), files)]));

  const isBeside = (path: string): boolean =>
    /^[^/]+\/index\.html$/.test(path) && !scenarios.some(({ id }) => path.startsWith(`${id}/`));
  const pagesOf = (id: string): string[] =>
    all.filter((path) => path.startsWith(`${id}/`) && path.endsWith('/index.html'));

  const lists = scenarios.map((scenario) => {
    const foreign = (file: string): boolean =>
      isForeign(owners.get(file), scenario) || isWorkshop(owners.get(file));
    const found = new Set<string>();
    const visit = (file: string): void => {
      if (found.has(file) || foreign(file)) return;
      found.add(file);
      uses.get(file)!.forEach(visit);
    };
    for (const page of pagesOf(scenario.id)) named(text(page), files).forEach(visit);
    return [scenario.id, [...found].sort()] as const;
  });
  const shared = files.filter((file) => lists.every(([, list]) => list.includes(file)));
  const asked = new Set<string>();
  const visitAsked = (file: string): void => {
    if (asked.has(file) || lists.some(([, list]) => list.includes(file))) return;
    asked.add(file);
    uses.get(file)!.forEach(visitAsked);
  };
  files.filter((file) => isWorkshop(owners.get(file))).forEach(visitAsked);
  const pages: Record<string, string[]> = {};
  for (const [id, list] of lists) {
    const more = pagesOf(id)
      .map((path) => path.replace(INDEX, ''))
      .filter((path) => path !== `${id}/`);
    const own = [`embed/${id}/`, ...more, ...list.filter((file) => !shared.includes(file))];
    pages[`${id}/`] = id === landing ? ['', ...own] : own;
    if (id === landing) pages[''] = [`${id}/`, ...own];
  }
  return {
    version: hash.digest('hex').slice(0, 16),
    // Pages beside the scenarios, such as the glossary, are small and need no script.
    always: ['offline.html', ...all.filter(isBeside).map((path) => path.replace(INDEX, ''))],
    shared,
    pages,
    asked: [...asked].sort(),
    opened: all
      .filter((path) => /^embed\/[^/]+\/[^/]+\/index\.html$/.test(path))
      .map((path) => path.replace(INDEX, '')),
  };
}

export interface Site {
  scenarios: readonly Listed[];
  landing: string;
  owners: Owners;
}

/** Files whose names stand in a text: their names have a hash in them, so they stand nowhere else. */
function named(text: string, files: readonly string[]): string[] {
  return files.filter((file) => text.includes(basename(file)));
}

/** Whether a chunk is where the workshop begins: it, and what it alone uses, is kept when it is asked for. */
function isWorkshop(module: string | undefined): boolean {
  return /\/src\/page\/workshop\/(own\/)?index\.ts$/.test(module ?? '');
}

/** Whether a chunk is another scenario, or another one's picture. */
function isForeign(module: string | undefined, { id, picture }: Listed): boolean {
  const scenario = module && /\/scenarios\/([^/]+)\/scenario\.ts$/.exec(module)?.[1];
  const pictured = module && /\/pictures\/(\w+)\/\w+Picture\.svelte/.exec(module)?.[1];
  return (
    (scenario !== undefined && scenario !== id) ||
    (pictured !== undefined && pictured !== picture.name)
  );
}

/** Builds the service worker into the site's root: only there may it answer for all of the site. */
export async function writeWorker(root: string, outDir: string, site: Site): Promise<void> {
  const built = (await build({
    root,
    configFile: false,
    logLevel: 'warn',
    define: { OFFLINE: JSON.stringify(manifestOf(outDir, site)) },
    build: {
      write: false,
      copyPublicDir: false,
      rolldownOptions: {
        input: join(root, 'src/page/offline/worker.ts'),
        output: { format: 'iife', codeSplitting: false },
        checks: { pluginTimings: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  writeFileSync(join(outDir, WORKER), built.output[0].code);
}
