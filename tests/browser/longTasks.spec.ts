import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import * as heavy from './heavy';
import { longestTask, watch } from './longestTask';
import { open } from './open';
import { DECK, serve, SITE } from './pretend';

// All in one test, which is slow: what takes the time is the making and reading of 200 MB.
test.describe.configure({ timeout: 300_000 });

// No other test runs beside it: the browser has its threads, as a reader's has.
test.use({ launchOptions: ({ launchOptions }, use) => use({ ...launchOptions, args: [] }) });

/** Nothing may hold the thread of a page for longer. */
const LONGEST_MS = 200;

const folder = mkdtempSync(join(tmpdir(), 'reactor-heavy-'));

/** Gives the page a file of 16 MB: Playwright hands one over by its path only. */
async function choose(page: Page, name: keyof typeof heavy): Promise<() => Promise<void>> {
  const content = heavy[name]();
  const path = join(folder, typeof content === 'string' ? `${name}.json` : `${name}.json.gz`);
  writeFileSync(path, content);
  await page.getByRole('button', { name: 'Open a recording' }).click();
  return () => page.getByLabel('Recording file').setInputFiles(path);
}

/** Recordings that open, and whether any client in them asks for something. */
const opened = [
  ['talk', true],
  ['crowd', true],
  ['hoard', false],
  ['holds', true],
  ['lossy', true],
  ['longNames', true],
] as const;

const refused = [
  ['longName', /^events\[0\]\.conn: found 16,\d{3},\d{3} characters, allowed at most 100,000\.$/],
  ['nested', /^A recording is a JSON object; this is a list of 1\.$/],
  ['nestedEvent', /^events\[0\]\.deep: nested deeper than 100 levels\.$/],
  ['garbage', /^A recording is a JSON document; this text is not JSON/],
  ['manyValues', /^events\[0\]\.list\[9999\]: more than 10,000 values in one event/],
  ['bomb', /^The file has more than 16 MB when it is unpacked; at most 16 MB/],
] as const;

/** Opens what was chosen, and does with it what a reader does. */
async function use(page: Page, begin: () => Promise<void>, asks: boolean): Promise<void> {
  await begin();
  const back = page.getByRole('button', { name: 'Back to the lesson' });
  await expect(back).toBeVisible({ timeout: 200_000 });
  for (const key of ['ArrowRight', 'End', 'ArrowLeft', 'Home']) await page.keyboard.press(key);
  await page.getByRole('slider', { name: 'Time' }).press('PageUp');
  if (asks) {
    await page.getByRole('table', { name: 'Waits' }).getByRole('button').first().click();
    await expect(page.getByRole('heading', { name: /^Why did/ })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await back.click();
}

/** Texts of 16 MB, as long as no message has them; each is made in the page. */
const messages = {
  text: `'x'.repeat(2 ** 24)`,
  json: `'{"method":"setState","value":"' + 'a=b&'.repeat(2 ** 22) + '"}'`,
  'a state': `({ method: 'setState', value: 'a=b&'.repeat(2 ** 22) })`,
  'a step': `({ method: 'goToStep', value: '9'.repeat(2 ** 24) })`,
  'a time': `({ method: 'setCurrentTime', value: ' '.repeat(2 ** 24) })`,
  'a listener': `({ method: 'addEventListener', value: 'stepchange', listener: 'x'.repeat(2 ** 24) })`,
} as const;

test('no file and no message holds the thread of a page for 200 ms @alone', async ({
  page,
  browser,
  baseURL,
}) => {
  const longest: Record<string, number> = {};
  for (const [name, asks] of opened) {
    // Each in a page of its own: where the garbage of the one before is collected is the browser's choice.
    const own = await browser.newPage({ baseURL: baseURL! });
    await watch(own);
    await open(own);
    const begin = await choose(own, name);
    longest[name] = await longestTask({ page: own, browser }, () => use(own, begin, asks));
    await own.close();
  }
  await watch(page);
  await open(page);
  for (const [name, why] of refused) {
    const begin = await choose(page, name);
    const dialog = page.getByRole('dialog', { name: 'Open a recording' });
    longest[name] = await longestTask({ page, browser }, async () => {
      await begin();
      await expect(dialog.getByRole('alert')).toHaveText(why, { timeout: 200_000 });
    });
    await page.keyboard.press('Escape');
  }

  await serve(page, {
    deck: `<!doctype html><title>a deck</title><iframe src="${SITE}embed/blocked-reactor/"></iframe>`,
  });
  const embed = page.frameLocator('iframe').locator('html');
  const tell = (message: string) =>
    page.evaluate(`frames[0].postMessage(${message}, '*')`) as Promise<void>;
  for (const [what, message] of Object.entries(messages)) {
    // A frame of its own for each, for the same reason as a page for each file.
    await page.goto(`${DECK}deck`);
    await expect(embed).toHaveAttribute('data-state', 'ready');
    // What the frame's own beginning takes is not the message's.
    await page.frames()[1]!.evaluate(
      () =>
        new Promise<void>((done) => {
          requestIdleCallback(() => {
            (window as unknown as { longTasks: number[] }).longTasks.length = 0;
            done();
          });
        }),
    );
    longest[`message: ${what}`] = await longestTask(
      { page, browser },
      async () => {
        await tell(message);
        // What comes after it is counted, too: it was looked at, and is done with.
        await tell(`'that is all'`);
        await expect(embed).toHaveAttribute('data-ignored', '2');
      },
      () => page.frames()[1]!,
    );
  }
  longest['a flood of messages'] = await longestTask(
    { page, browser },
    async () => {
      await page.evaluate(() => {
        for (let i = 0; i < 10_000; i++) frames[0]!.postMessage({ method: 'getPoster' }, '*');
      });
      await tell(`{ method: 'goToStep', value: 1 }`);
      await tell(`'that is all'`);
    },
    () => page.frames()[1]!,
  );

  const tooLong = Object.entries(longest).filter(([, ms]) => ms > LONGEST_MS);
  expect(Object.fromEntries(tooLong)).toEqual({});
});
