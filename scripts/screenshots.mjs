// npm run screenshots [-- --only <text in the file's name>] [--query block=0]: builds the site and
// takes a picture of every scenario, size, theme and step into screenshots/.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './browser.mjs';
import { freePort, serveFolder } from './lib/serve.mjs';
import { root, setUp } from './setup.mjs';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    query: { type: 'string', default: '' },
    out: { type: 'string', default: 'screenshots' },
  },
});

setUp();
const executablePath = findBrowser();
await import('./build.mjs');
const { chromium } = await import('@playwright/test');

const dist = join(root, 'dist');
const out = join(root, values.out);
if (!values.only) rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const looks = [
  { name: 'desktop', path: '', width: 1440, height: 900 },
  { name: 'tablet', path: '', width: 1024, height: 768 },
  { name: 'phone', path: '', width: 390, height: 844 },
  { name: 'landscape', path: '', width: 844, height: 390 },
  { name: 'embed', path: 'embed/', width: 960, height: 540 },
  { name: 'code', path: 'embed/', below: 'code/', width: 960, height: 540 },
];

const port = await freePort(4195);
const server = await serveFolder(dist, { port });
const browser = await chromium.launch({ executablePath });
let taken = 0;
for (const id of readdirSync(join(dist, 'embed'))) {
  for (const look of looks) {
    for (const theme of ['light', 'dark']) await takeSteps(id, look, theme);
  }
}
await browser.close();
server.close();
console.log(`${taken} pictures in ${values.out}/`);

/**
 * @param {string} id
 * @param {{ name: string, path: string, below?: string, width: number, height: number }} look
 * @param {string} theme
 */
async function takeSteps(id, { name, path, below = '', width, height }, theme) {
  const page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce' });
  let steps = 1;
  for (let step = 1; step <= steps; step += 1) {
    const file = `${id}-${name}-${theme}-${String(step).padStart(2, '0')}.png`;
    if (step > 1 && !file.includes(values.only)) continue;
    const query = [`step=${step}`, `theme=${theme}`, values.query].filter(Boolean).join('&');
    await page.goto(`http://localhost:${port}/${path}${id}/${below}?${query}`);
    const html = page.locator('html[data-state=ready]');
    await html.waitFor({ state: 'attached' });
    steps = Number(await html.getAttribute('data-steps'));
    if (!file.includes(values.only)) continue;
    await page.screenshot({ path: join(out, file) });
    taken += 1;
  }
  await page.close();
}
