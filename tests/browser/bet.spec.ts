import type { Page } from '@playwright/test';
import { block, expect, next, open, root, test, waits } from './open';

test.use({ reuseContext: true });

const question = 'A sends “yo” at 1.5 s. When is the reply?';
const bet = (page: Page) => page.getByRole('radiogroup', { name: question });
const predict = (page: Page) => page.getByRole('region', { name: 'Predict' });
const hidden = (page: Page) => page.locator('[data-id=worst-chosen-A]').filter({ hasText: '?' });

async function expectOpen(page: Page): Promise<void> {
  expect(await waits(page)).toEqual({
    A: 'after your bet',
    B: 'after your bet',
    C: 'after your bet',
    D: 'after your bet',
  });
  await expect(hidden(page)).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Skip' })).toBeVisible();
}

async function expectSettled(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Skip' })).toHaveCount(0);
  await expect(hidden(page)).toHaveCount(0);
  expect((await waits(page)).A).toMatch(/\d/);
}

test('before the bet every send is shown and no wait, and no answer after the playhead', async ({
  page,
}) => {
  await open(page);
  await expectOpen(page);
  await expect(bet(page).getByRole('radio')).toHaveCount(3);
  await expect(page.getByRole('region', { name: 'Timeline' }).getByText('BLOCKED')).toHaveCount(0);
});

test('a bet is revealed: the truth stands beside it, with its reason', async ({ page }) => {
  await open(page);
  const reveal = page.getByRole('button', { name: 'Reveal' });
  await expect(reveal).toBeDisabled();
  await bet(page)
    .getByRole('radio', { name: /2\.5 s/ })
    .check();
  await expectOpen(page);
  await reveal.click();
  await expectSettled(page);
  const predict = page.getByRole('region', { name: 'Predict' });
  await expect(predict.locator('.chosen')).toContainText('your bet');
  await expect(predict.locator('.chosen')).toContainText('2.5 s');
  await expect(predict.locator('.truth')).toContainText('4.0 s');
  await expect(predict.locator('.because')).not.toBeEmpty();
  await block(page).fill('1');
  await expect(predict.locator('.truth')).toContainText('2.0 s');
  await expect(predict).toContainText('2.5 s');
  await expect(predict).toContainText(/your bet/i);
});

test('it can be skipped', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Skip' }).click();
  await expectSettled(page);
  await expect(page.getByText('your bet', { exact: true })).toHaveCount(0);
});

test('moving a slider skips it', async ({ page }) => {
  await open(page);
  await block(page).fill('2.9');
  await expectSettled(page);
});

test('Play comes to the question and asks; to play on is to go without a bet, and says so', async ({
  page,
}) => {
  await open(page, '?speed=4');
  const play = page.getByRole('button', { name: 'Play', exact: true });
  await play.click();
  await expect(page.locator('html')).toHaveAttribute('data-state', 'paused');
  expect(await root(page, 'time-ms')).toBe('1500');
  await expectOpen(page);
  await expect(page.getByRole('alert')).toHaveText(`Your bet, before you go on: ${question}`);
  await expect(predict(page)).toContainText('your turn');
  await play.click();
  await expectSettled(page);
  expect(await root(page, 'state')).toBe('playing');
  await expect(predict(page)).toContainText('No bet was placed.');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a step over the question asks once, one up to it does not', async ({ page }) => {
  await open(page);
  await next(page).click();
  await next(page).click();
  await expectOpen(page);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await next(page).click();
  await expectOpen(page);
  await expect(page.getByRole('alert')).toHaveCount(1);
  expect(await root(page, 'time-ms')).toBe('1500');
  await next(page).click();
  await expectSettled(page);
  expect(await root(page, 'step')).toBe('4');
});

test('to jump past it skips it', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Last step' }).click();
  await expectSettled(page);
  await page.getByRole('button', { name: 'First step' }).click();
  await expectSettled(page);
});

test('so does an address past the moment, and only that', async ({ page }) => {
  await open(page, '?t=1400');
  await expectOpen(page);
  await open(page, '?t=4500');
  await expectSettled(page);
  expect(await root(page, 'state')).toBe('ready');
});

test('a choice that was not revealed is the bet, and nothing stops', async ({ page }) => {
  await open(page, '?speed=4');
  await bet(page)
    .getByRole('radio', { name: /1\.5 s/ })
    .check();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect(page.locator('.truth')).toBeVisible();
  expect(await root(page, 'state')).toBe('playing');
  await expect(page.locator('.chosen')).toContainText('your bet');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the question comes to the reader, with the answer, and goes again', async ({ page }) => {
    await open(page, '?speed=4');
    await expect(predict(page)).toBeHidden();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(bet(page)).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('region', { name: 'Machine' })).toBeVisible();
    await expect(next(page)).toBeInViewport({ ratio: 1 });
    await bet(page)
      .getByRole('radio', { name: /2\.5 s/ })
      .check();
    await page.getByRole('button', { name: 'Reveal' }).click();
    await expect(predict(page).locator('.because')).toBeInViewport({ ratio: 1 });
    await expect(predict(page).locator('.because')).toBeFocused();
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(predict(page)).toBeHidden();
    await expect(page.getByRole('tab', { name: 'Predict' })).toContainText('✓');
  });
});
