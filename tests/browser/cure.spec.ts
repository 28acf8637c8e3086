import { expect, open, test } from './open';

test('cures are placed by pointer and key, each placement is a run, and the address shares all of them', async ({
  page,
}) => {
  await open(page, 'choose-the-cure/?cures=thread&ticket=3&motion=reduce');
  const row = page.getByRole('radiogroup', { name: 'A legacy SOAP call × 12' });
  const score = page.locator('[data-id=cure-score]');
  // Before the bet a placement says nothing.
  await expect(score).toHaveText('');
  await row.getByRole('radio', { name: 'own pool' }).click();
  await expect(page).toHaveURL(/cures=thread\.thread\.pool\.thread/);
  await expect(row.getByRole('radio', { checked: true })).toHaveAccessibleName(
    'own pool, nobody else waits',
  );
  await expect(score).toContainText('On 5 of 8');

  // The next cure, by key: another ticket's row is looked at, and the code is its program.
  const images = page.getByRole('radiogroup', { name: 'Images, resized on upload' });
  await images.getByRole('radio', { checked: true }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(images.getByRole('radio', { checked: true })).toHaveAccessibleName(
    'cooperate, A and B wait',
  );
  await expect(images.getByRole('radio', { checked: true })).toBeFocused();
  await expect(page.getByRole('slider', { name: 'Ticket' })).toHaveAttribute(
    'aria-valuetext',
    /^Images, resized on upload; A’s longest wait 0\.15 s/,
  );
  await expect(page.getByRole('region', { name: 'Code' })).toContainText('task.cooperate(steps())');
  await expect(page.locator('[data-id=cure-lesson]')).toHaveAttribute('href', '../slices/');

  const shared = new URL(page.url()).search;
  await page.getByRole('button', { name: 'Previous step' }).click();
  await expect(images.getByRole('radio', { checked: true })).toHaveAccessibleName(/^thread/);
  await open(page, `choose-the-cure/${shared}`);
  await expect(images.getByRole('radio', { checked: true })).toHaveAccessibleName(/^cooperate/);
  await expect(row.getByRole('radio', { checked: true })).toHaveAccessibleName(/^own pool/);
});
