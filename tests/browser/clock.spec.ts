import { expect, open, root, test } from './open';

test.use({ reuseContext: true });

test('the job is taken out of the program by pointer and by key, the address has it, and a step back undoes it', async ({
  page,
}) => {
  await open(page, 'database/?step=failed');
  const place = await root(page, 'time-ms');
  const at = (name: string) => page.getByRole('radio', { name, exact: true });
  const [here, waits, apart] = [
    at('on the reactor’s thread'),
    at('in a thread, and waits'),
    at('in a program of its own'),
  ];
  await expect(here).toBeChecked();
  await here.focus();
  await page.keyboard.press('ArrowRight');
  await expect(waits).toBeChecked();
  await expect(waits).toBeFocused();
  await expect.poll(() => page.url()).toContain('variant=thread');

  // It is dragged from there into the other program.
  const [from, to] = [(await waits.boundingBox())!, (await apart.boundingBox())!];
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + to.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(apart).toBeChecked();
  await expect.poll(() => page.url()).toContain('variant=two');

  const back = page.getByRole('button', { name: 'Previous step' });
  await back.click();
  await expect(waits).toBeChecked();
  await back.click();
  await expect(here).toBeChecked();
  expect(await root(page, 'time-ms')).toBe(place);

  await apart.click();
  await expect(apart).toBeChecked();
});
