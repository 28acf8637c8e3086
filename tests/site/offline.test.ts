import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { manifestOf } from '../../build/offline';
import {
  OfflineCache,
  NOT_KEPT,
  type Manifest,
  type Surroundings,
} from '../../src/page/offline/cache';

const scope = 'https://host.example/base/';

const manifest: Manifest = {
  version: '1',
  always: [NOT_KEPT, 'glossary/'],
  shared: ['assets/site-1.js'],
  pages: { 'chat/': ['embed/chat/', 'assets/chat-1.js'], 'stream/': ['embed/stream/'] },
  opened: ['embed/chat/code/'],
  asked: ['assets/workshop-1.bin'],
};

/** Caches in memory, and a network that has every file until it is cut. */
class Browser {
  readonly stored = new Map<string, Map<string, Response>>();
  readonly asked: string[] = [];
  /** What the network does: answers, fails, or says nothing. */
  network: 'up' | 'down' | 'silent' = 'up';
  status = 200;
  storage = true;
  waited: (() => void) | undefined;

  kept(changes: Partial<Manifest> = {}, savesData = false): OfflineCache {
    return new OfflineCache({ ...manifest, ...changes }, this.#surroundings(savesData));
  }

  #surroundings(savesData: boolean): Surroundings {
    return {
      scope,
      savesData,
      caches: {
        open: async (name: string) => this.#cache(name),
        keys: async () => [...this.stored.keys()],
        delete: async (name: string) => this.stored.delete(name),
      } as unknown as CacheStorage,
      fetch: async (request) => {
        const url = typeof request === 'string' ? request : request.url;
        this.asked.push(url.replace(scope, ''));
        if (this.network === 'down') throw new TypeError('Failed to fetch');
        if (this.network === 'silent') await new Promise(() => {});
        return new Response(`<html>${url}`, { status: this.status });
      },
      wait: () => new Promise((resolve) => (this.waited = resolve)),
    };
  }

  #cache(name: string): unknown {
    if (!this.storage) throw new Error('SecurityError');
    const cache = this.stored.get(name) ?? new Map<string, Response>();
    this.stored.set(name, cache);
    return {
      match: async (url: string) => cache.get(url.replace(/\?.*/, ''))?.clone(),
      put: async (url: string, response: Response) => void cache.set(url, response),
    };
  }

  /** Paths that some version keeps. */
  paths(version = '1'): string[] {
    const cache = this.stored.get(`inside-the-reactor ${scope} ${version}`);
    return [...(cache?.keys() ?? [])].map((url) => url.replace(scope, '')).sort();
  }
}

/** Asks as a browser does, and waits for what goes on after the answer. */
async function ask(
  kept: OfflineCache,
  path: string,
  mode = 'navigate',
): Promise<Response | undefined> {
  const going: Promise<unknown>[] = [];
  const request = { method: 'GET', mode, url: scope + path } as Request;
  try {
    return await kept.answer(request, (work) => going.push(work));
  } finally {
    await Promise.all(going);
  }
}

