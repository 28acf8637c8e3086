import { expect, open, root, test } from './open';

test.use({ reuseContext: true });

test('reactor and next event are chosen by key and pointer; the address carries them, and steps back take them back', async ({
  page,
}) => {
  await open(page, 'wrong-hand/?step=lies');
  const radio = (name: string) => page.getByRole('radio', { name, exact: true });
  await radio('select').focus();
  await page.keyboard.press('ArrowRight');
  await expect(radio('epoll')).toBeChecked();
  await expect(radio('epoll')).toBeFocused();
  await expect(page).toHaveURL(/reactor=epoll/);
  await page.getByRole('button', { name: 'Previous step' }).click();
  await expect(radio('select')).toBeChecked();
  await expect(page).toHaveURL(/reactor=select/);

  await radio('nothing ever comes').click();
  await expect(page).toHaveURL(/next=nobody/);
  await page.getByRole('button', { name: 'Last step' }).click();
  expect(await root(page, 'step-id')).toBe('never');
  await radio('C sends another line').click();
  await expect(page).toHaveURL(/next=C/);

  // Who ran a line stands beside it: what the worker writes is the worker's.
  await expect(page.locator('[data-line="9"] b')).toHaveText('W');
});
