import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebDriver } from './webDriver';

const decks = process.env['REACTOR_DECKS']!;

let browser: WebDriver;
beforeAll(async () => {
  browser = await WebDriver.open();
  await browser.resize(1280, 720);
});
afterAll(() => browser?.close());

const slide = (): Promise<string> => browser.evaluate('location.hash');
const shown = 'section.shown iframe';

for (const origin of ['same', 'other']) {
  test(`on a plain page, embeds of the ${origin} origin play while they are shown, and walk their steps`, async () => {
    await browser.goto(`${decks}${origin}/plain/#1`);
    await browser.evaluate('document.body.focus()');
    await browser.press('PageDown');
    await expect.poll(slide).toBe('#2');
    await browser.enter(shown);
    await expect.poll(() => browser.root('state'), { timeout: 30_000 }).toBe('playing');
    await expect
      .poll(async () => Number(await browser.root('step')), { timeout: 30_000 })
      .toBeGreaterThan(1);

    await browser.enter(null);
    await browser.evaluate(`location.hash = '#3'`);
    await expect
      .poll(async () => {
        await browser.enter('iframe');
        return browser.root('state');
      })
      .toBe('paused');

    await browser.enter(null);
    await browser.evaluate(`location.hash = '#4'`);
    await browser.click(shown, 0.02, 0.02);
    await browser.enter(shown);
    await expect.poll(() => browser.root('step')).toBe('1');
    for (const step of ['2', '3']) {
      await browser.press('PageDown');
      await expect.poll(() => browser.root('step')).toBe(step);
    }
    await browser.press('PageUp');
    await expect.poll(() => browser.root('step')).toBe('2');
    await browser.enter(null);
    expect(await slide()).toBe('#4');

    // In a sandbox there is no storage, no origin and no other file.
    await browser.evaluate(`location.hash = '#6'`);
    await browser.enter(shown);
    await expect.poll(() => browser.root('state'), { timeout: 30_000 }).toBe('playing');
    await browser.enter(null);
  });
}
