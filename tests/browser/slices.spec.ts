import { expect, open, root, test } from './open';

test.use({ reuseContext: true });

test('the slice is set in the chart by pointer and by key, the address has it, and a step back undoes it', async ({
  page,
}) => {
  await open(page, 'slices/?step=cheap');
  const mark = page.locator('[data-id="slices"]').getByRole('slider', { name: 'Slice' });
  const place = await root(page, 'time-ms');
  // The other runs are made in a worker.
  await expect(page.locator('[data-id="turn-cost"]')).toHaveText(/modelled/);
  await expect(page.locator('[data-id="trade"] .dots.waits')).toHaveAttribute('d', /^M/);

  await mark.focus();
  await page.keyboard.press('ArrowRight');
  await expect(mark).toHaveAttribute('aria-valuenow', '500');
  await expect(mark).toBeFocused();
  await expect.poll(() => page.url()).toContain('slice=500');
  await expect(page.locator('[data-id="verdict"]')).toContainText('A 1.04 s');

  const [from, to] = [
    (await mark.boundingBox())!,
    (await page.locator('[data-id="trade"] .dots.works').boundingBox())!,
  ];
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, from.y, { steps: 5 });
  await page.mouse.up();
  await expect(mark).toHaveAttribute('aria-valuenow', '10');
  await expect.poll(() => page.url()).toContain('slice=10&');

  const back = page.getByRole('button', { name: 'Previous step' });
  await back.click();
  await expect(mark).toHaveAttribute('aria-valuenow', '500');
  await back.click();
  await expect(mark).toHaveAttribute('aria-valuenow', '250');
  expect(await root(page, 'time-ms')).toBe(place);
});
