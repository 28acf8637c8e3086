import { block, expect, open, test } from './open';

test.use({ reuseContext: true });

test('a wait is asked about at its number: the sentence, then link by link through every panel', async ({
  page,
}) => {
  await open(page, '?step=together');
  const why = page.getByRole('button', { name: 'Why did A wait 2.5 s?' });
  await why.click();
  await expect(page.getByRole('heading', { name: 'Why did A wait?' })).toBeFocused();
  const predict = page.getByRole('region', { name: 'Predict' });
  await expect(predict).toContainText(
    'Nobody asked before 4.02 s: the one thread was in C’s handler.',
  );

  await predict.getByRole('button', { name: /nobody asks/ }).click();
  await expect(page.locator('html')).toHaveAttribute('data-time-ms', '1520');
  await expect(page.locator('[data-id=focus-readiness]')).toHaveCount(1);
  await predict.getByRole('button', { name: /bytes are read/ }).click();
  await expect(page.locator('html')).toHaveAttribute('data-time-ms', '4020');

  await predict.getByRole('button', { name: 'Close' }).click();
  await expect(predict.getByRole('radiogroup')).toBeVisible();
  await expect(why).toBeFocused();
});

test('it is asked in the table, by keyboard alone, and follows the slider', async ({ page }) => {
  await open(page, '?step=together');
  const cell = page.getByRole('table', { name: 'Waits' }).getByRole('button').nth(1);
  await cell.focus();
  await page.keyboard.press('Enter');
  const predict = page.getByRole('region', { name: 'Predict' });
  await expect(predict.getByRole('heading', { name: 'Why did B wait?' })).toBeFocused();
  await expect(predict).toContainText('after 1.9 s');
  await block(page).fill('2');
  await expect(predict).toContainText('after 0.9 s');
});

test('a bar of the timeline is pressed', async ({ page }) => {
  await open(page, '?step=together');
  const bar = page.locator('[data-id^=wait-C-] rect.wait');
  await bar.scrollIntoViewIfNeeded();
  const box = (await bar.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.getByRole('heading', { name: 'Why did C wait?' })).toBeVisible();
});

test('before the bet nobody is told', async ({ page }) => {
  await open(page);
  await expect(page.getByRole('button', { name: /^Why did/ })).toHaveCount(0);
});
