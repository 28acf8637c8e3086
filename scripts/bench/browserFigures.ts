import { existsSync, readdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { scenarios } from '../../scenarios/all';
import { violations as violationsOf } from '../../tests/browser/axe';
import { presentBrowser } from '../browser.mjs';
import { freePort, serveFolder } from '../lib/serve.mjs';
import { percentile, type Figure, type Group } from './figure';
import { felt } from './felt';
import { embedBytes, pageBytes, scriptOfAll, type Loaded } from './firstVisit';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** What the groups below share: the built site, served, and a browser. */
interface Ground {
  browser: Browser;
  /** Of the site, with a slash at its end. */
  url: string;
}

let ground: Promise<Ground & { server: Server }> | undefined;

/** The site and a browser, made once. */
export function open(): Promise<Ground> {
  ground ??= (async () => {
    const found = presentBrowser();
    if (!found) throw new Error('no browser here');
    const browser = await chromium.launch({ executablePath: found.path });
    const port = await freePort(4190);
    // Compressed, as a host would: the figures of a slow line depend on it.
    const server = await serveFolder(dist, { port, compress: true });
    return { browser, server, url: `http://localhost:${port}/` };
  })();
  return ground;
}

export async function closeBrowser(): Promise<void> {
  const opened = await ground?.catch(() => undefined);
  await opened?.browser.close();
  opened?.server.close();
}

async function withPage<T>(path: string, use: (page: Page, url: string) => Promise<T>): Promise<T> {
  const { browser, url } = await open();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  // The compiler that runs this file marks functions with a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (f) => f');
  try {
    await page.goto(`${url}${path}`);
    await page.locator('html[data-state=ready]').waitFor({ state: 'attached', timeout: 10_000 });
    return await use(page, url);
  } finally {
    await page.close();
  }
}

/** Of every scenario; the figures are those of the largest, which is named. */
async function firstVisit(): Promise<Figure[]> {
  const { browser, url } = await open();
  const pages: (Loaded & Sized)[] = [];
  const embeds: Sized[] = [];
  for (const { id } of scenarios) {
    // Nothing is cached in a context of its own.
    const page = await browser.newPage();
    pages.push({ id, ...(await pageBytes(page, `${url}${id}/`)) });
    await page.close();
    for (const name of readdirSync(`${dist}/embed/${id}`, { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('index.html')) continue;
      embeds.push({ id: `${id}/${name}`, ...embedBytes(`${dist}/embed/${id}/${name}`) });
    }
  }
  return [
    largest('page: JavaScript, gzip', pages, 'script', 130_000),
    figure(
      'pages of the course, one after another: JavaScript, gzip',
      kB(scriptOfAll(pages)),
      '',
      undefined,
    ),
    largest('page: all told, gzip', pages, 'all', undefined),
    largest('embed: one HTML file, gzip', embeds, 'all', 110_000),
  ];
}

interface Sized {
  id: string;
  script: number;
  all: number;
}

function largest(
  what: string,
  sizes: readonly Sized[],
  part: 'script' | 'all',
  limit: number | undefined,
): Figure {
  const { id, [part]: bytes } = sizes.reduce((a, b) => (b[part] > a[part] ? b : a));
  const within = sizes.filter((one) => one[part] <= (limit ?? Infinity)).length;
  const goal = limit === undefined ? '' : `≤ ${limit / 1000} kB`;
  const count = limit === undefined ? '' : `; ${within} of ${sizes.length} within`;
  const reached = limit === undefined ? undefined : bytes <= limit;
  return figure(what, `${kB(bytes)} (${id}${count})`, goal, reached);
}

/**
 * Sets the slider to 120 values, one a frame, and takes for each the time from the input event until
 * the timeline's marks have changed in the document: the script's whole work, without the painting.
 */
async function sliderToTimeline(page: Page): Promise<Figure> {
  const times = await page.evaluate(async () => {
    const slider = document.querySelector<HTMLInputElement>('input[type=range]');
    const timeline = document.querySelector('[aria-label="Timeline"]');
    if (!slider || !timeline) throw new Error('no slider or no timeline on the page');
    const { min, max, step } = { min: +slider.min, max: +slider.max, step: +slider.step };
    const values = Math.round((max - min) / step) + 1;
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const taken: number[] = [];
    for (let n = 1; n <= 120; n += 1) {
      // 29 and 51 have no common factor: big and small moves, every value of the slider.
      slider.value = String(min + ((n * 29) % values) * step);
      const changed = new Promise<number>((resolve) => {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          resolve(performance.now());
        });
        observer.observe(timeline, {
          subtree: true,
          childList: true,
          attributes: true,
          characterData: true,
        });
      });
      const started = performance.now();
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      const ended = await Promise.race([
        changed,
        new Promise<never>((_, reject) =>
          setTimeout(() => reject(new Error('the timeline did not change')), 2000),
        ),
      ]);
      taken.push(ended - started);
      await frame();
    }
    return taken.slice(20); // the first ones warm the engine up
  });
  const p95 = percentile(times, 95);
  return figure(
    'slider input to new timeline, script, p95',
    `${p95.toFixed(1)} ms (median ${percentile(times, 50).toFixed(1)})`,
    '≤ 8 ms',
    p95 <= 8,
  );
}

