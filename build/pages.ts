import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin, type Rolldown } from 'vite';
import { pageInOneFile } from './chunks.ts';
import { lean } from './lean.ts';
import { chunkOwners, type Owners } from './offline.ts';
import type { Listed } from './render.ts';
import { importPicture, importScenario, virtualModule } from './virtual.ts';

const shownId = 'virtual:shown';

/** The module that says what a page shows. */
const shown = (code: () => string | Promise<string>): Plugin => virtualModule(shownId, code);

const timelines: Readonly<Record<string, string>> = {
  lanes: 'Lanes',
  moments: 'Moments',
  logarithmic: 'Moments',
};

/** One scenario, its picture and its timeline: no other comes with them. */
function shownAlone(scenario: Listed, known: readonly string[]): string {
  const below = timelines[scenario.timeline];
  return [
    importScenario(scenario),
    importPicture(scenario),
    below === undefined
      ? 'export const TimelineOf = null;'
      : `export { default as TimelineOf } from '/src/page/timelines/${below}.svelte';`,
    'export const opened = { scenario, Picture };',
    `export const known = ${JSON.stringify(known)};`,
  ].join('\n');
}

/** The page that Vite itself builds: that of one of the `scenarios`. */
export function shownInBuild(id: string, scenarios: () => Promise<readonly Listed[]>): Plugin {
  const plugin = shown(async () => {
    const listed = await scenarios();
    const one = listed.find((scenario) => scenario.id === id)!;
    return shownAlone(one, idsOf(listed));
  });
  return { ...plugin, apply: 'build' };
}

/** In development one module serves every page: it loads what the document names. */
export function shownInDevelopment(): Plugin {
  const plugin = shown(() =>
    [
      "import { loaders } from '/scenarios/index.ts';",
      "import { openScenario } from '/src/session/opened.ts';",
      "import { timelineOf } from '/src/page/timelines/timelines.ts';",
      'export const opened = await openScenario(loaders, document.documentElement.dataset.scenario);',
      'export const TimelineOf = await timelineOf(opened.scenario);',
      'export const known = Object.keys(loaders);',
    ].join('\n'),
  );
  return { ...plugin, apply: 'serve' };
}

/** A page as it is built: its template, and the files that it loads, by path. */
export interface BuiltPage {
  template: string;
  files: [path: string, content: string | Buffer][];
}

/**
 * Builds one scenario's page by itself. What it loads at first is then one file with nothing in it that only
 * other pages use, a tenth less than with parts that pages share; the price is that the next page shares none.
 */
export async function buildPage(
  root: string,
  scenario: Listed,
  all: readonly Listed[],
  owners: Owners,
): Promise<BuiltPage> {
  const { output } = (await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [
      lean('page'),
      chunkOwners(owners),
      shown(() => shownAlone(scenario, idsOf(all))),
      svelte(),
    ],
    worker: { format: 'es', plugins: () => [lean('page'), chunkOwners(owners)] },
    build: {
      write: false,
      copyPublicDir: false,
      modulePreload: false,
      cssCodeSplit: false,
      rolldownOptions: {
        input: join(root, 'index.html'),
        output: { codeSplitting: pageInOneFile(join(root, 'src/page/main.ts')) },
        checks: { pluginTimings: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  const files = output.map((file): BuiltPage['files'][number] =>
    file.type === 'chunk'
      ? [file.fileName, file.code]
      : [file.fileName, typeof file.source === 'string' ? file.source : Buffer.from(file.source)],
  );
  const isTemplate = ([path]: BuiltPage['files'][number]): boolean => path === 'index.html';
  return {
    template: String(files.find(isTemplate)![1]),
    files: files.filter((file) => !isTemplate(file)),
  };
}

function idsOf(scenarios: readonly Listed[]): string[] {
  return scenarios.map(({ id }) => id);
}
