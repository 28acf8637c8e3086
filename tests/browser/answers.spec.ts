import { violations } from './axe';
import { expect, next, open, test } from './open';

test.use({ reuseContext: true });

test('the picture answers a press, by mouse and by keyboard, and the page has its keys back', async ({
  page,
}) => {
  await open(page, 'blocked-reactor/');
  const answer = page.getByRole('dialog', { name: 'What is what' });
  for (let i = 0; i < 2; i++) await next(page).click();

  await page.locator('svg.machine [data-id="reactor"]').click({ position: { x: 40, y: 20 } });
  await expect(answer).toContainText('The one reactor thread');
  await expect(answer).toContainText('blocked in C.lineReceived');
  await answer.getByText('What is “reactor”?').click();
  await expect(answer).toContainText('event loop');
  await page.keyboard.press('Escape');
  await expect(answer).toBeHidden();

  // A wait tells no more than the picture before the bet.
  await page.locator('svg.machine [data-id="kernelIn-A"]').click();
  await expect(answer).toContainText('Kernel receive buffer (A)');
  await page.keyboard.press('Escape');

  const button = page.getByRole('button', { name: 'What is what' });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(answer).toContainText('hatched: the thread is held for more than 100 ms');
  await page.keyboard.press('ArrowRight');
  await expect(answer).toContainText('A, chat');
  await page.keyboard.press('ArrowRight');
  await expect(answer).not.toContainText('A, chat');
  // The arrows went from part to part, not from step to step.
  await expect(page.locator('html')).toHaveAttribute('data-step', '3');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('html')).toHaveAttribute('data-step', '2');
});
