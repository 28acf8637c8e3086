// The worker that keeps visited pages. The site is served from a folder of some host, and cutting the
// network means that nothing listens there any more.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { freePort, serveFolder } from '../../scripts/lib/serve.mjs';
import { expect, next, open, root, test as base, type Page } from './open';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

class Network {
  readonly url: string;
  readonly #port: number;
  #server: Server | undefined;
  /** What is served from the next time that it is up. */
  folder = dist;

  constructor(port: number) {
    this.#port = port;
    this.url = `http://localhost:${port}/some/folder/`;
  }

  async up(): Promise<void> {
    this.#server = await serveFolder(this.folder, { port: this.#port, base: '/some/folder/' });
  }

  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server?.close(resolve));
    this.#server?.closeAllConnections();
    await closed;
  }
}

const test = base.extend<{ network: Network }>({
  network: async ({ viewport: _ }, use, { workerIndex }) => {
    const network = new Network(await freePort(4300 + 20 * workerIndex));
    await network.up();
    await use(network);
    await network.cut();
  },
  baseURL: async ({ network }, use) => use(network.url),
});
test.use({ serviceWorkers: 'allow' });

/** Addresses that the built worker asks for when a page says that it has loaded. */
async function keptWith(page: string, scope: string): Promise<string[]> {
  const hear: Record<string, (event: unknown) => void> = {};
  const asked: string[] = [];
  const cache = { match: async () => undefined, put: async () => undefined };
  const worker = {
    registration: { scope },
    navigator: {},
    addEventListener: (type: string, listener: (event: unknown) => void) => (hear[type] = listener),
    caches: { open: async () => cache, keys: async () => [] },
    fetch: async (url: string) => {
      asked.push(url);
      return new Response();
    },
    setTimeout,
  };
  runInContext(readFileSync(`${dist}/sw.js`, 'utf8'), createContext(worker));
  const going: Promise<unknown>[] = [];
  hear['message']!({
    source: { url: scope + page },
    waitUntil: (work: Promise<unknown>) => going.push(work),
  });
  await Promise.all(going);
  return asked;
}

/** Opens a page and waits until the worker has kept it. */
async function visit(page: Page, path: string, scope: string): Promise<void> {
  await open(page, path);
  const wanted = await keptWith(path.replace(/\?.*/, ''), scope);
  expect(wanted.length).toBeGreaterThan(10);
  const missing = (): Promise<string[]> =>
    page.evaluate(async (urls) => {
      const found = await Promise.all(urls.map((url) => caches.match(url)));
      return urls.filter((_, place) => !found[place]);
    }, wanted);
  await expect.poll(missing).toEqual([]);
}

test('pages that were visited open again without a network, and work', async ({
  page,
  network,
}) => {
  await visit(page, 'chat/', network.url);
  await visit(page, 'blocked-reactor/?block=1', network.url);
  await network.cut();

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-state', 'ready');
  // What is loaded when it is asked for is there too.
  await page.getByRole('button', { name: 'Open a recording' }).click();
  await expect(page.getByRole('heading', { name: 'Open a recording' })).toBeVisible();

  for (const path of ['chat/', 'embed/chat/', '', 'chat?step=2', 'embed/blocked-reactor/?step=2']) {
    await open(page, path);
    await next(page).click();
    expect(await root(page, 'state'), path).toMatch(/ready|playing/);
    expect(new URL(page.url()).pathname).toMatch(/\/$/);
  }
  await open(page, 'glossary/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('a page that was not visited gives a card with those that were, until the network is back', async ({
  context,
  network,
}) => {
  // A page of its own: that it was answered with 503 stands on its console.
  const page = await context.newPage();
  await visit(page, 'chat/', network.url);
  await network.cut();
  await page.goto('stream/?step=2');
  await expect(page.locator('html')).toHaveAttribute('data-state', 'error');
  await expect(page.getByRole('heading', { name: /not kept here/ })).toBeVisible();
  await expect(page.getByRole('listitem')).toHaveCount(1);
  await page.goto('embed/nope/');
  await expect(page.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('listitem').getByRole('link').click();
  await expect(page.locator('html')).toHaveAttribute('data-scenario', 'chat');
  await network.up();
  await open(page, 'stream/');
  expect(await root(page, 'scenario')).toBe('stream');
});

test('a new version takes over what was kept, and the old one goes', async ({
  context,
  network,
}, info) => {
  const first = await context.newPage();
  await visit(first, 'chat/', network.url);
  await network.cut();
  network.folder = info.outputPath('next version');
  cpSync(dist, network.folder, { recursive: true });
  const edit = (path: string, change: (text: string) => string): void => {
    const file = `${network.folder}/${path}`;
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };
  edit('chat/index.html', (html) => html.replace('<html', '<html data-next'));
  edit('sw.js', (code) => code.replace(/version:([`"'])\w+/, 'version:$1thenext'));
  await network.up();

  // It is made ready beside the old one, which serves the pages that are open to their end.
  await first.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update();
  });
  await expect
    .poll(() => first.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state))
    .toBe('installed');
  expect(await first.evaluate(async () => (await caches.keys()).length)).toBe(2);
  await first.close();

  const second = await context.newPage();
  await open(second, 'glossary/');
  await expect
    .poll(() => second.evaluate(() => caches.keys()))
    .toEqual([expect.stringMatching(/ thenext$/)]);
  await network.cut();
  await open(second, 'chat/');
  expect(await root(second, 'next')).toBe('');
  await next(second).click();
  expect(await root(second, 'step')).toBe('2');
});

test('an embed and a page of words register nothing', async ({ page, network }) => {
  for (const path of ['embed/chat/', 'glossary/']) {
    await page.goto(network.url + path, { waitUntil: 'networkidle' });
    const count = await page.evaluate(
      async () => (await navigator.serviceWorker.getRegistrations()).length,
    );
    expect(count, path).toBe(0);
  }
});

test('where workers are forbidden, the page works and says nothing', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'serviceWorker', {
      get() {
        throw new DOMException('The document is sandboxed.', 'SecurityError');
      },
    });
  });
  await open(page, 'chat/');
  await next(page).click();
  expect(await root(page, 'step')).toBe('2');
});

/** Answers each of the scenario's clients, who know nothing of HTTP, with an error. */
const WEB_SERVER = `from twisted.internet import reactor
from twisted.web import resource, server

print("begun")
reactor.listenTCP(8000, server.Site(resource.Resource()))
reactor.run()
`;

test('twisted.web is loaded when a program imports it and the reader says so; Python and it are there without a network', async ({
  page,
  network,
}) => {
  test.setTimeout(150_000);
  const slow = { timeout: 60_000 };
  const runs = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    const editor = page.getByRole('textbox', { name: 'server.py, editor' });
    const said = page.locator('.workshop-said');
    await expect(said).toHaveText(/one for one/, slow);
    await editor.fill(WEB_SERVER);
    await editor.press('ControlOrMeta+Enter');
    await expect(said).toHaveText(/Line 2\. This program imports twisted\.web, .*0\.5 MB/, slow);
    await said.getByRole('button', { name: 'Load it, 0.5 MB' }).click();
    await expect(said).toHaveText(/only timers of the program go on/, slow);
  };
  await visit(page, 'blocked-reactor/', network.url);
  await runs();
  await network.cut();
  await open(page, 'blocked-reactor/?block=1');
  await runs();
});
