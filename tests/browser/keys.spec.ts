import { block, expect, open, root, test } from './open';

test.use({ reuseContext: true });

test('the keys of the page', async ({ page }) => {
  await open(page);
  const step = () => root(page, 'step');
  await page.keyboard.press('ArrowRight');
  expect(await step()).toBe('2');
  await page.keyboard.press('ArrowLeft');
  expect(await step()).toBe('1');
  const event = Number(await root(page, 'event'));
  await page.keyboard.press('Shift+ArrowRight');
  expect(Number(await root(page, 'event'))).toBe(event + 1);
  await page.keyboard.press('Shift+ArrowLeft');
  expect(Number(await root(page, 'event'))).toBe(event);
  await page.keyboard.press('End');
  expect(await step()).toBe('9');
  await page.keyboard.press('Home');
  expect(await step()).toBe('1');
  await page.keyboard.press('Space');
  expect(await root(page, 'state')).toBe('playing');
  await page.keyboard.press('Space');
  expect(await root(page, 'state')).toBe('paused');
});

test('a focused control keeps its own keys', async ({ page }) => {
  await open(page, '?step=3&t=3000');
  const event = await root(page, 'event');
  await block(page).focus();
  await page.keyboard.press('ArrowRight');
  await expect(block(page)).toHaveValue('3.1');
  await page.keyboard.press('Home');
  await expect(block(page)).toHaveValue('0');
  await page.keyboard.press('End');
  await expect(block(page)).toHaveValue('5');
  expect(await root(page, 'time-ms')).toBe('3000');

  await page.getByRole('radio', { name: 'beat', exact: true }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'event', exact: true })).toBeChecked();
  expect(await root(page, 'time-ms')).toBe('3000');
  expect(event).not.toBeNull();
});

test('space presses the focused button and does nothing besides', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Next step' }).focus();
  await page.keyboard.press('Space');
  expect(await root(page, 'step')).toBe('2');
  expect(await root(page, 'state')).toBe('ready');
});

test('no key is trapped: Tab walks through everything and out again', async ({ page }) => {
  await open(page);
  const seen = new Set<string>();
  let left = false;
  for (let i = 0; i < 200 && !left; i++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const focused = document.activeElement!;
      if (focused === document.body) return null;
      const box = focused.getBoundingClientRect();
      return `${focused.tagName} ${focused.getAttribute('aria-label') ?? focused.textContent} ${box.x},${box.y}`;
    });
    if (name === null || seen.has(name)) left = true;
    else seen.add(name);
  }
  expect(left).toBe(true);
  expect(seen.size).toBeGreaterThan(14);
});

test('what has the focus is seen to have it', async ({ page }) => {
  await open(page);
  for (let i = 0; i < 24; i++) {
    await page.keyboard.press('Tab');
    const unmarked = await page.evaluate(() => {
      const focused = document.activeElement as HTMLElement | SVGElement;
      if (focused === document.body) return null;
      // A radio in a segment shows it on the segment, the playhead on its handle.
      const shown = [focused.closest('.segment') ?? focused, ...focused.querySelectorAll('.pill')];
      const look = () =>
        shown.map((one) => {
          const { outline, stroke, strokeWidth } = getComputedStyle(one);
          return [outline, stroke, strokeWidth].join();
        });
      const with_ = look().join();
      focused.blur();
      const without = look().join();
      focused.focus();
      return with_ === without ? focused.outerHTML.slice(0, 80) : null;
    });
    expect(unmarked).toBeNull();
  }
});
