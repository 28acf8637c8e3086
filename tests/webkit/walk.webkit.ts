import { afterAll, beforeAll, expect, test } from 'vitest';
import { loaders } from '../../scenarios/lessons';
import { covered, noCaption, sideways, wrongText } from '../browser/looks';
import { foundAtBeats } from '../browser/measure';
import { WebDriver } from './webDriver';

const site = process.env['REACTOR_SITE']!;
const looks = [wrongText, sideways, covered, noCaption];
/** A desk, and the narrowest window that this browser has. */
const windows = [
  [1440, 900],
  [390, 844],
] as const;

let browser: WebDriver;
beforeAll(async () => {
  browser = await WebDriver.open();
});
afterAll(() => browser?.close());

for (const id of Object.keys(loaders)) {
  test(`${id}: first, middle and last beat in two windows, and the embed plays`, async () => {
    for (const [width, height] of windows) {
      const size = await browser.resize(width, height);
      await browser.goto(`${site}${id}/?theme=light`);
      await expect.poll(() => browser.root('state'), { timeout: 30_000 }).toMatch(/ready|paused/);
      // Whoever has seen the end is not asked for a bet on the way.
      await browser.evaluate(`dispatchEvent(new KeyboardEvent('keydown', { key: 'End' }))`);
      await browser.evaluate(`dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' }))`);
      const seen = await foundAtBeats(browser, 'some', looks);
      expect.soft(seen, `${size.width} × ${size.height}`).toEqual([]);
    }
    await browser.goto(`${site}embed/${id}/?autoplay=1&speed=4`);
    await expect
      .poll(async () => Number(await browser.root('step')), { timeout: 60_000 })
      .toBeGreaterThan(1);
    expect(await browser.evaluate(`document.querySelector('svg.stage').checkVisibility()`)).toBe(
      true,
    );
  });
}
