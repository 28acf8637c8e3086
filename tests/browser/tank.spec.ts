import { expect, open, root, test } from './open';

test.use({ reuseContext: true });

test('how fast the clients read is set in the picture, by pointer and by key: the run follows, a step back undoes it', async ({
  page,
}) => {
  await open(page, 'tank-and-tap/?file=1&t=1500');
  const handle = page.locator('[data-id="handle-rate"]');
  const picture = page.locator('svg.tank');
  const place = {
    value: await handle.getAttribute('aria-valuenow'),
    time: await root(page, 'time-ms'),
  };
  const { x, y, width, height } = (await handle.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + 400, y + height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(handle).toHaveAttribute('aria-valuenow', '10');
  await expect(handle).toBeFocused();
  await expect(page).toHaveURL(/rate=10/);
  await expect(picture.locator('[data-id="rate"]')).toContainText('10 MB/s');
  // They have it all earlier than those who read slowly.
  await page.getByRole('button', { name: 'Last step', exact: true }).click();
  expect(Number(await root(page, 'time-ms'))).toBeLessThan(Number(place.time));

  await handle.focus();
  await page.keyboard.press('Home');
  await expect(handle).toHaveAttribute('aria-valuenow', '0.1');
  await expect(page).toHaveURL(/rate=0\.1/);
  await page.getByRole('button', { name: 'Previous step', exact: true }).click();
  await expect(handle).toHaveAttribute('aria-valuenow', '10');
});

test('it is compared with another way to write, and both runs are drawn', async ({ page }) => {
  await open(page, 'tank-and-tap/?file=1&t=1500');
  await page.getByRole('button', { name: 'Compare' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('compare')).toBe('sender');
  await expect(page.getByRole('combobox', { name: 'Compared with' })).toBeVisible();
  await expect(page.locator('svg.tank')).toContainText('FileSender');
});
