import type { Page } from '@playwright/test';
import { loaders } from '../../scenarios/lessons';
import { rulesIn, violations } from './axe';
import { expect, open, test } from './open';
import { sideways, wrongText } from './measure';

/** Every scenario, in every variant, at every beat: what a reader meets on the way from first to last. */
const windows = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

const html = (page: Page, name: string): Promise<string | null> =>
  page.locator('html').getAttribute(`data-${name}`);

/** Names of the variants, by their tabs over the code; one without a name where there is but one. */
async function variants(page: Page): Promise<(string | null)[]> {
  const code = page.getByRole('tab', { name: 'Code', exact: true });
  if ((await code.count()) > 0) await code.click();
  const tabs = page.getByRole('tablist', { name: 'Variant' }).getByRole('tab');
  return (await tabs.count()) === 0 ? [null] : await tabs.allTextContents();
}

async function choose(page: Page, variant: string | null): Promise<void> {
  const code = page.getByRole('tab', { name: 'Code', exact: true });
  const phone = (await code.count()) > 0;
  if (variant !== null) {
    if (phone) await code.click();
    await page.getByRole('tab', { name: variant.trim(), exact: true }).click();
  }
  const picture = page.getByRole('tab', { name: 'Picture', exact: true });
  if ((await picture.count()) > 0) await picture.click();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
}

test.use({ reuseContext: true });

/** What axe finds in the theme that is shown, then in the other. */
async function inBothThemes(page: Page): Promise<void> {
  for (const theme of ['light', 'dark']) {
    while ((await html(page, 'theme')) !== theme) {
      const was = (await html(page, 'theme'))!;
      await page.getByRole('button', { name: 'Theme' }).click();
      await expect(page.locator('html')).not.toHaveAttribute('data-theme', was);
    }
    expect.soft(await violations(page, undefined, rulesIn(theme)), theme).toEqual([]);
  }
}

for (const id of Object.keys(loaders)) {
  for (const viewport of windows) {
    test(`${id}, ${viewport.width} × ${viewport.height}: every beat, axe, its address`, async ({
      page,
    }) => {
      test.slow();
      await page.setViewportSize(viewport);
      await open(page, `${id}/`);
      expect(await sideways(page)).toBe(0);
      const names = await variants(page);
      for (const variant of names) {
        await choose(page, variant);
        await page.keyboard.press('Home');
        const steps = Number(await html(page, 'steps'));
        expect(steps).toBeGreaterThanOrEqual(3);
        for (let step = 1; step <= steps; step++) {
          const where = `${variant ?? id}, step ${step}`;
          await expect(page.locator('html'), where).toHaveAttribute('data-step', String(step));
          const said = page.locator('[aria-live=polite]').first();
          await expect(said, where).not.toBeEmpty();
          expect(await wrongText(page), where).toEqual([]);
          if (step < steps) await page.keyboard.press('ArrowRight');
        }
      }

      await choose(page, names[0]!);
      await page.keyboard.press('Home');
      const middle = Math.ceil(Number(await html(page, 'steps')) / 2);
      for (let step = 1; step < middle; step++) await page.keyboard.press('ArrowRight');
      await expect(page.locator('html')).toHaveAttribute('data-step', String(middle));
      await inBothThemes(page);

      const event = await html(page, 'event');
      await expect(page).toHaveURL(/step=/);
      await expect(page).toHaveURL(/theme=dark/);
      await open(page, page.url());
      expect(await html(page, 'event')).toBe(event);
      expect(await html(page, 'scenario')).toBe(id);
      expect(await html(page, 'theme')).toBe('dark');
    });
  }
}
