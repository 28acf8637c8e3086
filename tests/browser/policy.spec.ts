// The Content-Security-Policy of pages and embeds. That it lets through what they do is also seen by every other test
// that fails when anything is on the console: a browser writes down there what it has refused.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Frame, Page } from '@playwright/test';
import { expect, next, open, root, test } from './open';

test.use({ reuseContext: true });

/** What a browser has refused in this page and its frames, by directive. */
async function refusals(page: Page): Promise<string[]> {
  const refused: string[] = [];
  await page.exposeFunction('refused', (directive: string) => refused.push(directive));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      (window as unknown as { refused(directive: string): void }).refused(effectiveDirective),
    );
  });
  return refused;
}

const documents = [
  ['', 'self'],
  ['blocked-reactor/?block=1&step=4&compare=block:0&theme=dark', 'self'],
  ['embed/blocked-reactor/?step=3&bg=transparent', 'alone'],
  ['embed/blocked-reactor/?panels=code', 'alone'],
  ['glossary/', 'alone'],
  ['what-the-post-said/', 'alone'],
  ['in-your-own-server/', 'alone'],
  ['chat/print/', 'alone'],
  ['offline.html', 'alone'],
  ['404.html', 'alone'],
] as const;

test('each document has a policy, and does nothing against it', async ({ context }) => {
  const page = await context.newPage();
  const refused = await refusals(page);
  for (const [path, loads] of documents) {
    await page.goto(path);
    const policy = await page
      .locator('head > meta[http-equiv="Content-Security-Policy"]')
      .getAttribute('content');
    expect(policy, path).toMatch(/default-src 'none';script-src ('self' )?'sha256-/);
    expect(policy!.includes("script-src 'self'"), path).toBe(loads === 'self');
    expect(policy, path).not.toMatch(/script-src[^;]*unsafe|http|\*|blob:/);
    const steps = next(page);
    if ((await steps.count()) > 0) {
      await expect(page.locator('html')).not.toHaveAttribute('data-state', 'loading');
      const before = Number(await root(page, 'step'));
      await steps.click();
      await expect(page.locator('html'), path).toHaveAttribute('data-step', `${before + 1}`);
    }
    expect(refused, path).toEqual([]);
  }
});

/** Tries in a document what somebody might who has brought text of theirs into it. Whatever runs is written down. */
async function attack(frame: Frame): Promise<string[]> {
  return frame.evaluate(async () => {
    const ran: string[] = [];
    Object.assign(window, { ran });
    const add = (html: string): Element => {
      const place = document.createElement('div');
      place.innerHTML = html;
      document.body.append(place);
      return place.firstElementChild!;
    };
    const script = document.createElement('script');
    script.textContent = 'ran.push("a script")';
    document.body.append(script);
    const module = document.createElement('script');
    module.src = 'data:text/javascript,ran.push("a data: script")';
    document.body.append(module);
    add('<img src="data:," onerror="ran.push(\'a handler\')">');
    add('<button onclick="ran.push(\'a click\')">x</button>').dispatchEvent(
      new MouseEvent('click'),
    );
    (add('<a href="javascript:void ran.push(\'an address\')">x</a>') as HTMLElement).click();
    setTimeout('ran.push("text")');
    try {
      new Worker('data:text/javascript,postMessage(0)').onmessage = () => ran.push('a worker');
    } catch {
      // Refused at once.
    }
    add('<style>body { letter-spacing: 7px }</style>');
    if (getComputedStyle(document.body).letterSpacing === '7px') ran.push('a style');
    add('<base href="http://elsewhere.example/">');
    if (document.baseURI.includes('elsewhere')) ran.push('a base');
    add('<img src="http://elsewhere.example/a.png">');
    add('<iframe src="http://elsewhere.example/"></iframe>');
    add('<iframe src="data:text/html,x"></iframe>');
    (add('<form action="http://elsewhere.example/"></form>') as HTMLFormElement).submit();
    for (const address of ['http://elsewhere.example/', location.href]) {
      await fetch(address).then(
        () => ran.push(`asked ${address}`),
        () => undefined,
      );
    }
    navigator.sendBeacon('http://elsewhere.example/');
    // Whatever was to run does so before a picture that is loaded after it.
    const image = new Image();
    image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
    await image.decode();
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return ran;
  });
}

test.describe('what somebody brings into a document does not run, and asks nobody', () => {
  // The console has the refusals on it: these have pages of their own.
  const embed = 'embed/blocked-reactor/';
  const homes: Record<string, (page: Page, baseURL: string, file: string) => Promise<Frame>> = {
    'a page': async (page) => {
      await open(page, 'stream/');
      return page.mainFrame();
    },
    'an embed': async (page) => {
      await open(page, embed);
      return page.mainFrame();
    },
    'an embed in a sandbox': (page, baseURL) =>
      framed(page, `sandbox="allow-scripts allow-forms" src="${baseURL}${embed}"`),
    'an embed in a data: address': async (page) => {
      const html = await (await page.request.get(embed)).text();
      return framed(page, `src="data:text/html;base64,${Buffer.from(html).toString('base64')}"`);
    },
    'an embed from a disk': async (page, _, file) => {
      writeFileSync(file, await (await page.request.get(embed)).text());
      await open(page, pathToFileURL(file).href);
      return page.mainFrame();
    },
    'a page of words': async (page) => {
      await page.goto('glossary/');
      return page.mainFrame();
    },
  };

  for (const [home, go] of Object.entries(homes)) {
    test(home, async ({ context, baseURL }, info) => {
      const page = await context.newPage();
      const refused = await refusals(page);
      const frame = await go(page, baseURL!, info.outputPath('embed.html'));
      expect(refused).toEqual([]);
      const asked: string[] = [];
      // Here comes what leaves the browser; a request that was refused is told of as a request too.
      await page.route(/^http/, async (route) => {
        asked.push(route.request().url());
        await route.fulfill({ body: '' });
      });
      expect(await attack(frame)).toEqual([]);
      expect(asked).toEqual([]);
      const directives = ['script-src-elem', 'script-src-attr', 'style-src-elem', 'base-uri'];
      await expect
        .poll(() => refused)
        .toEqual(expect.arrayContaining([...directives, 'connect-src', 'form-action', 'img-src']));
    });
  }

  async function framed(page: Page, attributes: string): Promise<Frame> {
    await page.setContent(`<title>a deck</title><iframe width="960" height="540" ${attributes}>`);
    await expect(page.frameLocator('iframe').locator('html')).toHaveAttribute(
      'data-state',
      'ready',
    );
    return page.frames()[1]!;
  }
});
