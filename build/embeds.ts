import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';
import { rootAt, selfContained, withAttribute } from './documents.ts';
import { lean } from './lean.ts';
import type { Listed } from './render.ts';
import { workFolder } from './workFolder.ts';

const embeddedId = 'virtual:embedded';

/** The module that holds an embed's one scenario. `code` is its text. */
function embedded(code: string): Plugin {
  const resolved = `\0${embeddedId}`;
  return {
    name: 'reactor-embedded',
    resolveId: (id) => (id === embeddedId ? resolved : undefined),
    load: (id) => (id === resolved ? code : undefined),
  };
}

/** One scenario, its picture and its lanes, imported: nothing else comes with them. */
function embeddedAlone({ id, picture, timeline }: Listed): Plugin {
  const name = picture[0]!.toUpperCase() + picture.slice(1);
  return embedded(
    [
      `import { scenario } from '/scenarios/${id}/scenario.ts';`,
      `import Picture from '/src/stage/pictures/${name}Picture.svelte';`,
      ...(timeline === 'lanes'
        ? ["import Lanes from '/src/stage/EmbedStage.svelte';"]
        : ['const Lanes = null;']),
      'export const opened = { scenario, Picture, Lanes };',
    ].join('\n'),
  );
}

/** In development one module serves every embed: it loads the one that the document names. */
export function embeddedInDevelopment(): Plugin {
  const plugin = embedded(
    [
      "import { loaders } from '/scenarios/index.ts';",
      "import { openScenario } from '/src/session/opened.ts';",
      "import EmbedStage from '/src/stage/EmbedStage.svelte';",
      'const found = await openScenario(loaders, document.documentElement.dataset.scenario);',
      "const Lanes = found.scenario.timeline === 'lanes' ? EmbedStage : null;",
      'export const opened = { ...found, Lanes };',
    ].join('\n'),
  );
  return { ...plugin, apply: 'serve' };
}

/** Builds one scenario's embed by itself and returns its template with script and style inside. */
export async function buildEmbedTemplate(root: string, scenario: Listed): Promise<string> {
  const outDir = workFolder(root, 'embed');
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [lean('embed'), embeddedAlone(scenario), svelte()],
    build: {
      outDir,
      copyPublicDir: false,
      cssCodeSplit: false,
      assetsInlineLimit: Number.MAX_SAFE_INTEGER,
      modulePreload: false,
      rolldownOptions: {
        input: join(root, 'embed.html'),
        output: { codeSplitting: false },
      },
    },
  });
  const read = (path: string): string => readFileSync(join(outDir, path), 'utf8');
  const html = selfContained(read('embed.html'), read).replace(/<html\b[^>]*>/, (tag) =>
    withAttribute(tag, 'data-root', rootAt(2)),
  );
  rmSync(outDir, { recursive: true });
  return html;
}
