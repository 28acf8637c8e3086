import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, minifySync, type Rolldown } from 'vite';
import {
  panelNames,
  panelsOf,
  panelTitles,
  type Panel,
  type Pictured,
} from '../src/session/panels.ts';
import { rootAt, selfContained, withAttribute } from './documents.ts';
import type { Listed } from './render.ts';
import { smallerChunks } from './smaller.ts';
import { importPicture, importScenario, virtualModule } from './virtual.ts';

/** What draws a panel: modules of src/embed. */
const modules: Readonly<Record<Panel, string>> = {
  timeline: 'LanesPanel.svelte',
  machine: 'MachinePanel.svelte',
  code: 'CodePanel.svelte',
};

/** The module that holds an embed's one scenario and its one panel: nothing else comes with them. */
function embeddedAlone(scenario: Listed, panel: Panel): string {
  return [
    importScenario(scenario),
    `import PanelOf from '/src/embed/${modules[panel]}';`,
    panel === 'machine' ? importPicture(scenario) : 'const Picture = null;',
    scenario.typing && panel === panelsOf(scenario)[0]
      ? "import TypeLine from '/src/session/components/TypeLine.svelte'; import '/src/embed/typeLine.css';"
      : 'const TypeLine = null;',
    scenario.usesSeed
      ? "import Reroll from '/src/session/components/Reroll.svelte';"
      : 'const Reroll = null;',
    scenario.sweep && panel === 'machine'
      ? "import { Sweeps } from '/src/session/sweeps.svelte.ts';"
      : 'const Sweeps = null;',
    `const name = '${panelTitles[panel]}';`,
    'export const opened = { scenario, name, PanelOf, Picture, TypeLine, Reroll, Sweeps };',
  ].join('\n');
}

/** The files of a scenario's embed, one for each panel: the first is at its own address, others are below it. */
export function embedFiles(scenario: Listed): { panel: Panel; path: string }[] {
  return panelsOf(scenario).map((panel, i) => ({
    panel,
    path: `embed/${scenario.id}/${i === 0 ? '' : `${panel}/`}`,
  }));
}

/**
 * Builds one panel of a scenario by itself and returns its template with script and style inside. Each panel is a
 * file of its own, so that each is small; the address that asks for another (`panels=`) is led to its file.
 */
export async function buildEmbedTemplate(
  root: string,
  scenario: Listed,
  panel: Panel = panelsOf(scenario)[0]!,
): Promise<string> {
  const { output } = (await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [
      virtualModule('virtual:embedded', () => embeddedAlone(scenario, panel)),
      svelte(),
      smallerChunks(),
    ],
    build: {
      write: false,
      copyPublicDir: false,
      cssCodeSplit: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      modulePreload: false,
      rolldownOptions: {
        input: join(root, 'embed.html'),
        output: { codeSplitting: false },
        optimization: { inlineConst: { mode: 'all', pass: 3 } },
        checks: { pluginTimings: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  const files = new Map<string, string>();
  for (const file of output) {
    files.set(file.fileName, file.type === 'chunk' ? file.code : String(file.source));
  }
  const read = (path: string): string => files.get(path)!;
  const { path } = embedFiles(scenario).find((file) => file.panel === panel)!;
  const siteRoot = rootAt(path.split('/').length - 1);
  const template = read('embed.html')
    .replace(/<html\b[^>]*>/, (tag) => withAttribute(tag, 'data-root', siteRoot))
    .replace('<script>', () => `<script>${panelScript(scenario, panel)}`);
  return selfContained(minifiedScripts(template), read);
}

/** What is written out in the document itself comes by no bundler. */
function minifiedScripts(html: string): string {
  return html.replace(
    /<script>([\s\S]*?)<\/script>/g,
    (_, code: string) => `<script>${minifySync('inline.js', code).code.trim()}</script>`,
  );
}

/**
 * Program text that asks the address for a panel (`panels=`) and goes to the file of the first in its list that the
 * scenario has. A file that was saved alone has no other and stays.
 */
export function panelScript(scenario: Pictured, panel: Panel): string {
  const panels = panelsOf(scenario);
  const own = panels.indexOf(panel);
  const folders = Object.entries(panelNames)
    .filter(([, named]) => panels.includes(named))
    .map(([name, named]) => {
      const place = panels.indexOf(named);
      const folder = place === 0 ? '../' : `${own === 0 ? '' : '../'}${named}/`;
      return [name, place === own ? '' : folder];
    });
  return `(function (folders) {
        var asked = new URLSearchParams(location.search).get('panels') || '';
        var name = asked.toLowerCase().split(/[ ,]+/).find(function (name) {
          return Object.hasOwn(folders, name);
        });
        var site = /\\/(index\\.html)?$/.exec(location.pathname);
        if (name && folders[name] && site)
          location.replace(folders[name] + (site[1] || '') + location.search);
      })(${JSON.stringify(Object.fromEntries(folders))});`;
}
