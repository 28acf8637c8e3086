import type { Locator, Page } from '@playwright/test';
import { expect, open, test } from './open';

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
  await expect(page.locator('html')).toHaveAttribute('data-step', '2');

  await engine(page, 'no engine').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(engine(page, 'thread')).toBeFocused();
  await expect(page).toHaveURL(/variant=thread/);
  // Nobody is blocked in this run: it stands at the beat before.
  await expect(page.locator('html')).toHaveAttribute('data-step', '1');
});

test('a car is dragged beside another, or moved by key: code, run and address follow, and a step back puts it back', async ({
  page,
}) => {
  await open(page, 'two-rails/?step=last');
  const car = (name: string): Locator => page.locator(`svg.chain [data-car=${name}]`);
  const centre = async (name: string): Promise<{ x: number; y: number }> => {
    const { x, y, width, height } = (await car(name).boundingBox())!;
    return { x: x + width / 2, y: y + height / 2 };
  };
  const [log, save] = [await centre('log'), await centre('save')];
  await page.mouse.move(log.x, log.y);
  await page.mouse.down();
  await page.mouse.move(save.x, log.y, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/rails=p\.sl\.r/);
  await expect(page.locator('[data-panel=code]')).toContainText('d.addCallbacks(save, log)');
  await expect(car('log')).toHaveAttribute('aria-valuetext', '2 of 3, beside save');
  await page.getByRole('button', { name: 'Previous step' }).click();
  await expect(page).toHaveURL(/rails=p\.s\.l\.r/);

  await car('log').focus();
  await page.keyboard.press('Delete');
  await expect(car('log')).toHaveAttribute('aria-valuetext', 'not coupled');
  await expect(car('log')).toBeFocused();
  await page.keyboard.press('End');
  await expect(page).toHaveURL(/rails=p\.s\.r\.l/);

  await open(page, 'two-rails/?rails=p.s.s.x');
  await expect(page.getByRole('status')).toContainText('it names save twice');
  // The address that was opened stays as it is until something is done. The first press brings the bet.
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(page.getByRole('button', { name: 'Skip' })).toBeInViewport();
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(page).toHaveURL(/rails=p\.s(&|$)/);
});
