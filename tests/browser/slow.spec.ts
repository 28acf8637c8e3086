import { block, expect, open, test, waits } from './open';

test('runs that take long are made in a worker, the last one is shown', async ({ page }) => {
  await page.addInitScript(() => {
    // A slow machine: whatever is measured took 300 ms.
    let nowMs = 0;
    performance.now = () => (nowMs += 300);
  });
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await open(page, '?step=6');
  expect(workers).toEqual([]);
  const values = ['2', '1', '4', '0.5'];
  await block(page).evaluate((range: HTMLInputElement, all) => {
    for (const value of all) {
      range.value = value;
      range.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }, values);
  const bench = page.locator('.workbench');
  await expect(bench).toHaveAttribute('aria-busy', 'false');
  await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  expect(workers).toHaveLength(1);
  expect(await waits(page)).toEqual({ A: '< 0.1', B: '< 0.1', C: '0.5', D: '< 0.1' });
  await expect(page).toHaveURL(/block=0\.5/);
});

test('while one is made nothing of an older one is to be seen', async ({ page }) => {
  await page.addInitScript(() => {
    let nowMs = 0;
    performance.now = () => (nowMs += 300);
    // A worker that never answers.
    Worker.prototype.postMessage = () => {};
  });
  await open(page, '?step=6');
  for (const value of ['2', '1']) await block(page).fill(value);
  await expect(page.locator('.workbench')).toHaveAttribute('aria-busy', 'true');
  await expect(page.locator('[data-id=machine]')).toBeHidden();
  await expect(page.locator('[data-id=timeline]')).toBeHidden();
  await expect(page.locator('.sentence')).toHaveText('This run is being computed.');
  expect(new Set(Object.values(await waits(page)))).toEqual(new Set(['…']));
  await expect(block(page)).toHaveAttribute('aria-valuetext', 'blocks for 1.0 seconds');
});
