// npm run posters: the site in dist/ with poster.svg and og.png, 1200 × 630, beside every scenario's page.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, variable } from './browser.mjs';
import { root, setUp } from './setup.mjs';

setUp();
process.env[variable] = findBrowser();
process.env['REACTOR_POSTERS'] = '1';
process.argv.push('--quiet');
await import('./build.mjs');

const dist = join(root, 'dist');
const made = readdirSync(join(dist, 'embed')).filter((id) =>
  ['poster.svg', 'og.png'].every((name) => existsSync(join(dist, id, name))),
);
console.log(`${made.length} scenarios have poster.svg and og.png in dist/<id>/.`);
