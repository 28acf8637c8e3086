import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { loaders } from '../../scenarios/index';
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

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target).join(', ')}`);
}

for (const id of Object.keys(loaders)) {
  for (const viewport of windows) {
    test(`${id}, ${viewport.width} × ${viewport.height}`, async ({ page }) => {
      test.slow();
      await page.setViewportSize(viewport);
      await open(page, `${id}/`);
      expect(await sideways(page)).toBe(0);
      for (const variant of await variants(page)) {
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
    });
  }

  test(`${id}: axe finds nothing, and an address opens the same picture`, async ({ page }) => {
    test.slow();
    await open(page, `${id}/`);
    const steps = Number(await html(page, 'steps'));
    const middle = Math.ceil(steps / 2);
    for (const theme of ['light', 'dark']) {
      await open(page, `${id}/?step=${middle}&theme=${theme}`);
      expect(await axe(page), theme).toEqual([]);
    }
    const event = await html(page, 'event');
    await expect(page).toHaveURL(/step=/);
    await open(page, page.url());
    expect(await html(page, 'event')).toBe(event);
    expect(await html(page, 'scenario')).toBe(id);
  });
}
