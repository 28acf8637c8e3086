import { expect, open, test } from './open';

test.use({ reuseContext: true });

test('C hangs up, by the button, by key or by dragging; the address carries it, and a step back takes it back', async ({
  page,
}) => {
  await open(page, 'defer-to-thread/?step=meanwhile');
  const handle = page.getByRole('slider', { name: 'C hangs up' });
  await page.getByRole('button', { name: 'C hangs up now' }).press('Enter');
  await expect(page).toHaveURL(/hangup=1\.6/);
  await expect(handle).toHaveAttribute('aria-valuetext', 'C hangs up at 1.6 s');
  await page.getByRole('button', { name: 'Previous step' }).click();
  await expect(page).toHaveURL(/hangup=never/);

  await handle.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/hangup=7\.0/);
  const { x, y, width, height } = (await handle.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x - 300, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/hangup=[2-5]\.\d/);
  await page.getByRole('button', { name: 'C stays after all' }).click();
  await expect(page).toHaveURL(/hangup=never/);
});
