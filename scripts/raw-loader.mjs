// Teaches Node what Vite does by itself: `import text from './server.py?raw'` gives the file's text.
// Used as `node --import tsx --import ./scripts/raw-loader.mjs <file.ts>`; Vite and Vitest do not need it.
import { register } from 'node:module';

const hooks = `
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export async function resolve(specifier, context, next) {
  if (!specifier.endsWith('?raw')) return next(specifier, context);
  const url = new URL(specifier, context.parentURL);
  if (!existsSync(fileURLToPath(url))) {
    throw new Error('no such file: ' + specifier + ', imported by ' + context.parentURL);
  }
  return { url: url.href, format: 'module', shortCircuit: true };
}

export async function load(url, context, next) {
  if (!url.endsWith('?raw')) return next(url, context);
  const text = await readFile(fileURLToPath(url), 'utf8');
  return {
    format: 'module',
    source: 'export default ' + JSON.stringify(text) + ';',
    shortCircuit: true,
  };
}
`;

register('data:text/javascript,' + encodeURIComponent(hooks));
