import { articles } from '../../src/page/course/articles/list';
import { violationsInThemes } from './axe';
import { expect, next, open, root, test } from './open';
import { sideways, smallTargets, wrongText } from './looks';
import { resize, found } from './measure';

test.use({ reuseContext: true });

const noun = 'Its handler runs on the one reactor thread.';

test.describe('a noun', () => {
  test('opens its card by mouse, and closes it elsewhere', async ({ page }) => {
    await open(page, '?step=report');
    await page.locator('.caption').getByRole('link', { name: 'handler' }).click();
    const card = page.getByRole('dialog', { name: 'handler' });
    await expect(card).toContainText('Your function that the reactor calls');
    await page.mouse.click(5, 500);
    await expect(card).toBeHidden();
  });

  test('opens by keyboard, keeps its keys, and gives the focus back', async ({ page }) => {
    await open(page, '?step=report');
    const link = page.locator('.caption').getByRole('link', { name: 'reactor' });
    await link.focus();
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog', { name: 'reactor' });
    await expect(card).toBeFocused();
    await page.keyboard.press('ArrowRight');
    expect(await root(page, 'step-id')).toBe('report');
    await page.keyboard.press('Tab');
    await expect(card.getByRole('link', { name: 'All words' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(card).toBeHidden();
    await expect(link).toBeFocused();
    await page.keyboard.press('ArrowRight');
    expect(await root(page, 'step-id')).not.toBe('report');
  });

  test('is plain text in the live region', async ({ page }) => {
    await open(page, '?step=report');
    const live = page.locator('[aria-live=polite]');
    await expect(live).toContainText(noun);
    expect(await live.locator('*').count()).toBe(0);
  });

  test('leads to the glossary where no card can open', async ({ page }) => {
    await page.addInitScript(() => {
      delete (HTMLElement.prototype as { popover?: unknown }).popover;
    });
    await open(page, '?step=report');
    await page.locator('.caption').getByRole('link', { name: 'handler' }).click();
    await expect(page).toHaveURL(/glossary\/#handler$/);
  });

  test('the card is whole on a phone, and axe finds nothing', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(page, '?step=report&theme=light');
    await page.locator('.caption').getByRole('link', { name: 'reactor' }).click();
    const box = (await page.getByRole('dialog', { name: 'reactor' }).boundingBox())!;
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(390);
    expect(box.y + box.height).toBeLessThanOrEqual(844);
    expect(await violationsInThemes(page)).toEqual([]);
  });
});

test.describe('done', () => {
  const dot = 'nav[aria-label=Scenarios] [aria-current=page]';

  test('is a scenario whose last step was reached; it is kept, and forgotten on request', async ({
    page,
  }) => {
    await open(page, 'blocked-reactor/');
    await expect(page.locator(dot)).not.toHaveAccessibleName(/done/);
    await page.keyboard.press('End');
    await expect(page.locator(dot)).toHaveAccessibleName(/^8 · The blocked reactor, done/);
    await open(page, 'blocked-reactor/');
    await expect(page.locator(dot)).toHaveAccessibleName(/done/);
    await page.getByRole('button', { name: 'Start over' }).click();
    await expect(page.locator(dot)).not.toHaveAccessibleName(/done/);
    await page.reload();
    await expect(page.locator(dot)).not.toHaveAccessibleName(/done/);
  });

  test('and one whose bet was placed, but not one whose bet was skipped', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Skip' }).click();
    await expect(page.locator(dot)).not.toHaveAccessibleName(/done/);
    await page.evaluate(() => localStorage.clear());
    await open(page, '?block=2');
    await page.getByRole('radio').first().check();
    await page.getByRole('button', { name: 'Reveal' }).click();
    await expect(page.locator(dot)).toHaveAccessibleName(/done/);
  });

  test('nothing breaks where nothing can be kept, or where it is nonsense', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('no storage', 'SecurityError');
        },
      });
    });
    await open(page);
    await page.keyboard.press('End');
    await expect(page.locator(dot)).toHaveAccessibleName(/done/);
  });

  test('stored nonsense is nothing', async ({ page }) => {
    await open(page);
    for (const stored of ['{', '"x"', '[1, null, {"a": 1}]', 'null']) {
      await page.evaluate((value) => {
        localStorage.setItem('inside-the-reactor.done', value);
      }, stored);
      await open(page);
      await expect(page.locator(dot), stored).not.toHaveAccessibleName(/done/);
      await next(page).click();
      expect(await root(page, 'step'), stored).toBe('2');
    }
  });
});

for (const { id, title } of articles) {
  test.describe(`the page ${id}`, () => {
    test('reads well without script, in both themes', async ({ page }) => {
      await page.goto(`${id}/?theme=light`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
      await page.locator('details').evaluateAll((all) => {
        for (const one of all) (one as HTMLDetailsElement).open = true;
      });
      const sizes = [
        { width: 1440, height: 900 },
        { width: 390, height: 844 },
      ];
      for (const size of sizes) {
        await resize(page, size);
        expect(await found(page, sideways, smallTargets), `${size.width}`).toEqual([]);
        expect(await violationsInThemes(page), `${size.width}`).toEqual([]);
      }
      // Programs scroll sideways in their own boxes where they do not fit.
      await page.locator('pre').evaluateAll((all) => {
        for (const one of all) one.textContent = '';
      });
      for (const size of sizes) {
        await resize(page, size);
        expect(await found(page, wrongText), `${size.width}`).toEqual([]);
      }
    });

    test('every link leads somewhere, to a place that is there', async ({ page, request }) => {
      await page.goto(`${id}/?theme=dark`);
      await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
      const links = await page
        .locator('a')
        .evaluateAll((all) => [...new Set(all.map((one) => (one as HTMLAnchorElement).href))]);
      for (const link of links) {
        const answer = await request.get(link);
        expect(answer.status(), link).toBe(200);
        const place = new URL(link).hash.slice(1);
        if (place !== '') expect(await answer.text()).toContain(`id="${place}"`);
      }
    });
  });
}

test('a claim opens the scenario at the step that shows it', async ({ page }) => {
  await page.goto('what-the-post-said/#cannot-accept');
  await page
    .locator('#cannot-accept')
    .getByRole('link', { name: /blocked reactor/ })
    .click();
  await expect(page.locator('html')).toHaveAttribute('data-step-id', 'knocking');
  await page.getByRole('link', { name: '“cannot accept”' }).click();
  await expect(page).toHaveURL(/what-the-post-said\/#cannot-accept$/);
});

test('what is looked for on the first page is found, by keyboard, and leads there', async ({
  page,
}) => {
  await page.goto('./');
  const field = page.getByRole('searchbox', { name: 'Search lessons, words and claims' });
  await field.focus();
  await page.keyboard.type('keepalive nothing-has-this');
  const search = page.getByRole('search');
  const tally = search.locator('.tally');
  await expect(tally).toHaveText('Nothing has these words.');
  await page.keyboard.press('Control+A');
  // A space plays nowhere but in the picture.
  await page.keyboard.type('listen queue');
  await expect(tally).toHaveText(/^\d+ found/);
  await expect(page.locator('html')).toHaveAttribute('data-state', 'ready');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/glossary\/#backlog$/);
});
