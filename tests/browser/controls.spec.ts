import type { Look } from './looks';
import { resize, foundAtBeats } from './measure';
import { block, expect, next, open, root, test, waits } from './open';

test.use({ reuseContext: true });

test('opens on the picture at its first step, with everything in its place, by role and name', async ({
  page,
}) => {
  await open(page);
  for (const [name, value] of Object.entries({
    scenario: 'blocked-reactor',
    step: '1',
    state: 'ready',
    'step-id': 'answered',
  })) {
    expect(await root(page, name), name).toBe(value);
  }
  expect(Number(await root(page, 'steps'))).toBe(9);
  for (const name of ['Machine', 'Timeline', 'Code', 'Predict']) {
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('navigation', { name: 'Scenarios' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'How long would your users wait?',
  );
  await expect(page).toHaveTitle(/The blocked reactor/);
  expect(await page.evaluate(() => document.getAnimations().length), 'nothing moves').toBe(0);

  const buttons = ['Play', 'Previous step', 'Next step', 'First step', 'Last step'];
  for (const name of [...buttons, 'Compare', 'Copy link', 'Theme', 'Skip']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeVisible();
  }
  for (const name of ['Time', 'Block duration', 'C asks at']) {
    await expect(page.getByRole('slider', { name, exact: true })).toBeVisible();
  }
  const stepBy = page.getByRole('radiogroup', { name: 'Step by' });
  for (const name of ['beat', 'event', 'turn']) {
    await expect(stepBy.getByRole('radio', { name, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('combobox', { name: 'Speed' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Waits' })).toBeVisible();
  const variants = page.getByRole('tablist', { name: 'Variant' }).getByRole('tab');
  await expect(variants).toHaveText(['blocking', '+ Deferred', 'deferToThread']);
});

test('steps forward and back through every beat, each with its sentence', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Skip' }).click();
  const caption = page.locator('[aria-live=polite]');
  const seen: string[] = [];
  for (let step = 1; step <= 9; step++) {
    await expect(page.locator('html')).toHaveAttribute('data-step', String(step));
    seen.push(await caption.innerText());
    await next(page).click();
  }
  expect(new Set(seen).size).toBe(9);
  await expect(page.locator('html')).toHaveAttribute('data-step', '9');
  for (let step = 9; step >= 1; step--) {
    await expect(page.locator('html')).toHaveAttribute('data-step', String(step));
    await expect(caption).toHaveText(seen[step - 1]!);
    await page.getByRole('button', { name: 'Previous step' }).click();
  }
  await page.getByRole('button', { name: 'Last step' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-step', '9');
  await page.getByRole('button', { name: 'First step' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-step', '1');
});

test('steps by event and by turn', async ({ page }) => {
  await open(page);
  const event = Number(await root(page, 'event'));
  await page.getByRole('radio', { name: 'event', exact: true }).check({ force: true });
  await next(page).click();
  await next(page).click();
  expect(Number(await root(page, 'event'))).toBe(event + 2);
  await page.getByRole('button', { name: 'Previous step' }).click();
  expect(Number(await root(page, 'event'))).toBe(event + 1);
  await page.getByRole('radio', { name: 'turn', exact: true }).check({ force: true });
  const turn = Number(await root(page, 'turn'));
  await next(page).click();
  expect(Number(await root(page, 'turn'))).toBe(turn + 1);
  await page.getByRole('button', { name: 'First step' }).click();
  expect(await root(page, 'step')).toBe('1');
});

/** A’s and C’s longest waits, read off the run at each end of the slider and beside it. */
const longest = [
  ['0', '< 0.1', '< 0.1'],
  ['0.1', '< 0.1', '0.1'],
  ['1', '0.5', '1.0'],
  ['3', '2.5', '3.0'],
  ['5', '4.5', '5.0'],
] as const;

test('the block slider makes the whole run again', async ({ page }) => {
  await open(page, '?t=5000');
  for (const [value, a, c] of longest) {
    await block(page).fill(value);
    await expect.poll(() => waits(page), value).toMatchObject({ A: a, C: c });
    const spoken = await block(page).getAttribute('aria-valuetext');
    if (value === '0') expect(spoken).toContain('does not block');
    else expect(spoken).toContain(`blocks for ${Number(value).toFixed(1)} seconds`);
    await expect(page.locator('[data-id=worst-chosen-A]')).toHaveText(`${a} s`);
    await expect(page.getByRole('region', { name: 'Code' })).toContainText(
      `BLOCK = ${Number(value).toFixed(1)}`,
    );
    const blocked = page.getByRole('region', { name: 'Timeline' }).getByText(/^BLOCKED/);
    await expect(blocked).toHaveCount(Number(value) > 0.1 ? 1 : 0);
  }
});

test('a slider keeps the reader’s place and never rescales the axis', async ({ page }) => {
  await open(page, '?step=5');
  const id = await root(page, 'step-id');
  const axis = page.locator('[data-id=timeline] text').filter({ hasText: /^\d+ s$/ });
  const ticks = await axis.allTextContents();
  for (const value of ['4', '2', '3.5']) {
    await block(page).fill(value);
    expect(await root(page, 'step-id')).toBe(id);
    expect(await axis.allTextContents()).toEqual(ticks);
  }
  await page.getByRole('slider', { name: 'C asks at' }).fill('1.5');
  expect(await axis.allTextContents()).toEqual(ticks);
});

test('the other slider moves the question', async ({ page }) => {
  await open(page, '?t=0');
  const before = (await waits(page)).D;
  await page.getByRole('slider', { name: 'C asks at' }).fill('3');
  await expect(page.getByRole('slider', { name: 'C asks at' })).toHaveAttribute(
    'aria-valuetext',
    /C asks at 3.0 seconds; A’s longest wait/,
  );
  expect((await waits(page)).D).not.toBe(before);
});

const lineOutOfSight: Look = () => {
  const list = document.querySelector('[data-id=code]')!;
  const frame = list.getBoundingClientRect();
  const line = list.querySelector('[aria-current]')!.getBoundingClientRect();
  const hidden = Math.max(frame.top - line.top, line.bottom - frame.bottom);
  return hidden > 1 ? [`${hidden} px of the line are hidden`] : [];
};

test('the line that runs is in sight in the code', async ({ page }) => {
  await open(page);
  // Whoever has seen the end is not asked for a bet on the way.
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  for (const width of [1440, 1024]) {
    await resize(page, { width, height: 800 });
    expect(await foundAtBeats(page, 'every', [lineOutOfSight]), `${width}`).toEqual([]);
  }
});

test('variants are tabs over the code, and change the whole run', async ({ page }) => {
  await open(page, '?t=5000');
  const code = page.getByRole('region', { name: 'Code' });
  await expect(code.getByRole('tab', { name: 'blocking' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await code.getByRole('tab', { name: 'deferToThread' }).click();
  await expect(code).toContainText('deferToThread(slow_report)');
  expect(await waits(page)).toMatchObject({ A: '< 0.1', C: '3.0' });
  await expect(page).toHaveURL(/variant=thread/);
  await page.keyboard.press('ArrowLeft');
  await expect(code.getByRole('tab', { name: '+ Deferred' })).toBeFocused();
  expect(await waits(page)).toMatchObject({ A: '2.5', C: '3.0' });
  await expect(page).toHaveURL(/variant=deferred/);
});

test('the playhead is dragged, and moved with the keys of a slider', async ({ page }) => {
  await open(page);
  const time = page.getByRole('slider', { name: 'Time' });
  await time.focus();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  await expect(time).toHaveAttribute('aria-valuetext', /^1\.6 seconds/);
  expect(Number(await root(page, 'time-ms'))).toBe(1600);
  const plot = (await page.locator('[data-id=timeline]').boundingBox())!;
  await page.mouse.move(plot.x + plot.width * 0.3, plot.y + plot.height / 2);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * 0.6, plot.y + plot.height / 2, { steps: 4 });
  await page.mouse.up();
  expect(Number(await root(page, 'time-ms'))).toBeGreaterThan(3000);
});

test('code that is scrolled away stays so until another line runs', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, 'blocked-reactor/?step=5');
  const list = page.getByRole('list', { name: 'server.py' });
  const end = await list.evaluate((code) => (code.scrollTop = code.scrollHeight) && code.scrollTop);
  expect(end).toBeGreaterThan(100);
  for (const value of ['2', '4']) {
    await block(page).fill(value);
    expect(await list.evaluate((code) => code.scrollTop), value).toBe(end);
  }
  await list.evaluate((code) => (code.scrollTop = 0));
  await next(page).click();
  await next(page).click();
  await expect.poll(() => list.evaluate((code) => code.scrollTop)).toBeGreaterThan(0);
});
