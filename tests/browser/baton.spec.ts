import { expect, open, root, test } from './open';

test.use({ reuseContext: true });

test('jobs and the switch interval are set in the picture, by pointer and by key, the address has them, and a step back undoes it', async ({
  page,
}) => {
  await open(page, 'one-baton/?step=waited');
  const place = await root(page, 'step-id');
  const picture = page.locator('[data-id="baton"]');
  const worker = (n: number) => picture.locator(`[data-id="seat-${n}"]`);
  const [less, more] = ['one job less', 'one job more'].map((name) =>
    picture.getByRole('button', { name }),
  ) as [ReturnType<typeof picture.getByRole>, ReturnType<typeof picture.getByRole>];
  const interval = picture.getByRole('slider', { name: 'Switch interval' });

  await more.click();
  await expect(worker(2)).toContainText('worker 2');
  await expect.poll(() => page.url()).toContain('jobs=2');
  await more.focus();
  await page.keyboard.press('Enter');
  await expect(worker(3)).toContainText('worker 3');

  // The interval is dragged to the right, and then taken one ms further.
  const from = (await interval.locator('.grip').boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 80, from.y + from.height / 2, { steps: 4 });
  await page.mouse.up();
  const dragged = Number(await interval.getAttribute('aria-valuenow'));
  expect(dragged).toBeGreaterThan(5);
  await page.keyboard.press('ArrowRight');
  await expect(interval).toHaveAttribute('aria-valuenow', String(dragged + 1));
  await expect.poll(() => page.url()).toContain(`switch=${dragged + 1}`);

  const back = page.getByRole('button', { name: 'Previous step' });
  await back.click();
  await expect(interval).toHaveAttribute('aria-valuenow', String(dragged));
  await back.click();
  await expect(interval).toHaveAttribute('aria-valuenow', '5');
  await back.click();
  await back.click();
  await expect(worker(2)).not.toContainText('worker 2');
  expect(await root(page, 'step-id')).toBe(place);
  await less.click();
  await expect(worker(1)).not.toContainText('worker 1');
  await expect(less).toHaveAttribute('aria-disabled', 'true');
});
