// The recorder as a visitor gets it: one file of the site, with which a server is recorded and its recording shown.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { pythonPath } from '../../scripts/python.mjs';
import { violations, violationsInThemes } from './axe';
import { expect, root, test } from './open';

const pyz = fileURLToPath(new URL('../../dist/inside_the_reactor.pyz', import.meta.url));

test('a recorded server is shown on a page of this machine, and its worst hold is one click away', async ({
  browser,
}, info) => {
  const folder = info.outputPath();
  const said = execFileSync(
    pythonPath(),
    ['-B', '-m', 'tests.scenes', folder, 'chat.py', '0', 'epoll', '--', '--source'],
    { cwd: 'python/recorder', encoding: 'utf8' },
  );
  const { file } = JSON.parse(said) as { file: string };
  const report = spawnSync(pythonPath(), [pyz, 'report', file, '-o', join(folder, 'run.html')]);
  expect(report.status).toBe(0);
  const server = spawn(pythonPath(), [pyz, 'open', file, '--no-browser'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [address] = (await createInterface(server.stdout)[Symbol.asyncIterator]().next())
      .value!.toString()
      .split(' ');
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    await page.goto(address!);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('run.json');
    await expect(page.getByText('epoll reactor ·')).toBeVisible();
    const holds = page.getByRole('region', { name: 'Worst holds' });
    await expect(holds).toContainText('Chat.lineReceived of A');
    await expect(holds).toContainText(/chat\.py:\d+ .*slept/);
    await expect(holds).toContainText('2 clients waited');
    await holds.getByRole('button').first().click();
    const at = Number(await root(page, 'event'));
    expect(at).toBeGreaterThan(0);
    await expect(page.locator('main.recording .sentence')).toContainText(
      /held the thread for .* at chat\.py:\d+; 2 clients waited/,
    );
    // The lanes show that part of the run; its line of code is lit; a lesson explains its kind.
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await expect(timeline).toContainText('a part of the run');
    await expect(page.getByRole('region', { name: 'Code' }).locator('.at')).toContainText(
      'held: sleeping',
    );
    await expect(page.getByRole('link', { name: 'See what a sleep does' })).toBeVisible();
    const from = page.getByRole('slider', { name: 'Shown from' });
    const before = Number(await from.getAttribute('aria-valuenow'));
    await from.press('ArrowRight');
    expect(Number(await from.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(timeline).toContainText('the whole run');
    // Beside another run of it, each has its lanes and its figures.
    await page.getByRole('button', { name: 'Compare with a recording' }).click();
    await page
      .getByRole('dialog', { name: 'Compare with a recording' })
      .getByLabel('Recording file')
      .setInputFiles(file);
    const compare = page.getByRole('region', { name: 'Compare' });
    const cells = compare.getByRole('row', { name: /^worst hold/ }).getByRole('cell');
    await expect(cells).toHaveCount(2);
    expect(await cells.first().textContent()).toBe(await cells.last().textContent());
    expect(new Set(asked)).toEqual(new Set([new URL(address!).host]));
    expect(await violationsInThemes(page)).toEqual([]);
    await page.goto(`file://${join(folder, 'run.html')}`);
    await expect(page.getByRole('table')).toContainText('Chat.lineReceived of A');
    await expect(page.getByRole('heading', { level: 2 }).first()).toContainText('2 clients waited');
    expect(await violations(page)).toEqual([]);
    await page.close();
  } finally {
    server.kill('SIGINT');
  }
});
