import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sideways, wrongText } from './measure';
import { expect, next, open, root, test, type Page } from './open';

test.use({ reuseContext: true });

const ids = readdirSync(fileURLToPath(new URL('../../dist/embed', import.meta.url)));

/** What of the picture is too small to be read or lies outside of the box that it belongs to. */
async function wrongCode(page: Page, leastPx: number): Promise<string[]> {
  return page.evaluate((least) => {
    const svg = document.querySelector<SVGSVGElement>('svg.stage')!;
    const frame = svg.querySelector('rect.frame')!.getBoundingClientRect();
    const scale = svg.getScreenCTM()!.a;
    return [...svg.querySelectorAll('text')].flatMap((text) => {
      const box = text.getBoundingClientRect();
      const limit = text.closest('[data-line]') ? frame : svg.getBoundingClientRect();
      const isInside =
        box.left >= limit.left - 0.5 &&
        box.right <= limit.right + 0.5 &&
        box.top >= limit.top - 0.5 &&
        box.bottom <= limit.bottom + 0.5;
      const px = Number.parseFloat(getComputedStyle(text).fontSize) * scale;
      const isLarge = px >= least - 0.01;
      return isInside && isLarge ? [] : [`${text.textContent}: ${px} px${isInside ? '' : ', cut'}`];
    });
  }, leastPx);
}

for (const id of ids) {
  test(`nothing is cut or too small: ${id}`, async ({ page }) => {
    await open(page, `embed/${id}/code/`);
    const steps = Number(await root(page, 'steps'));
    for (let step = 1; step <= steps; step++) {
      await expect(page.locator('html')).toHaveAttribute('data-step', String(step));
      for (const [width, height] of [
        [960, 540],
        [480, 270],
      ] as const) {
        const at = `step ${step}, ${width} × ${height}`;
        await page.setViewportSize({ width, height });
        expect.soft(await wrongText(page), at).toEqual([]);
        expect.soft(await wrongCode(page, (16 * width) / 960), at).toEqual([]);
        expect.soft(await sideways(page), at).toBe(0);
        await expect.soft(page.locator('[data-line][aria-current=step]'), at).toBeVisible();
      }
      if (step < steps) await next(page).click();
    }
  });
}

for (const query of ['controls=0', 'captions=0', 'controls=0&captions=0', 'scale=1.5', 'scale=2']) {
  test(`has the room that is left: ${query}`, async ({ page }) => {
    await page.setViewportSize({ width: 960, height: 540 });
    for (const id of ids) {
      await open(page, `embed/${id}/code/?step=4&${query}`);
      expect.soft(await wrongText(page), id).toEqual([]);
      expect.soft(await wrongCode(page, 16), id).toEqual([]);
    }
  });
}
