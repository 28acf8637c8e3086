import type { Locator } from '@playwright/test';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { block, expect, next, open, type Page, root, test } from './open';
import { sideways, wrongText } from './measure';

test.use({ reuseContext: true });

const embed = 'embed/blocked-reactor/';

/** Where every file of an embed is: a panel of a scenario. */
const files = readdirSync(fileURLToPath(new URL('../../dist/embed', import.meta.url)), {
  recursive: true,
  encoding: 'utf8',
})
  .filter((path) => path.endsWith('index.html'))
  .map((path) => `embed/${path.slice(0, -'index.html'.length)}`);

for (const [width, height] of [
  [960, 540],
  [480, 270],
  [1920, 1080],
  [800, 600],
  [640, 480],
  [1000, 400],
] as const) {
  test(`fits ${width} × ${height}: nothing cut, nothing scrolls, all in sight`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    for (const query of [
      '',
      '?step=6',
      '?step=6&compare=block:0',
      '?panels=machine&step=6',
      '?block=0',
    ]) {
      await open(page, embed + query);
      expect(await wrongText(page), query).toEqual([]);
      expect(await sideways(page), query).toBe(0);
      const over = await page.evaluate(
        () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
      );
      expect(over, query).toBeLessThanOrEqual(0);
      await expect(next(page)).toBeInViewport({ ratio: 1 });
      await expect(block(page)).toBeInViewport({ ratio: 1 });
    }
  });
}

/** Text smaller than a projector needs, in px of a slide of 960 by 540. */
async function smallText(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('svg.stage text, .bar p, .bar label, .bar output, .bar a')]
      .filter((element) => element.textContent.trim() !== '')
      .map((element) => {
        const scale =
          element instanceof SVGElement ? element.ownerSVGElement!.getScreenCTM()!.a : 1;
        const px = Number.parseFloat(getComputedStyle(element).fontSize) * scale;
        return { px, line: `${px.toFixed(1)} px: ${element.textContent.trim()}` };
      })
      .filter(({ px }) => px < 15.9)
      .map(({ line }) => line),
  );
}

const sizeOf = (text: Locator): Promise<number> =>
  text.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));

for (const path of files) {
  test(`text is as large as a projector needs: ${path}`, async ({ page }) => {
    await page.setViewportSize({ width: 960, height: 540 });
    await open(page, path);
    const steps = Number(await root(page, 'steps'));
    const caption = page.locator('[aria-live=polite]');
    for (let step = 1; step <= steps; step++) {
      await expect(page.locator('html')).toHaveAttribute('data-step', String(step));
      expect.soft(await smallText(page), `step ${step}`).toEqual([]);
      if (step < steps) await next(page).click();
    }
    expect(await sizeOf(caption)).toBeGreaterThanOrEqual(20);
    // A sentence for the back row takes nothing from the picture.
    for (const step of [Math.ceil(steps / 2), steps]) {
      await open(page, `${path}?scale=2&step=${step}`);
      expect.soft(await smallText(page), `scale 2, step ${step}`).toEqual([]);
      expect.soft(await sizeOf(caption), `scale 2, step ${step}`).toBeGreaterThanOrEqual(28);
    }
  });
}
