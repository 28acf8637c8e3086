import { expect, open, root, test, waits } from './open';

test.use({ reuseContext: true });

test('typed while C’s handler sleeps: it lies in the kernel and is answered late; taken back, shared, reset', async ({
  page,
}) => {
  await open(page, 'blocked-reactor/?t=2000');
  await page.getByText('Type', { exact: true }).click();
  const form = page.getByRole('form', { name: 'Be a client' });
  const line = form.getByRole('textbox', { name: 'Line to type' });
  await line.fill('hello');
  await line.press('Enter');

  await expect(form).toContainText('A’s “hello” is on the wire.');
  // Letters, Space and arrows are the field's while it has the focus.
  await line.pressSequentially('a b');
  expect(await root(page, 'state')).not.toBe('playing');
  await line.fill('');

  await page.getByRole('button', { name: 'Next step', exact: true }).click();
  await expect(form).toContainText('is in the kernel’s buffer: nobody has read it.');
  await expect(page.locator('[data-id="row-A"]')).toHaveText(/yoCRLFhelloCRLF/);
  await page.getByRole('button', { name: 'First step', exact: true }).click();
  await expect(form).toContainText('A’s “hello” comes at 2.00 s.');
  await page.getByRole('button', { name: 'Last step', exact: true }).click();
  await expect(form).toContainText('A’s “hello” is answered after 2.04 s.');

  // The link shows the same run.
  await expect(page).toHaveURL(/typed=A:2000:hello&step=together/);
  await open(page, page.url());
  await expect(form).toContainText('A’s “hello” is answered after 2.04 s.');
  await form.getByRole('button', { name: 'The scenario’s own' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('typed')).toBeNull();
  expect(await waits(page)).toEqual({ A: '2.5', B: '1.9', C: '3.0', D: '2.2' });
  await expect(form).not.toContainText('hello');
});

for (const where of ['', 'embed/']) {
  test(`${where}typed while it plays: the echo comes late, a step back takes it back as far, and it is undone`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 960, height: 540 });
    await open(page, `${where}blocked-reactor/?type=1&t=2000`);
    if (where === '') await page.getByText('Type', { exact: true }).click();
    const form = page.getByRole('form', { name: 'Be a client' });
    const line = form.getByRole('textbox', { name: 'Line to type' });
    const state = page.locator('html');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await expect(state).toHaveAttribute('data-state', 'playing');
    await line.fill('hello');
    await line.press('Enter');
    await expect(line).toHaveValue('');
    // It plays on, and the line is where it was sent: at the moment that was reached by then.
    await expect(state).toHaveAttribute('data-state', 'playing');
    const sent = page.locator('[data-id^="wait-A-"]');
    const longest = async (): Promise<string> => (await waits(page)).A!;
    await expect(state).toHaveAttribute('data-state', 'ended', { timeout: 30_000 });
    await expect.poll(longest).toBe('2.5');
    const before = await sent.count();
    await form.getByRole('button', { name: 'Take back' }).click();
    await expect(sent).toHaveCount(before - 1);
  });
}

test('an embed has the line with type=1, on a phone too it is typed and sent', async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 540 });
  await open(page, 'embed/blocked-reactor/?type=1&t=2000');
  const line = page.getByRole('textbox', { name: 'Line to type' });
  await line.fill('hello');
  await line.press('Enter');
  await expect(line).toHaveValue('');
  await expect(page.getByRole('link', { name: /open full lesson/ })).toHaveAttribute(
    'href',
    /typed=A:2000:hello/,
  );
  await open(page, 'embed/blocked-reactor/?t=2000');
  await expect(line).toHaveCount(0);

  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'chat/?t=1200');
  await page.getByText('Type', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Type as' }).selectOption('B');
  await line.fill('noon');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('typed')).toBe('B:1200:noon');
});

test('a stranger without a mouse: a bet, what the block is, a line that waits, Compare, Next', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page);
  const press = async (what: ReturnType<typeof page.getByRole>, key = 'Enter'): Promise<void> => {
    await what.focus();
    await page.keyboard.press(key);
  };
  const predict = page.getByRole('region', { name: 'Predict' });
  await press(predict.getByRole('radio', { name: /when C’s handler returns/ }), 'Space');
  await press(predict.getByRole('button', { name: 'Reveal' }));
  await expect(predict).toContainText(/You said|right|handler/);

  // To the block, and what it is.
  for (let i = 0; i < 3; i++)
    await press(page.getByRole('button', { name: 'Next step', exact: true }));
  await press(page.getByRole('button', { name: 'What is what' }));
  const card = page.locator('dialog.answer');
  await expect(card).toBeVisible();
  for (let i = 0; i < 40 && !/block/i.test(await card.innerText()); i++)
    await page.keyboard.press('ArrowRight');
  await expect(card).toContainText(/block/i);
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();

  await press(page.getByText('Type', { exact: true }));
  const form = page.getByRole('form', { name: 'Be a client' });
  await form.getByRole('textbox').focus();
  await page.keyboard.type('anyone?');
  await page.keyboard.press('Enter');
  await expect(form).toContainText(/A’s “anyone\?” is (on the wire|in the kernel)/);

  await press(page.getByRole('button', { name: 'Compare' }));
  await expect(page.locator('html')).toHaveAttribute('data-state', /ready|paused/);
  await expect.poll(() => new URL(page.url()).searchParams.get('compare')).toBe('block:0');
  await press(page.getByRole('button', { name: 'Last step', exact: true }));
  await press(page.getByRole('button', { name: 'Next step', exact: true }));
  await press(page.getByRole('link', { name: /After the block/ }).first());
  await expect(page).toHaveURL(/after-the-block/);
});
