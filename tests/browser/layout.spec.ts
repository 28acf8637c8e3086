import { block, expect, open, test } from './open';
import { sideways, smallTargets, wrongText } from './measure';

test.use({ reuseContext: true });

const windows = [
  { width: 1440, height: 900 },
  { width: 1280, height: 720 },
  { width: 1024, height: 768 },
  { width: 844, height: 390 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];

for (const viewport of windows) {
  test.describe(`${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport });

    test('no text is cut or lies on another while two runs are compared, nor before the bet', async ({
      page,
    }) => {
      await open(page);
      expect(await wrongText(page)).toEqual([]);
      for (const query of ['step=6&compare=block:0', 'variant=thread&step=4&compare=blocking']) {
        await open(page, `?${query}`);
        expect(await wrongText(page), query).toEqual([]);
      }
    });

    test('nothing scrolls sideways and every target is as large as a finger', async ({ page }) => {
      await open(page);
      expect(await sideways(page)).toBe(0);
      expect(await smallTargets(page)).toEqual([]);
    });
  });
}

test.describe('text at 200 %', () => {
  for (const viewport of [windows[0]!, windows[2]!, windows[5]!]) {
    test(`${viewport.width} × ${viewport.height}`, async ({ page }) => {
      await page.setViewportSize(viewport);
      await open(page, '?step=6');
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      await expect(page.locator('.app')).toHaveAttribute('data-layout', /phone|low/);
      expect(await sideways(page)).toBe(0);
      await page.getByRole('button', { name: 'Next step' }).click();
      await expect(page.locator('html')).toHaveAttribute('data-step', '7');
      await page.getByRole('tab', { name: 'Code' }).click();
      await expect(page.getByRole('region', { name: 'Code' })).toBeVisible();
      expect((await wrongText(page)).filter((line) => line.startsWith('“'))).toEqual([]);
    });
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('picture, code and bet are tabs, walked with the arrows', async ({ page }) => {
    await open(page);
    await expect(page.getByRole('region', { name: 'Machine' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Code' })).toBeHidden();
    await page.getByRole('tab', { name: 'Picture' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name: 'Code' })).toBeFocused();
    await expect(page.getByRole('region', { name: 'Code' })).toBeVisible();
    await page.keyboard.press('End');
    await expect(page.getByRole('region', { name: 'Predict' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('data-step', '1');
  });

  test('slider and steps stay in reach of the thumb', async ({ page }) => {
    await open(page);
    await expect(page.getByRole('button', { name: 'Next step' })).toBeInViewport({ ratio: 1 });
    await expect(block(page)).toBeInViewport({ ratio: 1 });
  });

  test('a swipe over the machine is a step', async ({ page }) => {
    await open(page);
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
