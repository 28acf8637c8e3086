import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { classicScript } from './script.ts';
import { virtualModule } from './virtual.ts';

/** The module with the script of frozen files, and what a policy calls it. */
export function thawModule(): Plugin {
  let root: string;
  return {
    ...virtualModule('virtual:thaw', async () => {
      const script = (await classicScript(root, join(root, 'src/embed/thaw.ts'))).trim();
      const hash = createHash('sha256').update(script, 'utf8').digest('base64');
      return `export const script = ${JSON.stringify(script)}, hash = '${hash}';`;
    }),
    configResolved: (config) => {
      root = config.root;
    },
  };
}

/** The same where nothing is frozen: pages are rendered ahead without it. */
export const noThaw = (): Plugin =>
  virtualModule('virtual:thaw', () => "export const script = '', hash = '';");
