// A newcomer's path: from a lesson to a scenario of one's own, and that to a slide.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { violations } from './axe';
import { expect, open, root, test, waits } from './open';

/** Python starts in seconds, on a machine that is busy with other tests in many. */
test.describe.configure({ timeout: 150_000 });
const slow = { timeout: 60_000 };

test('a line is edited, a send is dragged, a step is told; the file, the link and the frozen page have it', async ({
  page,
}, testInfo) => {
  const editor = page.getByRole('textbox', { name: 'server.py, editor' });
  const table = page.getByRole('table', { name: 'Waits' }).filter({ visible: true });
  await open(page, 'blocked-reactor/');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(page.locator('.workshop-badge')).toHaveText(/^real Twisted/, slow);
  const lesson = (await editor.innerText()).replaceAll('\n\n', '\n');
  await editor.fill(lesson.replace('sleep(BLOCK)', 'sleep(BLOCK / 2)'));
  await expect(table).toContainText('A1.0', slow);

  await page.getByRole('button', { name: 'Your own scenario' }).click();
  const own = page.getByRole('main').filter({ visible: true });
  await expect(own.getByRole('heading', { level: 1 })).toHaveText('Mine: The blocked reactor');
  await expect(table).toContainText('A1.0', slow);
  // To where the reactor is free again.
  await own.getByRole('button', { name: 'Edit clients' }).click();
  const yo = own.getByRole('slider', { name: 'A sends “yo”' });
  const box = (await yo.locator('.handle').boundingBox())!;
  const next = await own
    .getByRole('slider', { name: 'A sends “hm?”' })
    .locator('.handle')
    .boundingBox();
  const perSecond = next!.x - box.x;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 1.5 * perSecond, y, { steps: 5 });
  await page.mouse.up();
  await expect(table).toContainText('A< 0.1', slow);

  await own.getByRole('button', { name: 'At the first wait over 0.1 s' }).click();
  await own
    .getByRole('textbox', { name: 'Sentence of step 1' })
    .fill('{client} waits {wait}, with BLOCK {BLOCK}.');
  await own.getByRole('button', { name: 'Last step' }).click();
  const sentence = 'C waits 1.54 s, with BLOCK 3.0 s.';
  await expect(own.locator('.caption .sentence')).toHaveText(sentence);
  expect(await root(page, 'step-id')).toBe('step-1');
  // A slider makes another run, and the sentence has its number.
  await own.getByRole('slider', { name: 'Block duration' }).press('Home');
  await expect(own.locator('.own-form')).toContainText([/This run has no such moment/], slow);
  await own.getByRole('slider', { name: 'Block duration' }).fill('3');
  await expect(own.locator('.caption .sentence')).toHaveText(sentence, slow);
  expect(await violations(page)).toEqual([]);

  const saved = page.waitForEvent('download');
  await own.getByRole('button', { name: 'Save as a file' }).click();
  const file = testInfo.outputPath('mine.scenario.json');
  await (await saved).saveAs(file);
  const frozen = page.waitForEvent('download');
  await own.getByRole('button', { name: 'Save Mine-The-blocked-reactor-frozen.html' }).click();
  const slide = testInfo.outputPath('frozen.html');
  await (await frozen).saveAs(slide);
  await own.getByText('Pictures and film').click();
  const pictures = own.getByRole('group', { name: 'Pictures and film' });
  await pictures.getByRole('combobox', { name: 'Save as' }).selectOption('svg');
  await pictures.getByRole('combobox', { name: 'Step', exact: true }).selectOption('0');
  const picture = page.waitForEvent('download');
  await pictures.getByRole('button', { name: 'Save picture' }).click();
  const drawn = testInfo.outputPath('picture.svg');
  await (await picture).saveAs(drawn);
  expect((await picture).suggestedFilename()).toBe('Mine-The-blocked-reactor-01-step-1.svg');
  expect(readFileSync(drawn, 'utf8')).toMatch(/C waits 1\.54\s*s/);
  // The address has it, beside what was edited in the lesson.
  await expect(page).toHaveURL(/&own=1\.[\w-]+$/);
  const link = page.url().replace(/#.*&/, '#');

  // The file is opened like any other, and asks before it runs.
  await own.getByRole('button', { name: 'Back to the lesson' }).click();
  await expect(page).not.toHaveURL(/own=/);
  await page.getByRole('button', { name: 'Open a recording' }).click();
  await page.getByLabel('Recording file').setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from(readFileSync(file, 'utf8').replace('"version": 1', '"version": 7')),
  });
  await expect(page.getByRole('alert').filter({ visible: true })).toHaveText(/^version: found 7/);
  await page.getByLabel('Recording file').setInputFiles(file);
  await expect(own).toContainText('This code came from a file. It has not run.');
  await expect(own).toContainText('There is no run yet.');

  await page.goto('about:blank');
  await page.goto(link);
  await expect(own).toContainText('This code came with the link. It has not run.', slow);
  await expect(page.locator('iframe[title="Python"]')).toHaveCount(0);
  // That it runs then is the workshop's own test: another start of Python is dear.
  await expect(own.getByRole('button', { name: 'Run it' })).toBeVisible();

  await page.goto(`${pathToFileURL(slide).href}?keys=steps`);
  await expect(page.locator('html')).toHaveAttribute('data-step-id', 'step-1');
  await expect(page.locator('html')).toHaveAttribute('data-steps', '1');
  await expect(page.getByText(sentence).first()).toBeVisible();
  expect((await waits(page))['A']).toBe('< 0.1');
});
