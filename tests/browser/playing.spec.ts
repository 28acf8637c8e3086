import { expect, open, root, test } from './open';

// Playing, on a page whose clock the test turns. The page is its own: of one that is used again, the clock of the test
// before is taken out piece by piece while it loads, and an error in it is the next test's.

test('plays through to the end, pauses, and goes at the chosen speed', async ({ page }) => {
  await page.clock.install();
  await open(page, '?block=0.5');
  await page.clock.pauseAt(Date.now() + 1000);
  await page.getByRole('button', { name: 'Skip' }).click();
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('4');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  expect(await root(page, 'state')).toBe('playing');
  await page.clock.runFor(600);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  expect(await root(page, 'state')).toBe('paused');
  const step = Number(await root(page, 'step'));
  expect(step).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.clock.runFor(40_000);
  expect(await root(page, 'state')).toBe('ended');
  expect(await root(page, 'step')).toBe(await root(page, 'steps'));
});

for (const [name, query, media] of [
  ['asked for by the system', '?block=3', 'reduce'],
  ['asked for by the address', '?block=3&motion=reduce', 'no-preference'],
] as const) {
  test(`playing shows beats as stills: ${name}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: media });
    await page.clock.install();
    await open(page, query);
    expect(await root(page, 'motion')).toBe('reduce');
    await page.clock.pauseAt(Date.now() + 1000);
    await page.getByRole('button', { name: 'Skip' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    const times = new Set<string | null>();
    for (let i = 0; i < 30; i++) {
      await page.clock.runFor(500);
      times.add(await root(page, 'time-ms'));
    }
    expect(Number(await root(page, 'step'))).toBeGreaterThanOrEqual(4);
    expect(times.size).toBeLessThanOrEqual(6);
  });
}
