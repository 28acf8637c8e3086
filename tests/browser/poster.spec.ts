// A picture has no icon of its own, and a browser asks for one: the console may say so.
import { expect, test } from '@playwright/test';
import { loaders } from '../../scenarios/lessons';

test.use({ reuseContext: true });

for (const id of Object.keys(loaders)) {
  test(`${id}: its poster is a picture that stands alone`, async ({ page }) => {
    await page.goto(`${id}/poster.svg`);
    const svg = page.locator('svg.stage').first();
    await expect(svg).toBeVisible();
    await expect(page.locator('parsererror')).toHaveCount(0);
    expect(await svg.locator('text').count()).toBeGreaterThan(5);
    const ink = await svg
      .locator('text')
      .first()
      .evaluate((text) => getComputedStyle(text).fill);
    expect(ink).not.toBe('rgb(0, 0, 0)');
  });
}
