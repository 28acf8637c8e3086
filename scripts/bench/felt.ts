import type { Browser, CDPSession, Page } from '@playwright/test';
import { median, percentile, type Figure } from './figure';

/** A phone of the middle class: its screen, a processor four times slower than this one, a line of the third generation. */
const PHONE = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};
const SLOWER = 4;
const LINE = { latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };

/** First visits: the figures are medians of so many. Other programs make single ones slow. */
const VISITS = 5;

/** What a first visit feels like, in ms; the shift is the browser's own score. */
interface Visit {
  paint: number;
  usable: number;
  blocking: number;
  shift: number;
  /** Of every interaction: from the input to the next picture. */
  reactions: Map<string, number>;
  slider: number[];
}

/** What the browser notes of itself while a page is open. */
interface Noted {
  paint: number;
  first: number;
  usable: number;
  shift: number;
  tasks: { startTime: number; duration: number }[];
  events: { startTime: number; duration: number }[];
}

/**
 * Notes from the first moment on. Usable is the page when it says that it is ready and the picture of that is painted.
 * As text: the compiler that runs this file marks functions with a helper that the page does not have.
 */
const NOTE = `
  const noted = { paint: 0, first: 0, usable: 0, shift: 0, tasks: [], events: [] };
  globalThis.noted = noted;
  const watch = (type, take, more) => new PerformanceObserver((list) => list.getEntries().forEach(take))
    .observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', ({ startTime }) => (noted.paint = startTime));
  watch('paint', ({ name, startTime }) => name === 'first-contentful-paint' && (noted.first = startTime));
  watch('layout-shift', ({ value, hadRecentInput }) => hadRecentInput || (noted.shift += value));
  watch('longtask', ({ startTime, duration }) => noted.tasks.push({ startTime, duration }));
  watch('event', ({ startTime, duration, interactionId }) =>
    interactionId && noted.events.push({ startTime, duration }), { durationThreshold: 16 });
  new MutationObserver((_, observer) => {
    if ((document.documentElement.dataset.state ?? 'loading') === 'loading') return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (noted.usable = performance.now())));
  }).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-state'] });
`;

/** What a reader does with a lesson, and the name of it. */
const DEEDS: readonly [name: string, act: (page: Page) => Promise<unknown>][] = [
  ['next step', (page) => page.getByRole('button', { name: 'Next step' }).tap()],
  ['a step by key', (page) => page.keyboard.press('ArrowRight')],
  // Before the steps that would stop at the question.
  ['the tab Predict', (page) => page.getByRole('tab', { name: 'Predict' }).tap()],
  ['a bet', (page) => page.getByRole('radio').first().press('Space')],
  ['reveal', (page) => page.getByRole('button', { name: 'Reveal' }).tap()],
  ['the tab Picture after it', (page) => page.getByRole('tab', { name: 'Picture' }).tap()],
  ['last step', (page) => page.getByRole('button', { name: 'Last step' }).tap()],
  ['first step', (page) => page.getByRole('button', { name: 'First step' }).tap()],
  ['play', (page) => page.getByRole('button', { name: 'Play', exact: true }).tap()],
  ['pause', (page) => page.getByRole('button', { name: 'Pause' }).tap()],
  ['the tab Code', (page) => page.getByRole('tab', { name: 'Code' }).tap()],
  ['a variant', (page) => page.getByRole('tab', { name: /deferred/i }).tap()],
  ['the tab Picture', (page) => page.getByRole('tab', { name: 'Picture' }).tap()],
  [
    'the slider, by key',
    (page) => page.getByRole('slider', { name: 'Block duration' }).press('ArrowRight'),
  ],
  ['the time, by key', (page) => page.getByRole('slider', { name: 'Time' }).press('PageUp')],
  ['compare', (page) => page.getByRole('button', { name: 'Compare' }).tap()],
  ['theme', (page) => page.getByRole('button', { name: 'Theme' }).tap()],
  ['a recording', (page) => page.getByRole('button', { name: 'Open a recording' }).tap()],
  // Its code comes over the slow line before.
  ['close', (page) => page.getByRole('dialog').press('Escape')],
  ['slides', (page) => page.getByRole('button', { name: 'Use in slides' }).tap()],
];