describe('what a browser keeps of the site', () => {
  test('from the beginning: the pages of words, and nothing of the scenarios', async () => {
    const browser = new Browser();
    await browser.kept().install();
    expect(browser.paths()).toEqual(['glossary/', NOT_KEPT]);
  });

  test('a page that was visited, with its files and its embed', async () => {
    const browser = new Browser();
    const kept = browser.kept();
    await kept.keep('chat/');
    const whole = ['assets/chat-1.js', 'assets/site-1.js', 'chat/', 'embed/chat/'];
    expect(browser.paths()).toEqual(whole);
    browser.asked.length = 0;
    await kept.keep('chat/');
    await kept.keep('elsewhere/');
    expect(browser.asked).toEqual([]);
  });

  test('another picture of an embed when it is opened, and in the next version', async () => {
    const browser = new Browser();
    await ask(browser.kept(), 'embed/chat/code/?step=2');
    expect(browser.paths()).toEqual(['embed/chat/code/']);
    await browser.kept({ version: '2' }).install();
    expect(browser.paths('2')).toContain('embed/chat/code/');
    expect(browser.paths('2')).not.toContain('embed/chat/');
  });

  test('what the workshop loads when somebody asks for it, and in the next version', async () => {
    const browser = new Browser();
    await ask(browser.kept(), 'assets/workshop-1.bin', 'cors');
    expect(browser.paths()).toEqual(['assets/workshop-1.bin']);
    await browser.kept({ version: '2' }).install();
    expect(browser.paths('2')).toContain('assets/workshop-1.bin');
  });

  test.each([
    ['other/', 'navigate'],
    ['other/page.html', 'navigate'],
    ['other/', 'cors'],
    ['constructor', 'navigate'],
    ['chat/other/', 'navigate'],
    ['embed/other/', 'navigate'],
    ['sw.js', 'cors'],
    ['assets/other-1.js', 'cors'],
    ['assets/', 'navigate'],
  ])('nothing that is not of the site: %s (%s)', async (path, mode) => {
    const browser = new Browser();
    const kept = browser.kept();
    const answer = await ask(kept, path, mode);
    // Without an answer of the worker the browser asks by itself.
    expect(answer === undefined).toBe(mode === 'cors');
    await kept.keep(path);
    expect(browser.paths()).toEqual([]);
    expect(browser.asked).toEqual(mode === 'cors' ? [] : [path]);
  });

  test('no more than what was asked for, where the reader saves data', async () => {
    const browser = new Browser();
    const kept = browser.kept({}, true);
    await kept.keep('chat/');
    expect(browser.asked).toEqual([]);
    await ask(kept, 'chat/?block=1');
    expect(browser.paths()).toEqual(['chat/']);
  });

  test('the next version takes over what the last one kept, and removes it', async () => {
    const browser = new Browser();
    await browser.kept().install();
    await browser.kept().keep('chat/');
    browser.stored.set('of another site', new Map());
    browser.asked.length = 0;
    const next = browser.kept({ version: '2', shared: ['assets/site-2.js'] });
    await next.install();
    // The page is new; a file whose name is the same has the same content.
    expect(browser.asked).toContain('chat/');
    expect(browser.asked).toContain('assets/site-2.js');
    expect(browser.asked).not.toContain('assets/chat-1.js');
    expect(browser.asked).not.toContain('stream/');
    expect(browser.paths('2')).toContain('assets/chat-1.js');
    await next.cleanUp();
    expect([...browser.stored.keys()]).toEqual([
      'of another site',
      `inside-the-reactor ${scope} 2`,
    ]);
  });

  test('a page that cannot be had in full does not stop the rest', async () => {
    const browser = new Browser();
    browser.status = 404;
    await browser.kept().keep('chat/');
    expect(browser.paths()).toEqual([]);
    await expect(browser.kept().install()).rejects.toThrow('404');
  });
});

describe('what it answers', () => {
  test('a page: from the network, and kept as it was last', async () => {
    const browser = new Browser();
    const kept = browser.kept();
    expect((await ask(kept, 'chat/?step=3'))!.status).toBe(200);
    browser.network = 'down';
    expect(await (await ask(kept, 'chat/?step=5'))!.text()).toContain('chat/?step=3');
    expect(await (await ask(kept, 'chat/index.html'))!.text()).toContain('chat/?step=3');
  });

  test('a page that is kept, while the network says nothing', async () => {
    const browser = new Browser();
    const kept = browser.kept();
    await kept.keep('chat/');
    browser.network = 'silent';
    const request = { method: 'GET', mode: 'navigate', url: `${scope}chat/` } as Request;
    const answer = kept.answer(request, () => {})!;
    await expect.poll(() => browser.waited).toBeDefined();
    browser.waited!();
    expect((await answer).status).toBe(200);
  });

  test('a file of assets: kept first', async () => {
    const browser = new Browser();
    const kept = browser.kept();
    await ask(kept, 'assets/chat-1.js', 'cors');
    await ask(kept, 'assets/chat-1.js', 'cors');
    expect(browser.asked).toEqual(['assets/chat-1.js']);
  });

  test('without a network, a page that is not kept: the card, with the site’s root in it', async () => {
    const browser = new Browser();
    const kept = browser.kept();
    await kept.install();
    browser.network = 'down';
    const answer = (await ask(kept, 'stream/'))!;
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain(`<html data-root="${scope}"`);
    await expect(ask(kept, 'embed/stream/', 'cors')).rejects.toThrow('fetch');
    const redirected = (await ask(kept, 'chat?step=2'))!;
    expect(redirected.headers.get('location')).toBe(`${scope}chat/?step=2`);
  });

  test('an error of the server is the reader’s to see, and not kept', async () => {
    const browser = new Browser();
    const kept = browser.kept();
    browser.status = 500;
    expect((await ask(kept, 'chat/'))!.status).toBe(500);
    expect(browser.paths()).toEqual([]);
  });

  test('everything else: nothing, so the browser asks by itself', async () => {
    const kept = new Browser().kept();
    expect(await ask(kept, 'chat/poster.svg', 'no-cors')).toBeUndefined();
    const other = { method: 'GET', mode: 'navigate', url: 'https://host.example/other/' };
    expect(kept.answer(other as Request, () => {})).toBeUndefined();
    const post = { method: 'POST', mode: 'cors', url: `${scope}chat/` };
    expect(kept.answer(post as Request, () => {})).toBeUndefined();
  });

  test('with storage forbidden: what the network has', async () => {
    const browser = new Browser();
    browser.storage = false;
    const kept = browser.kept();
    expect((await ask(kept, 'chat/'))!.status).toBe(200);
    expect((await ask(kept, 'assets/chat-1.js', 'cors'))!.status).toBe(200);
  });
});

