import type { Locator, Page } from '@playwright/test';
import { expect, open, root, test } from './open';

test.use({ reuseContext: true });

const engine = (page: Page, name: string): Locator =>
  page.getByRole('radiogroup', { name: 'Engine' }).getByRole('radio', { name });

test('an engine is dragged on the slot, or chosen by key, and a step back takes it off', async ({
  page,
}) => {
  await open(page, 'track-not-engine/?step=2');
  const chip = (await engine(page, 'timer').boundingBox())!;
  const slot = (await page.locator('svg.rails .slot').boundingBox())!;
  const drag = async (x: number, y: number): Promise<void> => {
    await page.mouse.move(chip.x + 20, chip.y + 20);
    await page.mouse.down();
    await page.mouse.move(x, y, { steps: 4 });
    await page.mouse.up();
  };
  await drag(chip.x + 60, chip.y + 130);
  await expect(engine(page, 'no engine')).toBeChecked();
  await drag(slot.x + 40, slot.y + 40);
  await expect(engine(page, 'timer')).toBeChecked();
  await expect(page).toHaveURL(/variant=timer/);
  await page.getByRole('button', { name: 'Previous step' }).click();
  await expect(engine(page, 'no engine')).toBeChecked();
  expect(await root(page, 'step')).toBe('2');

  await engine(page, 'no engine').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(engine(page, 'thread')).toBeFocused();
  await expect(page).toHaveURL(/variant=thread/);
  expect(await root(page, 'step')).toBe('2');
});