const noted = (page: Page): Promise<Noted> => page.evaluate('noted');

/** Waits until nothing is left to do: a second without a long task, half a second without a request. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(`new Promise((resolve) => {
    const look = () => {
      const last = noted.tasks.at(-1);
      const quietMs = performance.now() - (last ? last.startTime + last.duration : 0);
      if (noted.usable > 0 && quietMs > 1000) resolve();
      else setTimeout(look, 100);
    };
    look();
  })`);
}

/** From a slider's input event to the picture of it: script, layout and paint, not the wait for the screen. */
const DRAG = `(async () => {
  const slider = document.querySelector('input[type=range]');
  const { min, max, step } = { min: +slider.min, max: +slider.max, step: +slider.step };
  const values = Math.round((max - min) / step) + 1;
  const taken = [];
  for (let n = 1; n <= 80; n++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const began = performance.now();
    // 29 and 51 have no common factor: big and small moves, every value of the slider.
    slider.value = String(min + ((n * 29) % values) * step);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(0);
    });
    // A run that takes long is made in a worker.
    while (document.querySelector('[aria-busy=true]')) await new Promise(requestAnimationFrame);
    taken.push(performance.now() - began);
  }
  return taken.slice(20); // the first ones warm the engine up
})()`;

async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  try {
    const devtools: CDPSession = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', { offline: false, ...LINE });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.addInitScript(NOTE);
    await page.goto(url, { waitUntil: 'load' });
    await settle(page);
    const { paint, first, usable, shift, tasks } = await noted(page);
    const blocking = tasks
      .filter(({ startTime }) => startTime >= first)
      .reduce((sum, { duration }) => sum + duration - 50, 0);
    const reactions = new Map<string, number>();
    for (const [name, act] of DEEDS) {
      const before = (await noted(page)).events.length;
      await act(page).catch((error: Error) => {
        throw new Error(`${name}: ${error.message}`, { cause: error });
      });
      await settle(page);
      const own = (await noted(page)).events.slice(before).map(({ duration }) => duration);
      // What is quicker than 16 ms is not told.
      reactions.set(name, Math.max(0, ...own));
    }
    await page.goto(`${url}?step=last`, { waitUntil: 'load' });
    await settle(page);
    const slider = (await page.evaluate(DRAG)) as number[];
    return { paint, usable, blocking, shift, reactions, slider };
  } finally {
    await context.close();
  }
}

/** What somebody with a phone feels who opens a lesson for the first time. */
export async function felt(browser: Browser, url: string): Promise<Figure[]> {
  const visits: Visit[] = [];
  for (let i = 0; i < VISITS; i++) visits.push(await visit(browser, url));
  const of = (value: (visit: Visit) => number): number => median(visits.map(value));
  const all = DEEDS.map(([name]) => [name, of(({ reactions }) => reactions.get(name)!)] as const);
  const [slowest, reaction] = all.reduce((a, b) => (b[1] > a[1] ? b : a));
  const line = (what: string, value: number, most: number, unit = 'ms', more = ''): Figure => ({
    what: `phone: ${what}`,
    measured: `${value.toFixed(unit === 'ms' ? 0 : 3)} ${unit}${more}`.trim(),
    goal: most === 0 ? '0' : `≤ ${most} ${unit}`,
    reached: value <= most,
  });
  return [
    line(
      'largest paint',
      of(({ paint }) => paint),
      1000,
    ),
    line(
      'usable',
      of(({ usable }) => usable),
      2000,
    ),
    line(
      'blocking time',
      of(({ blocking }) => blocking),
      300,
    ),
    line(`slowest of ${all.length} reactions`, reaction, 100, 'ms', ` (${slowest})`),
    line(
      'slider to picture, p95',
      of(({ slider }) => percentile(slider, 95)),
      50,
    ),
    line(
      'layout shift',
      of(({ shift }) => shift),
      0,
      '',
    ),
  ];
}
