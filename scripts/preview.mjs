// npm run preview: serves dist/. Options: --port n (default 4173, moves on), --base /some/path/.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort, serveFolder } from './lib/serve.mjs';
import { root } from './setup.mjs';

const { values } = parseArgs({
  options: { port: { type: 'string' }, base: { type: 'string', default: '/' } },
});
const folder = join(root, 'dist');
if (!existsSync(join(folder, 'index.html'))) {
  console.log('dist/ is missing: building it.');
  await import('./build.mjs');
}
const port = values.port ? Number(values.port) : await freePort(4173);
await serveFolder(folder, { port, base: values.base });
console.log(`dist/ at http://localhost:${port}${values.base}`);
