import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build } from 'vite';
import { rootAt, selfContained, withAttribute } from './documents.ts';
import { lean } from './lean.ts';

/** Builds the embed by itself and returns its template with script and style inside. */
export async function buildEmbedTemplate(root: string): Promise<string> {
  const outDir = join(root, '.cache', 'embed');
  rmSync(outDir, { recursive: true, force: true });
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'warn',
    plugins: [lean(), svelte()],
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
  return selfContained(read('embed.html'), read).replace(/<html\b[^>]*>/, (tag) =>
    withAttribute(tag, 'data-root', rootAt(2)),
  );
}
