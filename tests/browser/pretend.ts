import type { Frame, Page, Route } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileFor, types } from '../../scripts/lib/serve.mjs';

/** Where the decks are: another origin than the site's. */
export const DECK = 'http://deck.example/';
/** The site in dist/, under a name: a browser lets no page of elsewhere load from the machine itself. */
export const SITE = 'http://site.example/';
/** Somebody else's, with what pretends to be an embed. */
export const FOREIGN = 'http://foreign.example/';

/**
 * An embed with five steps that writes down all that it is told, and does as the real one does. It can
 * be kept from loading, and made to say anything: what its host does is then known exactly.
 */
const embed = `<!doctype html><title>an embed</title><button>Next step</button><script>
  window.told = [];
  const steps = ['a', 'b', 'c', 'd', 'e'].map((id, i) => ({ number: i + 1, id, caption: id }));
  const given = new URLSearchParams(location.search);
  const find = (value) => steps.find((step) => value === step.number || value === step.id ||
    String(step.number) === value);
  const listeners = [];
  let paused = true;
  let step = find(given.get('step')) ?? steps[0];
  const post = (message) => parent.postMessage(JSON.stringify(message), '*');
  const tell = (event, value, listener) =>
    post({ context: 'player.js', version: '1', event, value, listener });
  window.emit = (event, value) => {
    for (const one of listeners) if (one.event === event) tell(event, value, one.listener);
  };
  window.go = (to) => {
    if (!to || to === step) return;
    step = to;
    emit('stepchange', step);
  };
  window.post = post;
  const answers = {
    goToStep: (value) => go(value === 'last' ? steps.at(-1) : find(value)),
    next: () => go(steps[step.number]),
    prev: () => go(steps[step.number - 2]),
    play: () => { paused = false; emit('play'); },
    pause: () => { paused = true; emit('pause'); },
    addEventListener: (event, listener) => listeners.push({ event, listener }),
    getStep: (_, listener) => tell('getStep', step, listener),
    getSteps: (_, listener) => tell('getSteps', steps, listener),
    getPaused: (_, listener) => tell('getPaused', paused, listener),
  };
  addEventListener('message', ({ data, source }) => {
    if (source !== parent) return;
    if (data === 'slide:start' && given.get('reset') !== 'never') go(find(given.get('step')) ?? steps[0]);
    const { method, value, listener } = data[0] === '{' ? JSON.parse(data) : { method: data };
    told.push(value === undefined ? method : method + ' ' + JSON.stringify(value));
    answers[method]?.(value, listener);
  });
  window.step = () => step.number;
  tell('ready', { src: location.href, events: [], methods: [], steps });
</script>`;

interface Told extends Window {
  told: string[];
  step(): number;
}

/** What an embed was told, without what only asks. */
export async function told(frame: Frame): Promise<string[]> {
  const all = await frame.evaluate(() => (window as unknown as Told).told);
  return all.filter((one) => !/^(get|addEventListener)/.test(one));
}

/** The step that an embed shows. */
export async function stepOf(frame: Frame): Promise<number> {
  return frame.evaluate(() => (window as unknown as Told).step());
}

async function answer(route: Route, folder: string, path: string): Promise<void> {
  const file = fileFor(folder, '/', path);
  if (!file || file === 'add a slash') {
    await route.fulfill({ status: 404, contentType: 'text/html', body: '<title>nothing</title>' });
    return;
  }
  const contentType = types[extname(file)] ?? 'application/octet-stream';
  await route.fulfill({ contentType, body: readFileSync(file) });
}

/**
 * Serves the site at `SITE`, and at `DECK` the pages that are given by their names, with reveal.js below
 * `reveal/`. Both have an embed that pretends, at `embed/pretend/`.
 */
export async function serve(page: Page, pages: Record<string, string>): Promise<void> {
  await page.route(`${SITE}**`, (route) =>
    answer(route, 'dist', new URL(route.request().url()).pathname),
  );
  await page.route(`${DECK}**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    const body = pages[pathname.slice(1)];
    if (body !== undefined) await route.fulfill({ contentType: 'text/html', body });
    else {
      const folder = 'tests/decks/node_modules/reveal.js/dist';
      await answer(route, folder, pathname.replace(/^\/reveal/, ''));
    }
  });
  await page.route('**/embed/pretend/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: embed }),
  );
}

/** The frame of the page's nth iframe, once it has an embed in it. */
export async function embedIn(page: Page, nth = 0): Promise<Frame> {
  const frame = (await page.locator('iframe').nth(nth).elementHandle())!;
  const inside = (await frame.contentFrame())!;
  await inside.waitForFunction(() => 'told' in window);
  return inside;
}

/** Tries, from inside a frame, all that an embed may ask of the page around it; returns when the page has heard it. */
export async function tryAll(page: Page, frame: Frame): Promise<void> {
  await page.evaluate(() => {
    addEventListener('message', ({ data }) => {
      if (data === 'that is all') document.documentElement.dataset.heard = '';
    });
  });
  await frame.evaluate(() => {
    const steps = [1, 2, 3].map((number) => ({ number, id: `${number}`, caption: '' }));
    for (const message of [
      { context: 'player.js', event: 'ready', value: { steps } },
      { context: 'iframe.resize', height: 77 },
      { method: 'triggerKey', args: [66] },
      { method: 'next' },
    ]) {
      parent.postMessage(JSON.stringify(message), '*');
    }
    parent.postMessage('that is all', '*');
  });
  await page.locator('html[data-heard]').waitFor();
}
