import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Plugin } from 'vite';
import { rootAt, selfContained, withAttribute } from './documents.ts';
import { lean } from './lean.ts';
import type { Listed } from './render.ts';
import { workFolder } from './workFolder.ts';

const embeddedId = 'virtual:embedded';

/** The module that holds an embed's one scenario, its picture and its lanes: nothing else comes with them. */
function embeddedAlone({ id, picture, timeline }: Listed): Plugin {
  const name = picture[0]!.toUpperCase() + picture.slice(1);
  const code = [
    `import { scenario } from '/scenarios/${id}/scenario.ts';`,
    `import Picture from '/src/stage/pictures/${name}Picture.svelte';`,
    timeline === 'lanes' ? "import * as lanes from '/src/embed/lanes.ts';" : 'const lanes = null;',
    'export const opened = { scenario, Picture, lanes };',
  ].join('\n');
  const resolved = `\0${embeddedId}`;
  return {
    name: 'reactor-embedded',
    resolveId: (id) => (id === embeddedId ? resolved : undefined),
    load: (id) => (id === resolved ? code : undefined),
  };
}

/**
 * An embed has no runtime of Svelte: its components are compiled to functions that return text, which
 * `src/embed/patch.ts` brings into the document. That is 15 kB less for the same picture.
 */
function componentsAsText(): Plugin[] {
  const contextId = 'virtual:svelte-context';
  const context = join(
    import.meta.dirname,
    '../node_modules/svelte/src/internal/server/context.js',
  );
  const node = '\0node:none';
  return [
    {
      name: 'reactor-svelte-context',
      enforce: 'pre',
      // What Svelte's server side asks of Node is for components that wait: there are none.
      resolveId: (id) => (id === contextId ? context : id.startsWith('node:') ? node : undefined),
      load: (id) => (id === node ? '' : undefined),
    },
    ...svelte({ dynamicCompileOptions: () => ({ generate: 'server', dev: false }) }),
  ];
}

/** Builds one scenario's embed by itself and returns its template with script and style inside. */
export async function buildEmbedTemplate(root: string, scenario: Listed): Promise<string> {
  const outDir = workFolder(root, 'embed');
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [lean('embed'), embeddedAlone(scenario), componentsAsText()],
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
