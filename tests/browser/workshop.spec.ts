// The workshop: real Twisted in the page, an editor, and what a stranger's program can reach from there.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { deflateRawSync, gzipSync, inflateRawSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';
import { violations } from './axe';
import { expect, open, root, test, waits } from './open';

const attacks = fileURLToPath(new URL('attacks.py', import.meta.url));

/** Python starts in seconds, on a machine that is busy with other tests in many. */
test.describe.configure({ timeout: 150_000 });
const slow = { timeout: 60_000 };

const said = (page: Page): Locator => page.locator('.workshop-said');
const editor = (page: Page): Locator => page.getByRole('textbox', { name: 'server.py, editor' });

/** Opens the editor of a page, and waits until real Twisted has run its file. */
/** Chooses one of the ways that are folded away beside Edit. */
async function choose(page: Page, way: 'Run by real Twisted' | 'Edit clients'): Promise<void> {
  await page.getByRole('button', { name: 'More ways' }).click();
  await page.getByRole('button', { name: way }).click();
}

async function edit(page: Page, path: string, by?: 'Run by real Twisted'): Promise<void> {
  await open(page, path);
  if (by === undefined) await page.getByRole('button', { name: 'Edit', exact: true }).click();
  else await choose(page, by);
  await expect(page.locator('.workshop-badge')).toHaveText(/^real Twisted/, slow);
  await expect(said(page)).not.toBeEmpty(slow);
}

async function write(page: Page, text: string): Promise<void> {
  await editor(page).fill(text);
  await editor(page).press('ControlOrMeta+Enter');
}

/** A refusal that is no error of JavaScript's: Python does not come back from it. */
const REFUSED = `
import sys
load = sys.modules["builtins"].__import__
js = load("js")
load("pyodide.ffi")
sys.modules["pyodide.ffi"].run_sync(js.Promise.reject("no"))
`;

/** In place of the line that sleeps: the rows come later, and nobody waits for them. */
const SOLUTION = `reactor.callLater(BLOCK, self.sendLine, b"42 rows")
            return`;

/** A link to a file, as the page makes one. */
const linkTo = (text: string): string =>
  `#edit=1.blocking.${deflateRawSync(text).toString('base64url')}`;

test('a link fills the editor and asks before it runs; one that is broken is said in words', async ({
  page,
}) => {
  await open(page, `blocked-reactor/${linkTo('raise RuntimeError("by link")\n')}`);
  await expect(editor(page)).toContainText('by link', slow);
  await expect(page.locator('.workshop-badge')).toHaveText('simulator');
  await expect(page.locator('iframe[title="Python"]')).toHaveCount(0);
  // Another one, in the same tab.
  const go = (hash: string): Promise<void> =>
    page.evaluate((to) => void (location.hash = to), hash);
  await go('#edit=0.blocking.abc');
  await expect(said(page)).toHaveText(/another version of this page/);
  await go(linkTo('raise RuntimeError("by the second")\n').slice(0, -5));
  await expect(said(page)).toHaveText(/cut or changed on its way/);
  await go(linkTo('raise RuntimeError("by the third")\n'));
  await expect(editor(page)).toContainText('by the third');
  await expect(said(page)).toBeEmpty();
  await page.getByRole('button', { name: 'Run it' }).click();
  await expect(said(page)).toHaveText(/RuntimeError: by the third/, slow);
  await expect(page.locator('.workshop-badge')).toHaveText(/^real Twisted/);
});

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
  await write(page, `${lesson.replace('BLOCK = 3.1', 'BLOCK = 1.0')}\n# mine\n`);
  await expect(slider).toHaveValue('1', slow);

  // The lesson beside it, on the same arrivals.
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await page.getByRole('button', { name: 'Compare with the lesson' }).click();
  await expect(timeline).toContainText('the lesson', slow);
  await page.getByRole('button', { name: 'Compare with the lesson' }).click();
  await expect(timeline).not.toContainText('the lesson', slow);

  // What is wrong is said at its line, and the last run stays.
  const steps = await root(page, 'steps');
  await write(page, 'import time\nfrom twisted.internet import reactor\nreactor.run(\n');
  await expect(said(page)).toHaveText(/Line 3\. SyntaxError/, slow);
  expect(await root(page, 'steps')).toBe(steps);
  await write(page, 'import requests\n');
  await expect(said(page)).toHaveText(/“requests” is not here/, slow);
  await write(page, 'while True:\n    print("x")\n');
  await expect(said(page)).toHaveText(/stopped after/, slow);

  await write(page, REFUSED);
  await expect(said(page)).toHaveText(/JavaScript refused something/, slow);

  await editor(page).press('Tab');
  await expect(editor(page)).not.toBeFocused();
  await page.getByRole('button', { name: 'Original' }).click();
  await expect(said(page)).toHaveText(/the simulator the same, one for one/, slow);
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(editor(page)).toHaveCount(0);
});

