import { sideways, smallTargets, wrongText } from './looks';
import { resize, found } from './measure';
import { block, expect, next, open, root, test } from './open';
import { desk, phone, tablet, windows } from './windows';

test.use({ reuseContext: true });

for (const [what, query] of [
  ['before the bet', ''],
  ['while two values are compared', '?step=6&compare=block:0'],
  ['while two variants are compared', '?variant=thread&step=4&compare=blocking'],
] as const) {
  test(`in every window nothing is cut or scrolls, and fingers find all: ${what}`, async ({
    page,
  }) => {
    await open(page, query);
    for (const size of windows) {
      await resize(page, size);
      const seen = await found(page, wrongText, sideways, smallTargets);
      expect.soft(seen, `${size.width} × ${size.height}`).toEqual([]);
    }
  });
}

test('text at 200 %', async ({ page }) => {
  await open(page, '?step=6');
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  for (const size of [desk, tablet, phone]) {
    await resize(page, size);
    const at = `${size.width} × ${size.height}`;
    await expect(page.locator('.app'), at).toHaveAttribute('data-layout', /phone|low/);
    expect(await found(page, sideways), at).toEqual([]);
    const step = Number(await root(page, 'step'));
    await next(page).click();
    await expect(page.locator('html'), at).toHaveAttribute('data-step', `${step + 1}`);
    await page.getByRole('tab', { name: 'Code' }).click();
    await expect(page.getByRole('region', { name: 'Code' }), at).toBeVisible();
    const seen = await found(page, wrongText);
    expect(
      seen.filter((line) => line.startsWith('“')),
      at,
    ).toEqual([]);
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: phone, hasTouch: true });

  test('slider and steps are in reach of the thumb, a swipe is a step, tabs are walked with the arrows', async ({
    page,
  }) => {
    await open(page);
    await expect(next(page)).toBeInViewport({ ratio: 1 });
    await expect(block(page)).toBeInViewport({ ratio: 1 });

    const swipe = (from: number, to: number) =>
      page.locator('.swipe').evaluate(
        (element, [x0, x1]) => {
          const at = (type: string, clientX: number) =>
            element.dispatchEvent(
              new PointerEvent(type, { pointerId: 7, pointerType: 'touch', clientX, clientY: 300 }),
            );
          at('pointerdown', x0!);
          at('pointerup', x1!);
        },
        [from, to],
      );
    await swipe(300, 120);
    await expect(page.locator('html')).toHaveAttribute('data-step', '2');
    await swipe(120, 300);
    await expect(page.locator('html')).toHaveAttribute('data-step', '1');
    await swipe(120, 140);
    await expect(page.locator('html')).toHaveAttribute('data-step', '1');

    await expect(page.getByRole('region', { name: 'Machine' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Code' })).toBeHidden();
    await page.getByRole('tab', { name: 'Picture' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Code' })).toBeFocused();
    await expect(page.getByRole('region', { name: 'Code' })).toBeVisible();
    await page.keyboard.press('End');
    await expect(page.getByRole('region', { name: 'Predict' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-step', '1');

    // A dot says where it leads before it leads there.
    const dot = page.getByRole('navigation', { name: 'Scenarios' }).getByRole('link').nth(8);
    await dot.tap();
    await expect(page.locator('.dot-name')).toHaveText(/^9 · After the block/);
    await expect(page.locator('.dot-name')).toBeInViewport({ ratio: 1 });
    await dot.tap();
    await expect(page).toHaveURL(/after-the-block/);
  });
});

test('without JavaScript the first picture is there, and what is missing is said', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('');
  await expect(page.getByText(/need JavaScript/)).toBeVisible();
  await expect(page.getByRole('region', { name: 'Machine' }).locator('svg')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Code' })).toContainText('slow_report');
  await context.close();
});

test('before its script is there a phone has a page that is laid out for it', async ({
  browser,
}) => {
  const page = await browser.newPage({ viewport: phone });
  await page.route('**/assets/*.js', (route) => route.abort());
  await page.goto('blocked-reactor/');
  await expect(page.getByRole('tab', { name: 'Picture' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('region', { name: 'Machine' }).locator('svg')).toBeInViewport();
  await expect(next(page)).toBeInViewport({ ratio: 1 });
  expect(await found(page, wrongText, sideways)).toEqual([]);
  await page.close();
});