/**
 * What a move of the first slider costs the page's thread, of every scenario: from the input to the next task. A run that
 * takes long is made in a worker, and drawn when it is there. The figure is that of the slowest scenario.
 */
async function slowestSlider(): Promise<Figure> {
  const of: { id: string; p95: number }[] = [];
  for (const { id } of scenarios) {
    const times = await withPage(`${id}/?bet=0`, (page) =>
      page.evaluate(async () => {
        const slider = document.querySelector<HTMLInputElement>('.bar input[type=range]');
        if (!slider) return [];
        const { min, max, step } = { min: +slider.min, max: +slider.max, step: +slider.step || 1 };
        const values = Math.round((max - min) / step) + 1;
        const channel = new MessageChannel();
        const taken: number[] = [];
        for (let n = 1; n <= 60; n += 1) {
          slider.value = String(min + ((n * 29) % values) * step);
          const started = performance.now();
          slider.dispatchEvent(new Event('input', { bubbles: true }));
          await new Promise((resolve) => {
            channel.port1.onmessage = resolve;
            channel.port2.postMessage(null);
          });
          taken.push(performance.now() - started);
          await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        }
        return taken.slice(20); // the first ones warm the engine up
      }),
    );
    if (times.length > 0) of.push({ id, p95: percentile(times, 95) });
  }
  const slowest = of.reduce((a, b) => (b.p95 > a.p95 ? b : a));
  return figure(
    `slowest first slider of ${of.length} scenarios: script of a move, p95`,
    `${slowest.p95.toFixed(1)} ms (${slowest.id})`,
    '≤ 8 ms',
    slowest.p95 <= 8,
  );
}

/** The browser's own count of its main thread's work, over the wall time of playing. */
async function busyWhilePlaying(page: Page): Promise<Figure> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'timeTicks' });
  const read = async (): Promise<{ task: number; wall: number }> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const value = (name: string): number => metrics.find((m) => m.name === name)?.value ?? 0;
    return { task: value('TaskDuration'), wall: value('Timestamp') };
  };
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.locator('html[data-state=playing]').waitFor({ state: 'attached', timeout: 5_000 });
  await page.waitForTimeout(500);
  const before = await read();
  await page.waitForTimeout(5_000);
  const after = await read();
  const state = await page.locator('html').getAttribute('data-state');
  const share = (100 * (after.task - before.task)) / (after.wall - before.wall);
  return figure(
    'main thread busy while playing',
    `${share.toFixed(1)} %${state === 'playing' ? '' : ` (it was ${state} at the end)`}`,
    '≤ 8 %',
    share <= 8,
  );
}

