import { loaders } from '../../scenarios/lessons';
import { rulesIn, violations } from './axe';
import {
  covered,
  littlePicture,
  noCaption,
  sideways,
  unsteadyBar,
  wrongRows,
  wrongText,
} from './looks';
import { found, foundAtBeats, resize } from './measure';
import { expect, open, root, test, type Page } from './open';
import { desk, narrow, phone, windows } from './windows';

// Every scenario, in every variant, at every beat, in every window: what a reader meets on the way from first to last.

/** Besides these: 768 × 1024 has the layout of 820 × 1180, and the narrowest is looked at in layout.spec. */
const others = windows.filter(
  (size) => size !== desk && size !== phone && size !== narrow && size.width !== 768,
);
const looks = [wrongText, sideways, covered, unsteadyBar, littlePicture];

test.use({ reuseContext: true });

/** Presses tabs, one after another: those of the panels between which a narrow window chooses, and of the variants. */
async function choose(page: Page, ...names: string[]): Promise<void> {
  await page.evaluate(async (names) => {
    for (const name of names) {
      const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
      tabs.find((tab) => tab.textContent.trim() === name)?.click();
      await new Promise(requestAnimationFrame);
    }
  }, names);
}

/** The names of the variants; one that is empty where there is but one. */
async function variants(page: Page): Promise<string[]> {
  const tabs = page.getByRole('tablist', { name: 'Variant' }).getByRole('tab');
  const names = await tabs.allTextContents();
  return names.length > 0 ? names.map((name) => name.trim()) : [''];
}

/** Moves the slider that is in sight to its least or greatest value, or back. */
async function slide(page: Page, to: 'min' | 'max' | 'back'): Promise<void> {
  await page.evaluate((to) => {
    const range = document.querySelector<HTMLInputElement>('.bar input[type=range]')!;
    const first = (range.dataset['first'] ??= range.value);
    range.value = to === 'back' ? first : range[to];
    range.dispatchEvent(new Event('input', { bubbles: true }));
  }, to);
}

for (const id of Object.keys(loaders)) {
  test(`${id}: every beat of every variant, in every window, axe, its address`, async ({
    page,
  }) => {
    test.slow();
    await open(page, `${id}/?theme=light`);
    await resize(page, phone);
    expect.soft(await found(page, ...looks), 'before the bet, on a phone').toEqual([]);
    await resize(page, { width: 1280, height: 720 });
    expect.soft(await found(page, covered), 'before the bet, on a small laptop').toEqual([]);
    // Whoever has seen the end is not asked for a bet on the way.
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    const names = await variants(page);
    // A run is made once, and seen in one window after another: a window is cheaper than a run.
    for (const name of names) {
      await resize(page, desk);
      await choose(page, name);
      for (const size of name === names[0] ? [desk, ...others, phone] : [desk, phone]) {
        await resize(page, size);
        const at = `${name}, ${size.width} × ${size.height}`;
        await choose(page, 'Code');
        expect.soft(await found(page, wrongRows), `code, ${at}`).toEqual([]);
        await choose(page, 'Picture');
        const beats = others.includes(size) ? 'some' : 'every';
        expect.soft(await foundAtBeats(page, beats, [...looks, noCaption]), at).toEqual([]);
      }
    }
    await resize(page, desk);
    await choose(page, names[0]!);
    for (const end of ['min', 'max'] as const) {
      await slide(page, end);
      for (const size of [desk, ...others, phone]) {
        await resize(page, size);
        const at = `slider, ${end}, ${size.width} × ${size.height}`;
        expect.soft(await foundAtBeats(page, 'ends', looks), at).toEqual([]);
      }
    }
    await slide(page, 'back');

    await page.getByRole('button', { name: 'Previous step' }).click();
    expect.soft(await violations(page), 'a phone').toEqual([]);
    await resize(page, desk);
    expect.soft(await violations(page), 'light').toEqual([]);
    await page.getByRole('button', { name: 'Theme' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    expect.soft(await violations(page, undefined, rulesIn('dark')), 'dark').toEqual([]);

    await expect(page).toHaveURL(/step=.*theme=dark/);
    const event = await root(page, 'event');
    await page.setViewportSize(phone);
    await open(page, page.url());
    expect(await root(page, 'event')).toBe(event);
    expect(await root(page, 'scenario')).toBe(id);
    expect(await root(page, 'theme')).toBe('dark');
    expect.soft(await found(page, ...looks), 'opened on a phone').toEqual([]);
  });
}
