// A frozen run, changed by its reader, is an embed: the same options, keys, messages and paper, of that run alone.
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { EVENTS, METHODS } from '../../src/embed/protocol';
import { test } from './deck';

test.use({ reuseContext: true });

/** A line of A's more than the lesson has. */
const ADDED = { acts: {}, added: [{ client: 'A', command: 'send', atMs: 600, text: 'hey\r\n' }] };
const link = `#clients=1.${deflateRawSync(JSON.stringify(ADDED)).toString('base64url')}`;

let file = '';

test.beforeAll(async ({ browser, baseURL }, { outputDir }) => {
  const page = await browser.newPage({ baseURL: baseURL! });
  await page.goto(`blocked-reactor/?block=2${link}`);
  await expect(page.locator('.clients-note')).toBeVisible();
  await page.getByRole('button', { name: 'Use in slides' }).click();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save blocked-reactor-frozen.html' }).click();
  const saved = `${outputDir}/frozen.html`;
  await (await saving).saveAs(saved);
  file = readFileSync(saved, 'utf8');
  await page.close();
});

// In the place of the lesson's embed: what opens that one opens this.
test.beforeEach(({ page }) =>
  page.route('**/embed/blocked-reactor/**', (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: file }),
  ),
);

test('messages: it says that it is ready, does what it is told and answers', async ({ host }) => {
  await host.open('?block=0&id=left');
  const [ready] = await host.said();
  expect(ready).toMatchObject({ event: 'ready', value: { id: 'left', events: EVENTS } });
  expect((ready!.value!['methods'] as string[]).sort()).toEqual([...METHODS].sort());
  const steps = (ready!.value!['steps'] as unknown[]).length;
  expect(steps).toBeGreaterThan(2);
  await host.say('goToStep', 2);
  await host.step(2);
  expect(await host.ask('getStep')).toMatchObject({ number: 2 });
  await host.say('goToStep', 'last');
  await host.step(steps);
  expect(await host.ask('getDuration')).toBeGreaterThan(2);
  await host.say('setCurrentTime', 1.5);
  await expect(host.root).toHaveAttribute('data-time-ms', '1500');
  await host.say('setTheme', 'dark');
  await expect(host.root).toHaveAttribute('data-theme', 'dark');
  await host.say('play');
  await host.state('playing');
  await host.say('pause');
  await host.state('paused');
  expect(await host.ask('getPoster')).toMatch(/^<svg [^>]*xmlns=[^>]*><style>/);
});

test('options: step, theme and controls are heard; values and comparisons are not', async ({
  host,
}) => {
  await host.open('?step=2&theme=dark&controls=0&block=0&compare=block:0');
  await host.step(2);
  await expect(host.root).toHaveAttribute('data-theme', 'dark');
  await expect(host.frame.getByRole('button')).toHaveCount(0);
  await expect(host.frame.getByText('block 0.0 s')).toHaveCount(0);
  await expect(host.frame.getByRole('region', { name: 'Timeline' })).toContainText('changed');
});

test('options: it starts, goes until a step and stays there', async ({ host }) => {
  await host.open('?autoplay=1&speed=4&until=2');
  await host.step(2);
  await host.state('paused');
  await expect(host.frame.getByRole('slider', { name: 'Block duration' })).toHaveCount(0);
});

test('keys=steps: the clicker walks its steps, and then the deck’s slides', async ({
  host,
  page,
}) => {
  await host.open('?keys=steps');
  await host.post('slide:start');
  await expect.poll(() => host.focusIsHere()).toBe(false);
  await page.keyboard.press('PageDown');
  await host.step(2);
  await page.keyboard.press('ArrowLeft');
  await host.step(1);
  const steps = Number(await host.root.getAttribute('data-steps'));
  for (let step = 2; step <= steps; step++) await page.keyboard.press('PageDown');
  await host.step(steps);
  await page.keyboard.press('PageDown');
  await expect
    .poll(async () => (await host.said()).flatMap(({ method }) => method ?? []))
    .toContain('next');
});

test('paper shows the step of print, then all is as it was', async ({ host, page }) => {
  await host.open('?print=last&step=2');
  const steps = Number(await host.root.getAttribute('data-steps'));
  await page.emulateMedia({ media: 'print' });
  await host.step(steps);
  await expect(host.button('Next step')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await host.step(2);
});
