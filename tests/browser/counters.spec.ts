import { expect, open, root, test } from './open';

test.use({ reuseContext: true });

test('arrivals are set against counters by pointer and by key, the address has it, and a step back undoes it', async ({
  page,
}) => {
  await open(page, 'thread-pool/?arrivals=8&pool=10&job=1.5&long=10&step=ticket');
  const place = await root(page, 'time-ms');
  const counters = page.getByRole('slider', { name: 'Open counters' });
  await counters.focus();
  await page.keyboard.press('ArrowRight');
  await expect(counters).toHaveAttribute('aria-valuenow', '11');

  // Counter 20 is pressed: so many are open.
  await page.locator('[data-id=counter]').nth(19).click();
  await expect(counters).toHaveAttribute('aria-valuenow', '20');
  await expect.poll(() => page.url()).toContain('pool=20');

  // The end of the other bar is dragged, as one deed.
  const arrivals = page.getByRole('slider', { name: 'Arrivals a second' });
  const box = (await arrivals.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 40, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(arrivals).not.toHaveAttribute('aria-valuenow', '8');

  const back = page.getByRole('button', { name: 'Previous step' });
  await back.click();
  await expect(arrivals).toHaveAttribute('aria-valuenow', '8');
  await back.click();
  await expect(counters).toHaveAttribute('aria-valuenow', '11');
  await back.click();
  await expect(counters).toHaveAttribute('aria-valuenow', '10');
  expect(await root(page, 'time-ms')).toBe(place);
});
