import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { violationsInThemes } from './axe';
import { sideways } from './looks';
import { resize, found } from './measure';
import { closeAndPress, expect, next, open, root, test, waits } from './open';

test.use({ reuseContext: true });

const real = gunzipSync(
  readFileSync('tests/conformance/traces/select/02-blocking-handler.json.gz'),
).toString();

const workload = 'tests/conformance/workloads/02-blocking-handler.json';
function simulated(): string {
  const { stdout } = spawnSync(process.execPath, ['scripts/simulate.mjs', '--workload', workload], {
    encoding: 'utf8',
  });
  return stdout;
}

const json = (name: string, text: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Open a recording' });
const opener = (page: Page) => page.getByRole('button', { name: 'Open a recording' });
const back = (page: Page) => page.getByRole('button', { name: 'Back to the lesson' });

async function ask(page: Page, address = ''): Promise<void> {
  await open(page, address);
  await opener(page).click();
  await expect(dialog(page)).toBeVisible();
}

async function choose(page: Page, name: string, text: string): Promise<void> {
  await page.getByLabel('Recording file').setInputFiles(json(name, text));
}

test('a recording of npm run simulate is played, event by event and turn by turn', async ({
  page,
}, testInfo) => {
  await ask(page);
  const address = page.url();
  await page.getByRole('button', { name: 'Play a sample' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'A sample: a report between pings',
  );
  expect(await waits(page)).toEqual({ Ann: '1.0', Bob: '1.2', Cleo: '0.8' });
  await back(page).click();
  await opener(page).click();
  await choose(page, 'run.json', simulated());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('run.json');
  await expect(page.getByText('select reactor · 235 events in 20 turns')).toBeVisible();
  expect(await root(page, 'event')).toBe('0');
  await next(page).click();
  expect(await root(page, 'event')).toBe('1');
  await page.getByRole('radio', { name: 'turn' }).check({ force: true });
  await next(page).click();
  await next(page).click();
  expect(await root(page, 'turn')).toBe('2');
  await page.keyboard.press('End');
  expect(await root(page, 'event')).toBe('234');
  expect(await waits(page)).toEqual({ A: '0.2', B: '0.2', C: '0.1' });
  await page.getByRole('slider', { name: 'Time' }).press('ArrowLeft');
  expect(Number(await root(page, 'event'))).toBeLessThan(234);
  await page.getByRole('button', { name: 'First step' }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  expect(await root(page, 'state')).toBe('playing');
  await page.getByRole('button', { name: 'Pause' }).click();
  expect(page.url()).toBe(address);
  // Frozen, it is a slide: its longest waits are its steps.
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save run-frozen.html' }).click();
  const file = testInfo.outputPath('run.html');
  await (await saving).saveAs(file);
  await back(page).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'How long would your users wait?',
  );
  expect(await root(page, 'step-id')).toBe('answered');
  expect(page.url()).toBe(address);

  await page.goto(`${pathToFileURL(file).href}?step=last`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('run.json');
  await expect(page.locator('.sentence')).toHaveText(/^[ABC] has its answer after/);
  await expect(page.locator('html')).toHaveAttribute('data-step', (await root(page, 'steps'))!);
});

test('no key of the page acts while the dialog is open, and every one when it is closed', async ({
  page,
}) => {
  await ask(page, 'stream/?step=2');
  // A click into nothing: the focus is outside the dialog then.
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('ArrowRight');
  expect(await root(page, 'step')).toBe('2');
  await closeAndPress(page, 'ArrowRight');
  expect(await root(page, 'step')).toBe('3');
});

test('a trace of real Twisted is played, and why a client waited is answered for it too', async ({
  page,
}) => {
  await ask(page);
  await choose(page, 'run.json', real);
  await expect(page.getByText('select reactor · 235 events in 20 turns')).toBeVisible();
  await expect(page.getByText('Matched in order: this recording does not say')).toBeVisible();
  await page.keyboard.press('End');
  expect(await root(page, 'event')).toBe('234');
  expect(await waits(page)).toEqual({ A: '0.2', B: '0.2', C: '0.1' });
  await page.getByRole('button', { name: 'First step' }).click();
  await page.getByRole('button', { name: '0.1', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Why did C wait?' })).toBeFocused();
  await page.getByRole('button', { name: /nobody asks/ }).click();
  expect(await root(page, 'event')).not.toBe('0');
});

test('a file that is dropped on the page is played', async ({ page }) => {
  await open(page);
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'dropped.json', { type: 'application/json' }));
    return transfer;
  }, real);
  await page.dispatchEvent('[data-panel=machine]', 'drop', { dataTransfer: data });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('dropped.json');
});

test('an event of an unknown kind is stepped over', async ({ page }) => {
  const document = JSON.parse(real) as { count: number; events: object[] };
  document.events.splice(3, 0, { t: 0, i: 1, kind: 'quantum.leap', conn: 'A', by: { far: true } });
  document.count++;
  await ask(page);
  await choose(page, 'strange.json', JSON.stringify(document));
  await expect(page.getByText('1 event is of a kind not known here')).toBeVisible();
  for (let i = 0; i < 3; i++) await next(page).click();
  const list = page.getByRole('region', { name: 'Events' });
  await expect(list.locator('[aria-current=step]')).toContainText('quantum.leap');
  await page.keyboard.press('End');
  expect(await waits(page)).toEqual({ A: '0.2', B: '0.2', C: '0.1' });
});

/** What is no recording, and what is said of it. */
const refused = [
  ['import this', /^A recording is a JSON document; this text is not JSON/],
  ['[1, 2]', /^A recording is a JSON object; this is a list of 2\.$/],
  [readFileSync(workload, 'utf8'), /^This is a workload, not a recording/],
  [
    '{"events":[{"t":0,"i":0,"kind":"recv","conn":3}]}',
    /^events\[0\]\.conn: found 3, allowed a connection's name or null\.$/,
  ],
] as const;

test('what is not a recording says why; pasted text is played', async ({ page }) => {
  await ask(page);
  for (const [text, why] of refused) {
    await choose(page, 'broken.json', text);
    await expect(dialog(page).getByRole('alert')).toHaveText(why);
    await expect(back(page)).toBeHidden();
  }
  const play = page.getByRole('button', { name: 'Play the text' });
  await expect(play).toBeDisabled();
  await page.getByLabel('Or paste its text').fill(real);
  await play.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('02-blocking-handler');
});

test('long text is played as it comes, by whatever way, and no field has to show it', async ({
  page,
}) => {
  await ask(page);
  await page.getByLabel('Or paste its text').focus();
  await page.keyboard.insertText(real + ' '.repeat(100_000));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('02-blocking-handler');
});

test('a file that is too large is refused before it is read', async ({ page }) => {
  await ask(page);
  await page.evaluate(() => {
    Blob.prototype.text = () => Promise.reject(new Error('it was read'));
    const input = document.querySelector<HTMLInputElement>('dialog input[type=file]')!;
    const file = new File(['{}'], 'huge.json');
    Object.defineProperty(file, 'size', { value: 200 * 1024 * 1024 });
    Object.defineProperty(input, 'files', { value: [file] });
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await expect(dialog(page).getByRole('alert')).toHaveText(
    'The file has 200 MB; at most 16 MB can be opened here.',
  );
});

test('axe finds nothing in the dialog and in a recording, light or dark', async ({ page }) => {
  const sizes = [
    { width: 1440, height: 900 },
    { width: 1024, height: 768 },
    { width: 390, height: 844 },
  ];
  await ask(page, '?theme=light');
  await choose(page, 'broken.json', '[]');
  await expect(dialog(page).getByRole('alert')).not.toBeEmpty();
  for (const size of sizes) {
    await resize(page, size);
    expect.soft(await violationsInThemes(page), `the dialog, ${size.width}`).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
  await expect(opener(page)).toBeFocused();

  await opener(page).click();
  await choose(page, 'run.json', real);
  await expect(back(page)).toBeVisible();
  await page.getByRole('slider', { name: 'Time' }).press('PageUp');
  for (const size of sizes) {
    await resize(page, size);
    expect.soft(await violationsInThemes(page), `a recording, ${size.width}`).toEqual([]);
    expect.soft(await found(page, sideways)).toEqual([]);
  }
});
