// An embed in plain pages of other people's.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { pictures } from './measure';

/** What an embed said, as the page around got it. */
export interface Said {
  event?: string;
  method?: string;
  args?: unknown;
  value?: Record<string, unknown>;
  listener?: string;
  context?: string;
  height?: number;
}
declare global {
  interface Window {
    said: Said[];
    keys: string[];
  }
}

/** A server of somebody else, with one page. */
interface Elsewhere {
  address: string;
  html: string;
}

/** A page with an embed in it. */
export class Host {
  readonly page: Page;
  readonly baseURL: string;
  readonly frame: FrameLocator;
  readonly root: Locator;
  readonly #elsewhere: Elsewhere;

  constructor(page: Page, baseURL: string, elsewhere: Elsewhere) {
    this.page = page;
    this.baseURL = baseURL;
    this.#elsewhere = elsewhere;
    this.frame = page.frameLocator('iframe');
    this.root = this.frame.locator('html');
  }

  /** Opens it. `style` is that of the iframe, `attributes` what else it has. */
  async open(
    query = '',
    { origin = 'same origin', style = '', attributes = '', scenario = 'blocked-reactor' } = {},
  ): Promise<this> {
    const embed = `${this.baseURL}embed/${scenario}/${query}`;
    const html = `<!doctype html><title>a deck</title>
      <script>
        window.said = []; window.keys = [];
        addEventListener('message', ({ data }) => said.push(JSON.parse(data)));
        addEventListener('keydown', ({ key }) => keys.push(key));
      </script>
      <body style="margin:0;height:3000px"><p tabindex="0">words</p>
      <iframe width="960" height="540" style="border:0;${style}" ${attributes} src="${embed}"></iframe>`;
    if (origin === 'same origin') {
      await this.page.route(`${this.baseURL}deck`, (route) =>
        route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
      );
      await this.page.goto('deck');
    } else {
      this.#elsewhere.html = html;
      await this.page.goto(this.#elsewhere.address);
    }
    await expect(this.root).not.toHaveAttribute('data-state', 'loading');
    return this;
  }

  async post(...messages: unknown[]): Promise<void> {
    await this.page.evaluate((all) => {
      const target = document.querySelector('iframe')!.contentWindow!;
      for (const message of all) target.postMessage(message, '*');
    }, messages);
  }
  async say(method: string, value?: unknown, listener?: string): Promise<void> {
    await this.post(JSON.stringify({ context: 'player.js', method, value, listener }));
  }
  said(): Promise<Said[]> {
    return this.page.evaluate(() => window.said);
  }
  async events(): Promise<(string | undefined)[]> {
    return (await this.said()).map(({ event }) => event);
  }
  /** The answer to a question. */
  async ask(method: string): Promise<unknown> {
    const listener = `asked ${Math.random()}`;
    await this.say(method, undefined, listener);
    const find = async (): Promise<Said | undefined> =>
      (await this.said()).find((one) => one.listener === listener);
    await expect.poll(find).toBeTruthy();
    return (await find())!.value;
  }
  keys(): Promise<string[]> {
    return this.page.evaluate(() => window.keys);
  }
  /** Whether keys go to the page and not to the embed. */
  focusIsHere(): Promise<boolean> {
    return this.frame.locator('body').evaluate(() => !document.hasFocus());
  }
  /** Whether that is so, and stays so for some pictures of the page. */
  async keepsFocus(): Promise<boolean> {
    await expect.poll(() => this.focusIsHere()).toBe(true);
    await pictures(this.page, 5);
    return this.focusIsHere();
  }
  async step(number: number): Promise<void> {
    await expect(this.root).toHaveAttribute('data-step', String(number));
  }
  async state(state: string): Promise<void> {
    await expect(this.root).toHaveAttribute('data-state', state);
  }
  button(name: string): Locator {
    return this.frame.getByRole('button', { name, exact: true });
  }
}

export const test = base.extend<{ host: Host }, { elsewhere: Elsewhere }>({
  elsewhere: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what is asked for off the pattern.
    async ({}, use) => {
      const there: Elsewhere = { address: '', html: '' };
      const server = createServer((_, response) => {
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(there.html);
      });
      await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
      there.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      await use(there);
      server.close();
    },
    { scope: 'worker' },
  ],
  host: async ({ page, baseURL, elsewhere }, use) => {
    const wrong: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) wrong.push(message.text());
    });
    page.on('pageerror', (error) => wrong.push(error.message));
    await use(new Host(page, baseURL!, elsewhere));
    // The deck of these tests has no icon, which is no fault of the embed's.
    expect(wrong.filter((text) => !text.includes('404'))).toEqual([]);
  },
});