describe('what the build tells it', () => {
  let folder: string;
  afterEach(() => rmSync(folder, { recursive: true }));

  const listed = (id: string, picture: string) => ({
    id,
    chapter: 1,
    place: 1,
    title: id,
    question: '?',
    picture: { name: picture },
    timeline: 'lanes',
  });

  function site(files: Record<string, string>): Manifest {
    folder = mkdtempSync(join(tmpdir(), 'offline-'));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return manifestOf(folder, {
      scenarios: [listed('chat', 'trays'), listed('stream', 'tape')],
      landing: 'chat',
      owners: new Map([
        ['assets/scenario-c.js', '/p/scenarios/chat/scenario.ts'],
        ['assets/scenario-s.js', '/p/scenarios/stream/scenario.ts'],
        ['assets/workshop-1.js', '/p/src/page/workshop/index.ts'],
        ['assets/own-1.js', '/p/src/page/workshop/own/index.ts'],
        ['assets/TraysPicture-1.js', '/p/src/stage/pictures/trays/TraysPicture.svelte'],
      ]),
    });
  }

  const files = {
    'chat/index.html': '<script src="../assets/index-1.js">',
    'stream/index.html': '<script src="../assets/index-1.js">',
    'stream/print/index.html': '',
    'glossary/index.html': '',
    'embed/chat/index.html': '',
    'embed/chat/code/index.html': '',
    'assets/index-1.js':
      'import("./scenario-c.js");import("./scenario-s.js");import("./TraysPicture-1.js");import("./card-1.js")',
    'assets/scenario-c.js': 'import "./bytes-1.js"',
    'assets/scenario-s.js': '',
    'assets/bytes-1.js': '',
    'assets/TraysPicture-1.js': '',
    'assets/card-1.js': 'new Worker("run-1.js");import("./workshop-1.js");import("./own-1.js")',
    'assets/own-1.js': '',
    'assets/run-1.js': '',
    'assets/workshop-1.js': '"workshop-1.bin"; import "./index-1.js"',
    'assets/workshop-1.bin': '',
    'assets/unused-1.js': '',
  };

  test('a page has what it can ever load, and no other scenario', () => {
    const { shared, pages, always, opened, asked } = site(files);
    expect(shared).toEqual(['assets/card-1.js', 'assets/index-1.js', 'assets/run-1.js']);
    const own = ['assets/TraysPicture-1.js', 'assets/bytes-1.js', 'assets/scenario-c.js'];
    expect(pages).toEqual({
      '': ['chat/', 'embed/chat/', ...own],
      'chat/': ['', 'embed/chat/', ...own],
      'stream/': ['embed/stream/', 'stream/print/', 'assets/scenario-s.js'],
    });
    expect(always).toEqual(['offline.html', 'glossary/']);
    expect(opened).toEqual(['embed/chat/code/']);
    // Nobody gets the workshop who does not ask for it.
    expect(asked).toEqual(['assets/own-1.js', 'assets/workshop-1.bin', 'assets/workshop-1.js']);
  });

  test('its version is that of every file', () => {
    const { version } = site(files);
    rmSync(folder, { recursive: true });
    expect(site(files).version).toBe(version);
    rmSync(folder, { recursive: true });
    expect(site({ ...files, 'glossary/index.html': 'a word more' }).version).not.toBe(version);
  });
});
