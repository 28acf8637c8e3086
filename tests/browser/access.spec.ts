import { test as quietly } from '@playwright/test';
import { violationsInThemes } from './axe';
import { resize } from './measure';
import { expect, next, open, root, test } from './open';

test.use({ reuseContext: true });

for (const [what, query] of [
  ['before the bet', ''],
  ['comparing', '&step=6&compare=block:0'],
  ['after the bet, and an address put right', '&block=99'],
] as const) {
  test(`axe finds nothing, light or dark: ${what}`, async ({ page }) => {
    await open(page, `?theme=light${query}`);
    for (const size of [
      { width: 1440, height: 900 },
      { width: 1024, height: 768 },
      { width: 390, height: 844 },
    ]) {
      await resize(page, size);
      const tab = page.getByRole('tab', { name: 'Predict' });
      if (query.includes('block=99') && size.width < 1440) await tab.click();
      expect.soft(await violationsInThemes(page), `${size.width}`).toEqual([]);
    }
  });
}

test('dark and light: by the system, by the button, by the address', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page);
  expect(await root(page, 'theme')).toBe('dark');
  const paper = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await paper()).toBe('rgb(20, 23, 28)');
  await page.getByRole('button', { name: 'Theme' }).click();
  expect(await root(page, 'theme')).toBe('light');
  expect(await paper()).toBe('rgb(251, 251, 248)');
  await expect(page).toHaveURL(/theme=light/);
});

quietly('the first paint already has the theme', async ({ page }) => {
  await page.route('**/*.js', (route) => route.abort());
  await page.goto('?theme=dark');
  expect(await root(page, 'theme')).toBe('dark');
  expect(await root(page, 'state')).toBe('loading');
});

test('forced colours keep every mark and word', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open(page, '?step=6');
  await expect(
    page.getByRole('region', { name: 'Timeline' }).getByText('BLOCKED 3.0 s'),
  ).toBeVisible();
  const button = await next(page).evaluate((element) => {
    const style = getComputedStyle(element);
    return [style.backgroundColor, style.color];
  });
  expect(button[0]).not.toBe(button[1]);
});

test('a panel that fails says so, and the rest works', async ({ page }) => {
  await page.addInitScript(() => {
    // The code panel asks a line for its place; a browser that cannot answer breaks only that panel.
    Object.defineProperty(HTMLLIElement.prototype, 'offsetTop', {
      get() {
        throw new Error('no layout here');
      },
    });
  });
  await open(page);
  const code = page.getByRole('region', { name: 'Code' });
  await expect(code).toContainText('This panel could not be drawn: no layout here');
  await next(page).click();
  await expect(page.locator('html')).toHaveAttribute('data-step', '2');
});