test('a run is stopped half-way, one that eats memory ends in words; the editor works after each', async ({
  page,
}) => {
  await edit(page, 'blocked-reactor/');
  const lesson = (await editor(page).innerText()).replaceAll('\n\n', '\n');
  const works = async (mine: string): Promise<void> => {
    await write(page, `${lesson.replace('sleep(BLOCK)', mine)}\n`);
    await expect(said(page)).toBeEmpty(slow);
  };
  // No event comes of it: nothing but its worker's end stops it.
  await write(page, 'from twisted.internet import reactor\nsum(range(10**13))\n');
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(said(page)).toHaveText('The run was stopped.', slow);
  await works('sleep(BLOCK / 2)');
  await expect(page.getByRole('table', { name: 'Waits' })).toContainText('A1.0', slow);
  await write(page, lesson.replace('rows = slow_report()', 'rows = b"x" * 10**9'));
  await expect(said(page)).toHaveText(/MemoryError: the program asks for more memory/, slow);

  await works('sleep(BLOCK / 3)');
});

test('an edited run, frozen, is one file that plays from a disk and obeys keys', async ({
  page,
}, testInfo) => {
  await edit(page, 'blocked-reactor/');
  const lesson = (await editor(page).innerText()).replaceAll('\n\n', '\n');
  // A task, which the run judges.
  await write(page, lesson.replace('rows = slow_report()', SOLUTION));
  await expect(said(page)).toHaveText(/Solved: Without a thread/, slow);
  await expect(page.getByText('Tasks: 1 of 3 solved')).toBeVisible();

  await write(page, lesson.replace('sleep(BLOCK)', 'sleep(BLOCK / 2)'));
  await expect(page.getByRole('table', { name: 'Waits' })).toContainText('1.0', slow);
  const steps = await root(page, 'steps');
  await page.getByRole('button', { name: 'Use in slides' }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save blocked-reactor-frozen.html' }).click();
  const file = testInfo.outputPath('frozen.html');
  await (await saving).saveAs(file);
  const text = readFileSync(file, 'utf8');
  const recording = /id="frozen">([^<]*)</.exec(text)![1]!;
  expect(gzipSync(text).length).toBeLessThan(110_000 + gzipSync(recording).length);

  await page.goto(`${pathToFileURL(file).href}?keys=steps&theme=dark&block=0`);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('html')).toHaveAttribute('data-steps', steps!);
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText(
    'changed, run by real Twisted',
  );
  await expect(page.getByRole('table', { name: 'Waits' })).toContainText('A1.0');
  await expect(page.getByRole('slider', { name: 'Block duration' })).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('html')).toHaveAttribute('data-step', '2');
  await page.keyboard.press('ArrowLeft');
  await expect(page.locator('html')).toHaveAttribute('data-step', '1');
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
  await edit(page, 'defer-to-thread/', 'Run by real Twisted');
  await expect(editor(page)).toHaveCount(0);
  await expect(said(page)).toHaveText(/the simulator the same, one for one/, slow);
});

test('a send is dragged, and the run follows; keys, undo and the address do as well; real Twisted agrees', async ({
  page,
}) => {
  await open(page, 'blocked-reactor/?block=2');
  await choose(page, 'Edit clients');
  const yo = page.getByRole('slider', { name: 'A sends “yo”' });
  await expect(yo).toHaveAttribute('aria-valuenow', '1500');
  expect(await violations(page)).toEqual([]);
  // To where the reactor is free again: only the next line waits, 0.5 s.
  const box = (await yo.locator('.handle').boundingBox())!;
  const [from, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const second = await page
    .getByRole('slider', { name: 'A sends “hm?”' })
    .locator('.handle')
    .boundingBox();
  const perSecond = second!.x - box.x;
  await page.mouse.move(from, y);
  await page.mouse.down();
  await page.mouse.move(from + 2.2 * perSecond, y, { steps: 5 });
  await page.mouse.up();
  await expect(yo).toHaveAttribute('aria-valuenow', /^3[67]\d\d$/);
  expect((await waits(page))['A']).toBe('0.5');
  await yo.press('ArrowLeft');
  await expect(yo).toHaveAttribute('aria-valuenow', /^3[56]\d\d$/);
  await yo.press('Delete');
  await expect(yo).toHaveCount(0);
  const list = page.getByRole('group', { name: 'Clients', exact: true });
  await list.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('textbox', { name: 'Text of A sends “yo”' }).fill('REPORT');
  await page.getByRole('textbox', { name: 'Text of A sends “yo”' }).press('Enter');
  await expect(page.getByRole('slider', { name: 'A sends “REPORT”' })).toHaveCount(1);
  expect((await waits(page))['A']).toBe('2.0');
  // The address follows a moment later.
  const linked = (): string => {
    const part = /#clients=1\.([\w-]+)$/.exec(page.url())?.[1] ?? '';
    return part && inflateRawSync(Buffer.from(part, 'base64url')).toString();
  };
  await expect.poll(linked).toContain('REPORT');

  // The link has them; nothing else of the page is told of it.
  await page.reload();
  await expect(page.locator('.clients-note')).toBeVisible();
  expect((await waits(page))['A']).toBe('2.0');
  await choose(page, 'Run by real Twisted');
  await expect(said(page)).toHaveText(/the simulator the same, one for one/, slow);
  expect((await waits(page))['A']).toBe('2.0');
  await page.getByRole('button', { name: 'The scenario’s own' }).click();
  await expect(page.getByRole('table', { name: 'Waits' })).toContainText('1.5', slow);
  await expect(page).not.toHaveURL(/#/);
});
