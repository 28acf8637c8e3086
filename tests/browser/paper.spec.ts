import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { violations } from './axe';
import { sideways } from './looks';
import { found } from './measure';
import { expect, test } from './open';

// The printable page of each scenario.

test.use({ reuseContext: true });

const ids = readdirSync(fileURLToPath(new URL('../../dist/embed', import.meta.url)));

for (const id of ids) {
  test(`${id}: two pages, A4 or Letter, nothing cut`, async ({ page, baseURL, browserName }) => {
    test.skip(browserName !== 'chromium', 'only Chromium makes PDFs');
    await page.goto(`${id}/print/`);
    await expect(page.locator('[data-address]')).toHaveText(`${baseURL}${id}/`);
    await expect(page.locator('[data-qr] svg')).toBeVisible();
    for (const format of ['A4', 'Letter']) {
      const pdf = (await page.pdf({ format })).toString('latin1');
      expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(2);
    }
    const pictures = page.getByRole('main').locator('img');
    await expect(pictures).toHaveCount(3);
    const drawn = await pictures.evaluateAll((all) =>
      (all as HTMLImageElement[]).map((one) => [one.naturalWidth > 900, one.src]),
    );
    expect(drawn.every(([isDrawn]) => isDrawn)).toBe(true);
    // First, middle and last are three different pictures.
    expect(new Set(drawn.map(([, src]) => src)).size).toBe(3);
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await found(page, sideways)).toEqual([]);
  });
}

test('it is light on a dark system, and Print prints', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await page.goto('stream/print/');
  expect(await violations(page)).toEqual([]);
  const { background, picture } = await page.evaluate(() => {
    const image = document.querySelector('img')!;
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0, 100, 100);
    return {
      background: getComputedStyle(document.documentElement).backgroundColor,
      picture: [...context.getImageData(1, 1, 1, 1).data],
    };
  });
  expect(background).toBe('rgb(255, 255, 255)');
  const [red, , , alpha] = picture;
  expect(alpha === 0 || red! > 200).toBe(true);
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', '');
  await page.getByRole('link', { name: 'Back to the lesson' }).click();
  await expect(page).toHaveURL(/\/stream\/$/);
});
