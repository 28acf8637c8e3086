import { loaders } from '../../scenarios/lessons';
import { covered, pictures, sideways, wrongText } from './measure';
import { expect, open, test } from './open';

/** Windows that people have: desks, small laptops, tablets, phones, a phone held sideways; the last but one is 200 % zoom. */
const sizes = [
  [1440, 900],
  [1440, 789],
  [1366, 768],
  [1280, 720],
  [1024, 768],
  [820, 1180],
  [844, 390],
  [720, 450],
  [390, 844],
] as const;

test.use({ reuseContext: true });

for (const id of Object.keys(loaders)) {
  test(`${id}: nothing is cut, overlaps or is covered in any window, at both ends of its slider`, async ({
    page,
  }) => {
    test.slow();
    // An address that names a step asks for no bet: the bet is settled.
    await open(page, `${id}/?step=1`);
    const html = page.locator('html');
    const slider = page.locator('.bar input[type=range]').first();
    const heights = new Map<string, Set<number>>();
    for (const end of ['as it is', 'min', 'max']) {
      await page.setViewportSize({ width: 1440, height: 900 });
      if (end !== 'as it is') await slider.fill((await slider.getAttribute(end))!);
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press('Home');
      const steps = Number(await html.getAttribute('data-steps'));
      let step = 1;
      const middle = end === 'as it is' ? [Math.ceil(steps / 2)] : [];
      for (const place of new Set([1, ...middle, steps])) {
        for (; step < place; step++) await page.keyboard.press('ArrowRight');
        await expect(html).toHaveAttribute('data-step', String(place));
        for (const [width, height] of sizes) {
          await page.setViewportSize({ width, height });
          await pictures(page, 2);
          const at = `${end}, step ${place}, ${width} × ${height}`;
          expect.soft(await wrongText(page), at).toEqual([]);
          expect.soft(await sideways(page), at).toBe(0);
          const { layout, bar, needed } = await covered(page);
          expect.soft(layout === 'wide' ? needed : [], at).toEqual([]);
          const known = heights.get(`${width} × ${height}`) ?? new Set();
          heights.set(`${width} × ${height}`, layout === 'wide' ? known.add(bar) : known);
        }
      }
    }
    for (const [size, { size: different }] of heights) {
      expect.soft(different, `heights of the bar, ${size}`).toBeLessThanOrEqual(1);
    }
    const low = [...(heights.get('1366 × 768') ?? [])];
    expect.soft(low.filter((px) => px > 110)).toEqual([]);
  });
}
