import type { Page } from '@playwright/test';
import { block, expect, next, open, root, test, waits } from './open';

test.use({ reuseContext: true });

test('the address follows, and opening it gives the same picture', async ({ page, context }) => {
  await open(page);
  await block(page).fill('2.4');
  // Past the question: before it, the same address opened anew asks the bet again.
  for (let step = 1; step <= 6; step++) await next(page).click();
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('2');
  await page.getByRole('button', { name: 'Theme' }).click();
  await expect(page).toHaveURL(/\?block=2\.4&ask=1&compare=block:0&step=\w.*&speed=2&theme=dark$/);
  await page.getByRole('radio', { name: 'event', exact: true }).check({ force: true });
  await next(page).click();
  await expect(page).toHaveURL(/&step=\d+&by=event/);

  const other = await context.newPage();
  await open(other, page.url());
  for (const name of ['step', 'step-id', 'event', 'turn', 'time-ms', 'theme']) {
    expect(await root(other, name), name).toBe(await root(page, name));
  }
  for (const name of ['Machine', 'Timeline', 'Predict']) {
    const picture = (one: Page) => one.getByRole('region', { name, exact: true }).screenshot();
    expect((await picture(other)).equals(await picture(page)), name).toBe(true);
  }
});

test('a link is copied with everything in it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, '?step=4');
  await block(page).fill('2');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('status')).toHaveText('The link is on the clipboard.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).searchParams.get('block')).toBe('2');
});

test('each key of the address is heard', async ({ page }) => {
  await open(page, 'blocked-reactor/?block=1&ask=0.5&t=1234&by=turn&speed=0.5&theme=dark');
  await expect(block(page)).toHaveValue('1');
  await expect(page.getByRole('slider', { name: 'C asks at' })).toHaveValue('0.5');
  expect(await root(page, 'time-ms')).toBe('1234');
  await expect(page.getByRole('radio', { name: 'turn', exact: true })).toBeChecked();
  await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('0.5');
  expect(await root(page, 'theme')).toBe('dark');
  await expect(page.getByRole('status')).toBeEmpty();
});

test('t wins over step, and a step is a name or a number', async ({ page }) => {
  await open(page, '?step=5');
  expect(await root(page, 'step')).toBe('5');
  const id = await root(page, 'step-id');
  await open(page, `?step=${id}`);
  expect(await root(page, 'step')).toBe('5');
  await open(page, '?step=5&t=100');
  expect(await root(page, 'time-ms')).toBe('100');
});

for (const [query, words] of [
  ['block=99', /block 99 is out of range: 5 is used/],
  ['block=much', /block “much” is not a number: 3 is used/],
  ['step=nowhere', /step “nowhere” is not known/],
  ['step=77', /step 77 is not one of 1 to 9: 9 is used/],
  ['t=-5', /t -5 is outside the run/],
  ['t=1e9', /outside the run/],
  ['variant=none', /variant “none” is not known/],
  ['compare=block', /compare “block” is not known/],
  ['theme=pink&speed=9', /speed 9 is out of range: 4 is used; theme “pink” is not known/],
] as const) {
  test(`a bad value is put right and said once: ${query}`, async ({ page }) => {
    await open(page, `?${query}`);
    const status = page.getByRole('status');
    await expect(status).toHaveText(words);
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
    await next(page).click();
    await expect(status).toBeEmpty();
  });
}

test('unknown keys are ignored in silence', async ({ page }) => {
  await open(page, '?utm_source=news&blok=4&__proto__=x');
  await expect(page.getByRole('status')).toBeEmpty();
  await expect(block(page)).toHaveValue('3');
});

test('compare draws two aligned runs with one playhead and both longest waits', async ({
  page,
}) => {
  await open(page, '?t=4500');
  const compare = page.getByRole('button', { name: 'Compare' });
  await compare.click();
  await expect(compare).toHaveAttribute('aria-pressed', 'true');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline.getByText('block 0.0 s')).toBeVisible();
  await expect(timeline.getByText('block 3.0 s')).toBeVisible();
  await expect(page.getByRole('slider', { name: 'Time' })).toHaveCount(1);
  await expect(page.locator('[data-id=worst-other-A]')).toHaveText('< 0.1 s');
  await expect(page.locator('[data-id=worst-chosen-A]')).toHaveText('2.5 s');
  expect(await waits(page)).toMatchObject({ A: '2.5', B: '1.9', C: '3.0', D: '2.2' });
  await block(page).fill('1');
  await expect(timeline.getByText('block 1.0 s')).toBeVisible();
  await compare.click();
  await expect(timeline.getByText('block 0.0 s')).toHaveCount(0);
});

test('an address that does not exist lists those that do', async ({ page }) => {
  await page.goto('404.html');
  await expect(page.getByRole('link', { name: 'The blocked reactor' })).toBeVisible();
});

test('below an embed, too, its links lead to the site', async ({ page, baseURL }) => {
  const address = 'embed/blocked-reactor/zz/';
  // The answer that the server gives is an error in the console.
  await page.route(`**/${address}`, async (route) =>
    route.fulfill({ response: await route.fetch(), status: 200 }),
  );
  await page.goto(address);
  const home = page.getByRole('link', { name: 'Inside the reactor' });
  await expect(home).toHaveJSProperty('href', baseURL);
  await expect(page.getByRole('link', { name: 'The blocked reactor' })).toHaveJSProperty(
    'href',
    `${baseURL}blocked-reactor/`,
  );
});
