import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { scenarios } from '../../scenarios/all';
import { figure, open, requiring } from './browserFigures';
import { median, type Figure, type Group } from './figure';

const assets = fileURLToPath(new URL('../../dist/assets', import.meta.url));
/** Edits of each scenario's file. */
const EDITS = 5;

/** Compressed, as they stand in `assets/`. */
function loadedBytes(): { first: number; web: number } {
  const files = readdirSync(assets).filter((file) => /^workshop-.*\.bin$/.test(file));
  const size = (file: string): number => statSync(`${assets}/${file}`).size;
  const web = files.filter((file) => file.startsWith('workshop-web-zip'));
  const sum = (of: readonly string[]): number => of.reduce((bytes, file) => bytes + size(file), 0);
  return { first: sum(files) - sum(web), web: sum(web) };
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

/** From a press until something is said of the run, ms of the page's clock. */
async function timed(page: Page, press: () => Promise<void>): Promise<number> {
  const taken = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let began = NaN;
        const begin = (): void => void (began = performance.now());
        for (const kind of ['click', 'keydown']) {
          addEventListener(kind, begin, { capture: true, once: true });
        }
        const observer = new MutationObserver(() => {
          const said = document.querySelector('.workshop-said');
          if (said === null || said.textContent === before) return;
          observer.disconnect();
          resolve(performance.now() - began);
        });
        const before = document.querySelector('.workshop-said')?.textContent ?? '';
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
  );
  await press();
  return taken;
}

async function workshop(): Promise<Figure[]> {
  const { browser, url } = await open();
  // One context: after the first page the files are in the browser's cache.
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  let first = 0;
  const later: { id: string; ms: number }[] = [];
  for (const { id } of scenarios) {
    const page = await context.newPage();
    await page.addInitScript('globalThis.__name = (f) => f');
    await page.goto(`${url}${id}/`);
    await page.locator('html[data-state=ready]').waitFor({ state: 'attached' });
    const ms = await timed(page, () =>
      page.getByRole('button', { name: 'Edit', exact: true }).click(),
    );
    first ||= ms;
    const editor = page.getByRole('textbox', { name: 'server.py, editor' });
    const lesson = (await editor.innerText()).replaceAll('\n\n', '\n');
    const times: number[] = [];
    for (let edit = 0; edit < EDITS; edit++) {
      await editor.fill(`${lesson}\n# mine\n`);
      times.push(await timed(page, () => editor.press('ControlOrMeta+Enter')));
      await page.getByRole('button', { name: 'Original' }).click();
      await page.locator('.workshop-said', { hasText: 'one for one' }).waitFor();
    }
    later.push({ id, ms: median(times) });
    await page.close();
  }
  await context.close();
  const slowest = later.reduce((a, b) => (b.ms > a.ms ? b : a));
  const within = later.filter(({ ms }) => ms <= 100).length;
  const bytes = loadedBytes();
  return [
    figure(
      'Edit: loaded once, gzip',
      `${megabytes(bytes.first)}; twisted.web ${megabytes(bytes.web)} more`,
      '≤ 6.5 MB',
      bytes.first <= 6.5e6,
    ),
    figure(
      'Edit pressed to the first run, nothing cached, local server',
      `${(first / 1000).toFixed(2)} s`,
      '≤ 2 s',
      first <= 2000,
    ),
    figure(
      'edited default file to its run, median of five',
      `up to ${Math.round(slowest.ms)} ms (${slowest.id}); median ${Math.round(median(later.map(({ ms }) => ms)))} ms (${within} of ${later.length} within)`,
      '≤ 100 ms',
      slowest.ms <= 100,
    ),
  ];
}

export const workshopGroups: Group[] = [
  { what: 'the workshop', measure: requiring('index.html', workshop) },
];
