import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { violationsInThemes } from './axe';
import type { Look } from './looks';
import { foundAtBeats } from './measure';
import { block, expect, next, open, openAuthors, root, test } from './open';

const code = 'embed/blocked-reactor/code/';

/** The line that is marked, and whether it holds the thread: in the embed's picture, or in the page's panel. */
const marked: Look = () =>
  [...document.querySelectorAll('[data-line][aria-current=step]')].map((element) => {
    const isHeld = element.matches('.blocked') || element.querySelector('.held') !== null;
    // Where a line goes on in a row below, its parts stand one after the other.
    const parts = [...element.querySelectorAll('code, text:not([aria-hidden])')];
    const text = parts
      .map((part) => part.textContent)
      .join('')
      .replaceAll(' ', '');
    return `${element.getAttribute('data-line')} ${isHeld ? 'held' : 'free'} ${text}`;
  });

test('`panels=code` leads to it from every other panel, with all of the query', async ({
  page,
  baseURL,
}) => {
  for (const [from, panels] of [
    ['blocked-reactor/', 'code'],
    ['blocked-reactor/', 'nothing,CODE,timeline'],
    ['blocked-reactor/machine/', 'code,loop'],
    ['stream/', 'timeline,code'],
    ['stream/index.html', 'code'],
  ] as const) {
    const query = `?step=3&seed=4&panels=${panels}&theme=dark`;
    await page.goto(`embed/${from}${query}`);
    const [, id, file] = /^([a-z-]+)\/(?:machine\/)?(.*)$/.exec(from)!;
    await page.waitForURL(`${baseURL}embed/${id}/code/${file}${query}`);
    await expect(page.locator('html')).toHaveAttribute('data-step', '3');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByRole('region', { name: 'Code' })).toBeVisible();
    await expect(page.getByRole('region')).toHaveCount(1);
  }
  await page.goto(`${code}?panels=lanes`);
  await page.waitForURL(`${baseURL}embed/blocked-reactor/?panels=lanes`);
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
});

test('marks the line that the page marks, at every step of every variant', async ({ page }) => {
  for (const variant of ['blocking', 'deferred', 'thread']) {
    // Whoever has seen the end is not asked for a bet on the way.
    await open(page, `blocked-reactor/?variant=${variant}&step=1`);
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    const onPage = await foundAtBeats(page, 'every', [marked]);
    expect(onPage, variant).toHaveLength(Number(await root(page, 'steps')));
    if (variant !== 'thread') expect(onPage.join()).toContain(' held ');
    await open(page, `${code}?variant=${variant}`);
    expect(await foundAtBeats(page, 'every', [marked]), variant).toEqual(onPage);
  }
});

test('follows the slider, the run that is compared, and playing', async ({ page }) => {
  await open(page, `${code}?step=5&compare=block:0`);
  await expect(page.locator('[data-id=name]')).toHaveText('server.py · blocking · block 3.0 s');
  await expect(page.getByRole('list', { name: 'Waits so far' }).getByRole('listitem')).toHaveCount(
    4,
  );
  await block(page).fill('1');
  await expect(page.locator('[data-id=name]')).toHaveText('server.py · blocking · block 1.0 s');
  await open(page, `${code}?speed=4`);
  await expect(page.locator('[data-client=C]')).toHaveText('C');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.locator('[data-line="10"][aria-current=step] .held').first()).toBeVisible();
  await expect(page.locator('[data-client=C]')).toContainText('waits');
  await expect(page.locator('[data-client=C]')).toContainText(/\d s/);
});

test('says how many lines cannot be seen', async ({ page }) => {
  await open(page, `${code}?step=5`);
  const seen = await page
    .locator('[data-line]')
    .evaluateAll((all) => [
      Number(all[0]!.getAttribute('data-line')),
      Number(all.at(-1)!.getAttribute('data-line')),
      Number(all[0]!.getAttribute('aria-setsize')),
    ]);
  const [first, last, count] = seen as [number, number, number];
  expect(first).toBeGreaterThan(1);
  await expect(page.locator('[data-id=outside]')).toHaveText(
    `${first - 1} lines above, ${count - last} below`,
  );
  await open(page, 'embed/stream/code/');
  await expect(page.locator('[data-id=outside]')).toHaveCount(0);
});

test('is in the HTML, one file, that runs from a folder', async ({ page, browser }, testInfo) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.goto(new URL(code, testInfo.project.use.baseURL).href);
  await expect(still.getByRole('region', { name: 'Code' })).toBeVisible();
  await expect(still.locator('[data-line][aria-current=step]')).toBeVisible();
  await context.close();

  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page, code);
  expect(asked.filter((url) => !url.startsWith('data:'))).toHaveLength(1);
  const file = testInfo.outputPath('blocked-reactor-code.html');
  writeFileSync(file, await (await page.request.get(code)).text());
  await page.context().setOffline(true);
  // What a ready text says beside the name of a saved file leads nowhere else.
  await open(page, `${pathToFileURL(file).href}?panels=code&step=4`);
  await expect(page.getByRole('region', { name: 'Code' })).toBeVisible();
  await next(page).click();
  expect(await root(page, 'step')).toBe('5');
});

test('is a picture that stands alone, for who asks for its poster', async ({ page, baseURL }) => {
  await openAuthors(page, '');
  const svg = await page.evaluate(async (address) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    document.body.append(frame);
    const hear = (event: string): Promise<string> =>
      new Promise((resolve) =>
        addEventListener('message', ({ data }: MessageEvent<string>) => {
          const message = JSON.parse(data) as { event: string; value: string };
          if (message.event === event) resolve(message.value);
        }),
      );
    await hear('ready');
    const poster = hear('getPoster');
    frame.contentWindow!.postMessage(JSON.stringify({ method: 'getPoster' }), '*');
    return poster;
  }, `${baseURL}${code}?step=4`);
  expect(svg).toMatch(/^<svg [^>]*xmlns=[^>]*><style>/);
  await page.setContent(`<title>a picture</title><img alt="" />`);
  const size = await page.evaluate(async (text) => {
    const image = document.querySelector('img')!;
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    await image.decode();
    return [image.naturalWidth, image.naturalHeight, text.includes('time.sleep')];
  }, svg);
  expect(size).toEqual([960, 445, true]);
});

test('lays out when it is shown after loading at no size', async ({ page, baseURL }) => {
  await page.setContent(
    `<title>a slide</title><iframe style="border:0" width="0" height="0" src="${baseURL}${code}"></iframe>`,
  );
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('html')).toHaveAttribute('data-state', 'ready');
  await page.locator('iframe').evaluate((element: HTMLIFrameElement) => {
    element.width = '960';
    element.height = '540';
  });
  await expect(frame.locator('[data-line][aria-current=step]')).toBeVisible();
  expect((await frame.locator('svg.stage').boundingBox())!.width).toBeGreaterThan(900);
});

test('on paper it shows the step of `print`', async ({ page }) => {
  await open(page, `${code}?step=1&print=4`);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('[data-line="10"][aria-current=step] .held').first()).toBeVisible();
  await expect(next(page)).toBeHidden();
});

test('axe finds nothing in it', async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 540 });
  await open(page, `${code}?step=5&compare=block:0`);
  expect(await violationsInThemes(page)).toEqual([]);
});
