import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { violationsInThemes } from './axe';
import { resize } from './measure';
import { closeAndPress, expect, open, openAuthors, root, test } from './open';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

const opener = (page: Page): Locator => page.getByRole('button', { name: 'Use in slides' });
const dialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Use in slides' });
const preview = (page: Page): FrameLocator =>
  page.frameLocator('.slides .preview iframe:last-child');
const tab = (page: Page, name: string): Locator => dialog(page).getByRole('tab', { name });
const text = (page: Page): Locator => dialog(page).locator('pre').first();

async function ask(page: Page, address: string): Promise<void> {
  await open(page, address);
  await opener(page).click();
  await expect(dialog(page)).toBeVisible();
  await expect(preview(page).locator('html')).not.toHaveAttribute('data-state', 'loading');
}

test('the text and the preview show what the page shows, and follow the options', async ({
  page,
  baseURL,
}) => {
  await ask(page, 'blocked-reactor/?block=2&step=4&compare=block:0&theme=dark&speed=2');
  const id = await root(page, 'step-id');
  const here = `${baseURL}embed/blocked-reactor/`;
  await expect(text(page)).toContainText(
    `data-src="${here}?block=2&ask=1&compare=block:0&step=${id}"`,
  );
  await expect(preview(page).locator('html')).toHaveAttribute('data-step-id', id!);
  await expect(preview(page).locator('html')).toHaveAttribute('data-theme', 'light');

  await dialog(page).getByLabel('Theme').selectOption('dark');
  await dialog(page).getByLabel('Step at the start').selectOption({ index: 0 });
  await dialog(page).getByLabel('Captions').uncheck();
  await expect(text(page)).toContainText('compare=block:0&theme=dark&captions=0"');
  await expect(preview(page).locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(preview(page).locator('html')).toHaveAttribute('data-step', '1');

  await dialog(page).getByText('More options').click();
  await dialog(page).getByLabel('Speed').selectOption('0.5');
  await dialog(page).getByLabel('Background').selectOption('a colour');
  await dialog(page).getByLabel('Colour of the background').fill('#203040');
  await dialog(page).getByLabel(/PDF/).selectOption('last');
  await expect(text(page)).toContainText('speed=0.5&bg=203040&print=last"');
  for (const name of ['Quarto', 'Slidev', 'Marp', 'Web page']) {
    await tab(page, name).click();
    await expect(text(page)).toContainText('&print=last');
  }
  // A preview is no visit: the reader's way back leads out of the page.
  expect(await page.evaluate(() => history.length)).toBe(2);
});

test('Copy puts the text on the clipboard, and what it frames is the embed', async ({
  page,
  context,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'only Chromium lets a test read the clipboard');
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await ask(page, 'one-turn/?step=3');
  const id = await root(page, 'step-id');
  await tab(page, 'Web page').click();
  await dialog(page).getByRole('button', { name: 'Copy' }).first().click();
  await expect(dialog(page).getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await openAuthors(page, copied);
  await expect(page.frameLocator('iframe').locator('html')).toHaveAttribute('data-step-id', id!);
});

test('without a clipboard the text is selected', async ({ page }) => {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'clipboard', { value: undefined }),
  );
  await ask(page, 'stream/');
  await dialog(page).getByRole('button', { name: 'Copy' }).first().click();
  await expect(dialog(page).getByText('Selected')).toBeVisible();
  const selected = await page.evaluate(() => String(getSelection()));
  expect(selected).toBe(await text(page).textContent());
});

