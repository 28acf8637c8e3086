// What is carried to where there is no network: the zip of the site, and one embed's file.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { loaders } from '../../scenarios/lessons';
import { freePort, serveFolder } from '../../scripts/lib/serve.mjs';
import { violationsInThemes } from './axe';
import { expect, next, open, root, test, type Page } from './open';

const ids = Object.keys(loaders);
const dist = (path: string): string =>
  fileURLToPath(new URL(`../../dist/${path}`, import.meta.url));
const embedFile = (id: string): string => dist(`embed/${id}/index.html`);

function unzip(folder: string): void {
  for (const [path, data] of Object.entries(
    unzipSync(readFileSync(dist('inside-the-reactor.zip'))),
  )) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), data);
  }
}

/** Nothing but files of this machine: whatever else is asked for is refused, and told. */
async function refuseNetwork(page: Page): Promise<string[]> {
  const refused: string[] = [];
  await page.context().setOffline(true);
  await page.context().route(/^(?!file:|data:|blob:)/, (route) => {
    refused.push(route.request().url());
    return route.abort();
  });
  return refused;
}

test.describe('the zip of the site', () => {
  test('runs from a static server, in any folder of it', async ({ page: _, browser }, info) => {
    const folder = info.outputPath('site');
    unzip(folder);
    const port = await freePort(4400 + 20 * info.workerIndex);
    const server = await serveFolder(folder, { port, base: '/talks/2027/reactor/' });
    const page = await browser.newPage({ baseURL: `http://localhost:${port}/talks/2027/reactor/` });
    const failed: string[] = [];
    page.on('response', (r) => r.status() < 400 || failed.push(r.url()));
    await open(page, '');
    expect(await root(page, 'scenario')).toBe('blocked-reactor');
    await page
      .getByRole('navigation', { name: 'Scenarios' })
      .getByRole('link', { name: /Who is ready/ })
      .click();
    await expect(page.locator('html')).toHaveAttribute('data-scenario', 'who-is-ready');
    await expect(page.locator('html')).not.toHaveAttribute('data-state', 'loading');
    await next(page).click();
    await open(page, 'embed/chat/');
    await next(page).click();
    expect(await root(page, 'step')).toBe('2');
    await page.goto('glossary/');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(failed).toEqual([]);
    await page.close();
    server.close();
  });

  test('its embeds run from any folder, with no server', async ({ page }, info) => {
    const folder = info.outputPath('on a stick, ünzipped');
    unzip(folder);
    const refused = await refuseNetwork(page);
    for (const id of ids) {
      await open(page, pathToFileURL(join(folder, 'embed', id, 'index.html')).href);
      expect(await root(page, 'scenario')).toBe(id);
      await next(page).click();
      expect(await root(page, 'step'), id).toBe('2');
    }
    // A page cannot: its embed takes its place. What it is refused stands on its console: it has a tab of its own.
    const tab = await page.context().newPage();
    await tab.goto(`${pathToFileURL(join(folder, 'chat/index.html')).href}?step=3`);
    await expect(tab.locator('html')).toHaveAttribute('data-step', '3');
    expect(tab.url()).toMatch(/\/embed\/chat\/index\.html\?step=3$/);
    expect(refused).toEqual([]);
  });
});

test.describe('one embed’s file', () => {
  const html = (): string => readFileSync(embedFile('chat'), 'utf8');

  for (const [name, attribute] of [
    [
      'data: address',
      () => `src="data:text/html;base64,${Buffer.from(html()).toString('base64')}"`,
    ],
    [
      'srcdoc attribute',
      () => `srcdoc="${html().replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
    ],
  ] as const) {
    for (const sandbox of ['', 'sandbox="allow-scripts"']) {
      test(`runs as a ${name} ${sandbox}, in a deck that is one file`, async ({ page }, info) => {
        const deck = info.outputPath('deck.html');
        writeFileSync(
          deck,
          // Without its charset the browser guesses, from as much as it has read; the scripts' hashes hold for UTF-8.
          `<!doctype html><meta charset="utf-8"><title>a deck</title><iframe width="960" height="540" ${sandbox} ${attribute()}></iframe>`,
        );
        const refused = await refuseNetwork(page);
        await page.goto(pathToFileURL(deck).href);
        const frame = page.frameLocator('iframe');
        await expect(frame.locator('html')).toHaveAttribute('data-state', 'ready');
        await frame.getByRole('button', { name: 'Next step', exact: true }).click();
        await expect(frame.locator('html')).toHaveAttribute('data-step', '2');
        expect(refused).toEqual([]);
      });
    }
  }
});

test.describe('an unknown embed, in a small frame', () => {
  test.use({ viewport: { width: 480, height: 270 } });

  test('says so, and lists the embeds in sight', async ({ context, baseURL }, info) => {
    // A page of its own: that it was answered with 404 stands on its console.
    const page = await context.newPage();
    for (const sandbox of [
      '',
      'sandbox="allow-scripts allow-same-origin"',
      'sandbox="allow-scripts"',
    ]) {
      await page.setContent(
        `<body style="margin:0"><iframe ${sandbox} style="border:0" width="480" height="270" ` +
          `src="${baseURL}embed/nope/?step=2"></iframe>`,
      );
      const frame = page.frameLocator('iframe');
      await expect(
        frame.getByRole('heading', { name: 'There is no scenario “nope”' }),
      ).toBeVisible();
      const links = frame.getByRole('listitem').getByRole('link');
      const listed = await links.evaluateAll((all) =>
        (all as HTMLAnchorElement[]).map((link) => {
          const { top, bottom, height } = link.getBoundingClientRect();
          const isInSight = height > 0 && top >= 0 && bottom <= innerHeight;
          return `${/embed\/(.*)\/$/.exec(link.href)?.[1]} ${isInSight}`;
        }),
      );
      expect(listed).toEqual(ids.map((id) => `${id} true`));
      const size = await frame.locator('html').evaluate((html) => ({
        over: [html.scrollWidth - html.clientWidth, html.scrollHeight - html.clientHeight],
        background: getComputedStyle(html.querySelector('body')!).backgroundColor,
      }));
      expect(size).toEqual({ over: [0, 0], background: 'rgb(251, 251, 248)' });
    }
    await page.screenshot({ path: info.outputPath('card.png') });
    const frame = page.frameLocator('iframe');
    await frame.getByRole('link', { name: /Who is ready/ }).click();
    await expect(frame.locator('html')).toHaveAttribute('data-scenario', 'who-is-ready');
    await page.goto('embed/nope/?theme=dark');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await page.goto('embed/nope/?theme=light');
    expect(await violationsInThemes(page)).toEqual([]);
    await page.close();
  });
});

test('a site without an address has no tags that need one', async ({ page, request }) => {
  for (const path of ['', 'chat/', 'embed/chat/']) {
    await page.goto(path);
    await expect(page.locator('meta[property^="og:"], meta[name^="twitter:"]')).toHaveCount(0);
    await expect(page.locator('link[type="application/json+oembed"]')).toHaveCount(0);
  }
  expect((await request.get('chat/oembed.json')).status()).toBe(404);
});
