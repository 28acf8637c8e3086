// The workshop: real Twisted in the page, an editor, and what a stranger's program can reach from there.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { violations } from './axe';
import { expect, open, root, test } from './open';

const attacks = fileURLToPath(new URL('attacks.py', import.meta.url));

/** Python starts in seconds, on a machine that is busy with other tests in many. */
test.describe.configure({ timeout: 150_000 });
const slow = { timeout: 60_000 };

const said = (page: Page): Locator => page.locator('.workshop-said');
const editor = (page: Page): Locator => page.getByRole('textbox', { name: 'server.py, editor' });

/** Opens the editor of a page, and waits until real Twisted has run its file. */
async function edit(page: Page, path: string): Promise<void> {
  await open(page, path);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(page.locator('.workshop-badge')).toHaveText(/^real Twisted/, slow);
  await expect(said(page)).not.toBeEmpty(slow);
}

async function write(page: Page, text: string): Promise<void> {
  await editor(page).fill(text);
  await editor(page).press('ControlOrMeta+Enter');
}

test('real Twisted makes the simulator’s events; an edited line makes another run; the lesson comes back', async ({
  page,
}) => {
  await edit(page, 'blocked-reactor/');
  await expect(said(page)).toHaveText(/the simulator the same, one for one/, slow);
  expect(await violations(page)).toEqual([]);

  // A slider writes its constant, and a constant that is written moves its slider.
  const slider = page.getByRole('slider', { name: 'Block duration' });
  await slider.press('ArrowRight');
  await expect(editor(page)).toContainText('BLOCK = 3.1', slow);
  const lesson = (await editor(page).innerText()).replaceAll('\n\n', '\n');
  await write(page, lesson.replace('BLOCK = 3.1', 'BLOCK = 1.0'));
  await expect(slider).toHaveValue('1', slow);

  // What is wrong is said at its line, and the last run stays.
  const steps = await root(page, 'steps');
  await write(page, 'import time\nfrom twisted.internet import reactor\nreactor.run(\n');
  await expect(said(page)).toHaveText(/Line 3\. SyntaxError/, slow);
  expect(await root(page, 'steps')).toBe(steps);
  await write(page, 'import requests\n');
  await expect(said(page)).toHaveText(/“requests” is not here/, slow);
  await write(page, 'while True:\n    print("x")\n');
  await expect(said(page)).toHaveText(/stopped after/, slow);

  await editor(page).press('Tab');
  await expect(editor(page)).not.toBeFocused();
  await page.getByRole('button', { name: 'Original' }).click();
  await expect(said(page)).toHaveText(/the simulator the same, one for one/, slow);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(editor(page)).toHaveCount(0);
});

test('a stranger’s program reaches nothing: no network, storage or page', async ({
  browser,
  baseURL,
}) => {
  // What is refused is on the console, and the browser tells of requests that its policy ends.
  const page = await browser.newPage({ baseURL: baseURL! });
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    response.setHeader('Access-Control-Allow-Origin', '*').end('x');
  }).listen();
  const site = `http://localhost:${(server.address() as AddressInfo).port}/`;
  try {
    expect(await (await fetch(site)).text()).toBe('x');
    await edit(page, 'blocked-reactor/');
    await write(page, readFileSync(attacks, 'utf8').replace('@SITE@', site));
    await expect(said(page)).toHaveText(/RuntimeError: 3\d tried, reached nothing/, slow);
    expect(asked).toEqual(['/']);
    // Outside of a sandbox the frame takes nothing from anybody.
    const frame = await page.locator('iframe[title="Python"]').getAttribute('src');
    await page.goto(frame!);
    expect(await page.evaluate(() => [self.origin === 'null', self.onmessage])).toEqual([
      false,
      null,
    ]);
  } finally {
    server.close();
    await page.close();
  }
});

test('jobs in threads run here, too, and real Twisted’s events are the simulator’s', async ({
  page,
}) => {
  await edit(page, 'defer-to-thread/');
  await expect(said(page)).toHaveText(/the simulator the same, one for one/, slow);
});