test('the focus goes in and back, Escape closes, and no key of the page acts meanwhile', async ({
  page,
}) => {
  await open(page, 'stream/?step=2');
  await opener(page).focus();
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toBeVisible();
  expect(await page.evaluate(() => document.activeElement!.closest('dialog') !== null)).toBe(true);
  for (const where of ['in it', 'nowhere'] as const) {
    if (where === 'nowhere')
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    for (const key of ['ArrowRight', 'End', ' ']) {
      if (where === 'in it' && key === ' ') continue;
      await page.keyboard.press(key);
    }
    expect(await root(page, 'step'), where).toBe('2');
    expect(await root(page, 'state'), where).not.toBe('playing');
  }
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(opener(page)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  expect(await root(page, 'step')).toBe('3');

  // Opened again it starts where the reader is now, with what was chosen.
  await opener(page).click();
  await dialog(page).getByLabel('Theme').selectOption('dark');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(opener(page)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const id = await root(page, 'step-id');
  await opener(page).click();
  await expect(dialog(page).getByLabel('Theme')).toHaveValue('dark');
  await expect(dialog(page).getByLabel('Step at the start')).toHaveValue(id!);
});

test('from the moment in which it is closed the keys are the page’s', async ({ page }) => {
  await ask(page, 'stream/?step=2');
  await closeAndPress(page, 'ArrowRight');
  expect(await root(page, 'step')).toBe('3');
});

test('a run that plays is held while the dialog is open', async ({ page }) => {
  await open(page, 'stream/');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await opener(page).click();
  await expect(dialog(page)).toBeVisible();
  expect(await root(page, 'state')).not.toBe('playing');
});

test('for no network: the one file of the scenario, and a text that names it', async ({ page }) => {
  await ask(page, 'stream/');
  await expect(dialog(page).getByText('works on this machine only')).toBeVisible();
  await dialog(page).getByText('in a file beside the deck').click();
  await expect(text(page)).toContainText('data-src="stream.html?');
  await expect(dialog(page).getByText('works on this machine only')).toBeHidden();
  for (const name of ['Save stream.html', 'Download for offline']) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog(page).getByRole('link', { name }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('stream.html');
    const saved = readFileSync(await download.path());
    expect(saved.equals(readFileSync(`${dist}embed/stream/index.html`))).toBe(true);
  }
  const zip = dialog(page).getByRole('link', { name: 'The whole site, zipped' });
  const answer = await page.request.head((await zip.getAttribute('href'))!);
  expect(answer.ok()).toBe(true);
});

test('the code is a picture to choose: in the preview, the texts and the file', async ({
  page,
}) => {
  await ask(page, 'stream/?step=3');
  const id = await root(page, 'step-id');
  await dialog(page).getByText('More options').click();
  await dialog(page).getByLabel('Picture', { exact: true }).selectOption('the server’s code');
  await expect(text(page)).toContainText('&panels=code"');
  await expect(preview(page).getByRole('region', { name: 'Code' })).toBeVisible();
  await expect(preview(page).locator('html')).toHaveAttribute('data-step-id', id!);
  const link = dialog(page).getByRole('link', { name: 'Download for offline' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('stream-code.html');
  expect(readFileSync(await download.path(), 'utf8')).toContain('data-id="embed-code"');
  await dialog(page).getByText('in a file beside the deck').click();
  await expect(text(page)).toContainText('data-src="stream-code.html?');
});

test('what the texts and buttons name is there', async ({ page }) => {
  await ask(page, 'stream/');
  await dialog(page).getByLabel('Clicker and arrow keys').selectOption('steps');
  const named: string[] = [];
  for (const name of ['reveal.js', 'Quarto', 'Slidev', 'Marp', 'Web page']) {
    await tab(page, name).click();
    for (const one of await dialog(page).locator('pre').allTextContents()) {
      named.push(...[...one.matchAll(/\b(?:src|base)="([^"]+)"/g)].map(([, url]) => url!));
    }
    const links = await dialog(page).locator('a[href]').all();
    for (const link of links) named.push((await link.getAttribute('href'))!);
  }
  const addresses = [...new Set(named)];
  expect(addresses.length).toBeGreaterThan(8);
  for (const address of addresses) {
    expect((await page.request.get(address)).status(), address).toBe(200);
  }
});

test('for PowerPoint, Keynote and Google Slides: pictures, film, link and code', async ({
  page,
  baseURL,
}) => {
  await ask(page, 'stream/?step=2');
  await tab(page, 'PowerPoint').click();
  const link = `${baseURL}stream/`;
  await expect(text(page)).toHaveText(link);
  await expect(dialog(page).getByRole('img', { name: `QR code of ${link}` })).toBeVisible();
  await expect(dialog(page).getByRole('button', { name: 'Save picture' })).toBeVisible();
  await dialog(page).getByLabel('It opens what is shown here').check();
  const shown = await text(page).textContent();
  expect(shown).toContain(`step=${await root(page, 'step-id')}`);
  for (const [name, file] of [
    ['Save code as SVG', 'stream-qr.svg'],
    ['Save code as PNG', 'stream-qr.png'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog(page).getByText(name).click(),
    ]);
    expect(download.suggestedFilename()).toBe(file);
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(0, 4).toString('latin1')).toBe(
      file.endsWith('g') && file.includes('.png') ? '\x89PNG' : '<svg',
    );
  }
  await tab(page, 'Google Slides').click();
  await expect(text(page)).toHaveText(shown!);
});

test('axe finds nothing and nothing is cut, at every size', async ({ page }) => {
  test.slow();
  await ask(page, 'blocked-reactor/?theme=light&compare=block:0');
  await dialog(page).getByText('More options').click();
  for (const name of ['reveal.js', 'Keynote']) {
    await tab(page, name).click();
    if (name === 'Keynote') await expect(dialog(page).getByLabel('Save as')).toBeVisible();
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1024, height: 768 },
      { width: 390, height: 844 },
    ]) {
      await resize(page, size);
      const part = { include: '.slides', exclude: '.preview' };
      expect.soft(await violationsInThemes(page, part), `${name}, ${size.width}`).toEqual([]);
      const wide = await dialog(page)
        .locator('.columns')
        .evaluate((one) => one.scrollWidth - one.clientWidth);
      expect.soft(wide, `${name}, ${size.width}`).toBeLessThanOrEqual(0);
    }
  }
});

test('the title has room beside the buttons', async ({ page }) => {
  await open(page, 'chat/');
  for (const width of [1440, 1280, 1024, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const lines = () =>
      page.locator('h1').evaluate((title) => {
        return title.clientHeight / parseFloat(getComputedStyle(title).lineHeight);
      });
    await expect.poll(lines, { message: `${width}` }).toBeLessThanOrEqual(2.01);
    await expect(opener(page)).toBeInViewport({ ratio: 1 });
  }
});

test('the link for the next class forgets what the course keeps, and nothing else', async ({
  page,
}) => {
  await open(page, 'stream/?step=last');
  await page.evaluate(() => {
    localStorage.setItem('inside-the-reactor.done', '["stream"]');
    sessionStorage.setItem('inside-the-reactor:/embed/stream/', '4');
    localStorage.setItem('other', 'stays');
  });
  await opener(page).click();
  await dialog(page).getByRole('link', { name: 'Reset everything' }).click();
  await page.waitForURL('**/stream/');
  await expect(page.locator('html')).toHaveAttribute('data-step', '1');
  const kept = await page.evaluate(() => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
  ]);
  expect(kept).toEqual(['other']);
  // It leads to scenarios only.
  for (const to of ['//a.example/', 'javascript:alert(1)', 'nope', '']) {
    await page.goto(`new-class/?to=${encodeURIComponent(to)}`);
    await page.waitForURL(/^http:\/\/localhost:\d+\/$/);
  }
});
