import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { violationsInThemes } from './axe';
import { block, expect, next, open, root, test, waits } from './open';

const embed = 'embed/blocked-reactor/';

test('opens on its picture, without a bet', async ({ page }) => {
  await open(page, embed);
  expect(await root(page, 'scenario')).toBe('blocked-reactor');
  expect(await root(page, 'step')).toBe('1');
  expect(await root(page, 'state')).toBe('ready');
  expect(await waits(page)).toEqual({ A: '2.5', B: '1.9', C: '3.0', D: '2.2' });
  await expect(page.getByRole('radiogroup')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Skip' })).toHaveCount(0);
});

test('buttons, slider and playhead have the names of the page', async ({ page }) => {
  await open(page, embed);
  await next(page).click();
  await next(page).click();
  expect(await root(page, 'step')).toBe('3');
  await page.getByRole('button', { name: 'Previous step' }).click();
  expect(await root(page, 'step')).toBe('2');
  await block(page).fill('1');
  expect((await waits(page)).A).toBe('0.5');
  await expect(block(page)).toHaveAttribute(
    'aria-valuetext',
    /blocks for 1.0 seconds; A’s longest/,
  );
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  expect(await root(page, 'state')).toBe('playing');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('slider', { name: 'Time' })).toBeVisible();
  await expect(page.getByRole('link', { name: /open full lesson/ })).toHaveAttribute(
    'href',
    /^\.\.\/\.\.\/blocked-reactor\/\?block=1&/,
  );
});

test('hears its options', async ({ page }) => {
  await open(page, `${embed}?step=4&block=2&ask=0.5&theme=dark&compare=block:0&controls=0`);
  expect(await root(page, 'step')).toBe('4');
  expect(await root(page, 'theme')).toBe('dark');
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('slider')).toHaveCount(0);
  await expect(page.getByText('block 0.0 s').first()).toBeVisible();
  await expect(page.getByText('block 2.0 s').first()).toBeVisible();
  await open(page, `${embed}?nonsense=1&controls=auto&panels=machine`);
  await expect(next(page)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Machine' })).toBeVisible();
});

test('is light unless it is told otherwise, whatever the system says', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, embed);
  expect(await root(page, 'theme')).toBe('light');
  await open(page, `${embed}?theme=auto`);
  expect(await root(page, 'theme')).toBe('dark');
});

test('its picture is in the HTML: it paints without a script', async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    viewport: { width: 960, height: 540 },
  });
  const page = await context.newPage();
  await page.goto(embed);
  await expect(page.locator('svg.stage')).toBeVisible();
  await expect(page.getByText('BLOCKED 3.0 s')).toBeVisible();
  await expect(page.locator('[aria-live=polite]')).not.toBeEmpty();
  await context.close();
});

test('one file: it asks for nothing, and runs from a folder', async ({ page }, testInfo) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page, embed);
  expect(asked.filter((url) => !url.startsWith('data:'))).toHaveLength(1);
  const file = testInfo.outputPath('saved.html');
  writeFileSync(file, await (await page.request.get(embed)).text());
  await page.context().setOffline(true);
  await open(page, pathToFileURL(file).href);
  await next(page).click();
  expect(await root(page, 'step')).toBe('2');
});

test('runs in a sandboxed frame', async ({ page, baseURL }) => {
  await page.setContent(
    `<title>a slide</title><iframe sandbox="allow-scripts" width="960" height="540" src="${baseURL}${embed}?step=2"></iframe>`,
  );
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('html')).toHaveAttribute('data-step', '2');
  await frame.getByRole('button', { name: 'Next step' }).click();
  await expect(frame.locator('html')).toHaveAttribute('data-step', '3');
});

test('lays out when it is shown after loading at no size', async ({ page, baseURL }) => {
  await page.setContent(
    `<title>a slide</title><iframe style="border:0" width="0" height="0" src="${baseURL}${embed}"></iframe>`,
  );
  const frame = page.frameLocator('iframe');
  await expect(frame.locator('html')).toHaveAttribute('data-state', 'ready');
  await page.locator('iframe').evaluate((element: HTMLIFrameElement) => {
    element.width = '960';
    element.height = '540';
  });
  await expect(frame.getByRole('button', { name: 'Next step' })).toBeVisible();
  const box = await frame.locator('svg.stage').boundingBox();
  expect(box!.width).toBeGreaterThan(900);
});

test('axe finds nothing in it', async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 540 });
  await open(page, `${embed}?step=6&compare=block:0`);
  expect(await violationsInThemes(page)).toEqual([]);
});

test('binds no key: the arrows belong to the deck', async ({ page }) => {
  await open(page, embed);
  for (const key of ['ArrowRight', 'ArrowLeft', 'Space', 'End', 'PageDown', 'b', '.']) {
    await page.keyboard.press(key);
    expect(await root(page, 'step')).toBe('1');
    expect(await root(page, 'state')).toBe('ready');
  }
});

test('names no other host', async ({ request }) => {
  const html = await (await request.get(embed)).text();
  const hosts = [...html.matchAll(/https?:\/\/([\w.-]+)/g)].map((match) => match[1]);
  expect(
    hosts.filter((host) => !['www.w3.org', 'svelte.dev', 'stately.ai'].includes(host!)),
  ).toEqual([]);
});
