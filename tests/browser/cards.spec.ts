import type { Locator, Page } from '@playwright/test';
import { expect, open, root, test } from './open';

test.use({ reuseContext: true });

const GET = 'requests.get(url)';

const group = (page: Page, name: string): Locator =>
  page.getByRole('radiogroup', { name, exact: true });

test('a card is dragged to its place, which the browser keeps', async ({ page }) => {
  await open(page, 'what-blocks/');
  const card = (await page.locator('svg.cards').getByText(GET, { exact: true }).boundingBox())!;
  const thread = (await group(page, GET).locator('[data-place=thread]').boundingBox())!;
  await page.mouse.move(card.x + 5, card.y + 5);
  await page.mouse.down();
  await page.mouse.move(thread.x + 9, thread.y + 50, { steps: 3 });
  await page.mouse.up();
  await expect(group(page, GET).getByRole('radio', { name: 'thread' })).toBeChecked();
  expect(await root(page, 'step')).toBe('1');
  await page.reload();
  await expect(group(page, GET).getByRole('radio', { name: 'thread' })).toBeChecked();
  await page.getByRole('button', { name: 'sort anew' }).click();
  await expect(page.locator('[aria-checked=true]')).toHaveCount(0);
});

test('cards are sorted by key alone, and the lane says how many are right', async ({ page }) => {
  await open(page, 'what-blocks/');
  await group(page, GET).locator('[tabindex="0"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(group(page, GET).getByRole('radio', { name: 'thread' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(group(page, 'open(p).read()').getByRole('radio', { checked: true })).toHaveAttribute(
    'data-place',
    'fine',
  );
  expect(await root(page, 'step')).toBe('1');
  const reveal = page.getByRole('button', { name: 'reveal all' });
  await reveal.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('svg.cards')).toContainText('agree on 1 of the 2 shown');
  await expect(
    group(page, GET).getByRole('radio', { name: 'thread: A waits 10 ms, its place' }),
  ).toBeChecked();
});

test('a finger that drags a card does not step', async ({ browser, baseURL, browserName }) => {
  test.skip(browserName !== 'chromium', 'touches are made through Chromium’s protocol');
  const context = await browser.newContext({
    baseURL: baseURL!,
    hasTouch: true,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await open(page, 'what-blocks/');
  const card = (await page.locator('svg.cards').getByText(GET, { exact: true }).boundingBox())!;
  const { x, y } = { x: card.x + 10, y: card.y + 5 };
  const protocol = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', dx = 0): Promise<unknown> =>
    protocol.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x + dx, y }],
    });
  await touch('touchStart');
  for (const dx of [40, 90, 140, 190]) await touch('touchMove', dx);
  await touch('touchEnd');
  await expect(group(page, GET).getByRole('radio', { name: 'thread' })).toBeChecked();
  expect(await root(page, 'step')).toBe('1');
  await context.close();
});
