// npm run decks: the example decks, served beside dist/. Options: --port n; --other url, where the
// site is at another origin (default: it is served at one); --build, which builds them and ends.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deckFolder, decks, serveDecks } from './lib/decks.mjs';
import { freePort, serveFolder } from './lib/serve.mjs';
import { root, setUp } from './setup.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    other: { type: 'string' },
    build: { type: 'boolean', default: false },
  },
});

if (values.build) {
  setUp();
  await Promise.all(decks.map(deckFolder));
} else {
  const dist = join(root, 'dist');
  if (!existsSync(join(dist, 'index.html'))) {
    console.log('dist/ is missing: building it.');
    await import('./build.mjs');
  }
  const port = values.port ? Number(values.port) : await freePort(5180);
  let { other } = values;
  if (!other) {
    const second = await freePort(port + 1);
    await serveFolder(dist, { port: second });
    other = `http://localhost:${second}/`;
  }
  await serveDecks({ port, other });
  for (const deck of decks) {
    console.log(`${deck}: http://127.0.0.1:${port}/decks/same/${deck}/  (or /decks/other/…)`);
  }
}
