import { course } from '../../scenarios/lessons';
import { expect, open, root, test, type Page } from './open';
import { phone } from './windows';

test.use({ reuseContext: true, viewport: phone });

/** Goes through a scenario by its bets and Next, by the keyboard alone. Returns how many bets were placed. */
async function readThrough(page: Page): Promise<number> {
  const reveal = page.getByRole('button', { name: 'Reveal', exact: true });
  const next = page.getByRole('button', { name: 'Next step', exact: true });
  // A bet asks one thing, or many.
  const unanswered = page.locator(
    '[role=radiogroup]:visible:not(:has(:checked, [aria-checked=true]))',
  );
  const onward = page.locator('.bar .onward');
  let bets = 0;
  for (let press = 0; press < 60; press++) {
    if (await onward.isVisible()) return bets;
    if (await reveal.isVisible()) {
      bets++;
      while ((await unanswered.count()) > 0) {
        await unanswered.first().getByRole('radio').first().focus();
        await page.keyboard.press('Space');
      }
      await reveal.focus();
    } else await next.focus();
    await page.keyboard.press('Enter');
  }
  throw new Error(`no end of ${page.url()}`);
}

test('from the first scenario to the last with nothing but Next and Reveal, without a mouse, on a phone', async ({
  page,
}) => {
  test.slow();
  const ids = course.map(({ id }) => id);
  const read: string[] = [];
  await open(page, `${ids[0]}/`);
  while (read.length < ids.length) {
    const id = (await root(page, 'scenario'))!;
    expect(await readThrough(page), `bets of ${id}`).toBeGreaterThan(0);
    read.push(id);
    const onward = page.locator('.bar .onward');
    await expect(onward).toBeFocused();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => !url.pathname.includes(`/${id}/`));
    if (read.length < ids.length)
      await expect(page.locator('html')).not.toHaveAttribute('data-state', 'loading');
  }
  expect(read).toEqual(ids);
});