async function axe(): Promise<Figure> {
  const { browser, url } = await open();
  const looks = [
    { theme: 'light', viewport: { width: 1440, height: 900 } },
    { theme: 'dark', viewport: { width: 1440, height: 900 } },
    { theme: 'light', viewport: { width: 390, height: 844 } },
  ];
  let violations = 0;
  let pages = 0;
  for (const { id } of scenarios) {
    for (const { theme, viewport } of looks) {
      const page = await browser.newPage({ viewport });
      for (const path of [`${id}/`, `embed/${id}/`]) {
        await page.goto(`${url}${path}?theme=${theme}`);
        await page.locator('html[data-state=ready]').waitFor({ state: 'attached' });
        violations += (await violationsOf(page)).length;
        pages += 1;
      }
      await page.close();
    }
  }
  return figure(
    'axe violations: light, dark, phone',
    `${violations} on ${pages} views`,
    '0',
    violations === 0,
  );
}

/** What a page of a file of 500 MB, sent to ten clients, keeps: the heap before its garbage is collected, in each variant. */
async function memoryOfLargest(): Promise<Figure> {
  const { browser, url } = await open();
  let mostMB = 0;
  let named = '';
  for (const { id } of scenarios.find((one) => one.id === 'tank-and-tap')!.variants) {
    const page = await browser.newPage();
    await page.goto(`${url}tank-and-tap/?variant=${id}&file=500&clients=10`);
    await page.locator('html:not([data-state=loading])').waitFor({ state: 'attached' });
    const session = await page.context().newCDPSession(page);
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    if (usedSize / 1e6 > mostMB) [mostMB, named] = [usedSize / 1e6, id];
    await page.close();
  }
  return figure(
    `memory of a page whose run sends 500 MB to ten clients (${named})`,
    `${Math.round(mostMB)} MB, heap`,
    '< 200 MB',
    mostMB < 200,
  );
}

async function hosts(): Promise<Figure> {
  const { browser, url } = await open();
  const own = new URL(url).host;
  const others = new Set<string>();
  const page = await browser.newPage();
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && host !== own) others.add(host);
  });
  for (const { id } of scenarios) {
    for (const path of [`${id}/`, `embed/${id}/`, 'no-such-page/']) {
      await page.goto(`${url}${path}`, { waitUntil: 'networkidle' });
    }
  }
  await page.close();
  return figure(
    'hosts contacted besides its own',
    others.size === 0 ? '0' : [...others].join(', '),
    '0',
    others.size === 0,
  );
}

export function figure(
  what: string,
  measured: string,
  goal: string,
  reached: boolean | undefined,
): Figure {
  return { what, measured, goal, reached };
}

/** The machine's browser, for the line under the table. */
export async function browserVersion(): Promise<string> {
  try {
    return `Chromium ${(await open()).browser.version()}`;
  } catch {
    return 'no browser';
  }
}

export const browserGroups: Group[] = [
  { what: 'what a first visit loads', measure: requiring('index.html', firstVisit) },
  {
    what: 'slider input to new timeline',
    measure: requiring('index.html', async () => [await withPage('', sliderToTimeline)]),
  },
  {
    what: 'slowest slider of all scenarios',
    measure: requiring('index.html', async () => [await slowestSlider()]),
  },
  {
    what: 'memory of the largest run in a page',
    measure: requiring('index.html', async () => [await memoryOfLargest()]),
  },
  {
    what: 'main thread busy while playing',
    measure: requiring('index.html', async () => [
      await withPage('?step=1&bet=0', busyWhilePlaying),
    ]),
  },
  {
    what: 'what a phone feels',
    measure: requiring('index.html', async () => {
      const { browser, url } = await open();
      return felt(browser, `${url}blocked-reactor/`);
    }),
  },
  { what: 'axe violations', measure: requiring('index.html', async () => [await axe()]) },
  { what: 'hosts contacted', measure: requiring('index.html', async () => [await hosts()]) },
];

export function requiring(file: string, measure: () => Promise<Figure[]>): () => Promise<Figure[]> {
  return async () => {
    if (!existsSync(`${dist}/${file}`)) throw new Error('the site did not build');
    return measure();
  };
}
