import { expect, test as base, type Locator, type Page } from '@playwright/test';

/**
 * Fails a test that leaves anything on the console or asks another host for anything.
 *
 * A page in a new context costs more than most of what is done on it. A file that only opens addresses of the
 * site says `test.use({ reuseContext: true })`: its tests have one page, with its storage emptied, its size and
 * media put back. One that takes the network away, counts the history or shows what is not of the site has its own.
 */
export const test = base.extend<{ quiet: void }>({
  quiet: [
    async ({ page, baseURL }, use) => {
      const wrong: string[] = [];
      page.on('console', (message) => {
        const text = message.text();
        // Playwright says it of the worker that the tests, by their configuration, do without.
        if (text === 'Service Worker registration blocked by Playwright') return;
        if (['error', 'warning'].includes(message.type())) wrong.push(text);
      });
      page.on('pageerror', (error) => wrong.push(error.message));
      page.on('request', (request) => {
        const { protocol, host } = new URL(request.url());
        if (protocol.startsWith('http') && host !== new URL(baseURL!).host) {
          wrong.push(`asked ${request.url()}`);
        }
      });
      await use();
      expect(wrong).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect, type Page };

/** Opens an address of the site and waits until it can be used. */
export async function open(page: Page, address = ''): Promise<void> {
  await page.goto(address);
  await expect(page.locator('html')).not.toHaveAttribute('data-state', 'loading');
}

/** Opens a page of somebody else at the site's own address: of what the site allows its pages, nothing holds there. */
export async function openAuthors(page: Page, html: string): Promise<void> {
  const address = 'an-authors-page.html';
  await page.route(`**/${address}`, (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>x</title>${html}` }),
  );
  await page.goto(address);
}

/** A `data-*` attribute of the root element. */
export async function root(page: Page, name: string): Promise<string | null> {
  return page.locator('html').getAttribute(`data-${name}`);
}

/** The cells of the table of waits: client → words. */
export async function waits(page: Page): Promise<Record<string, string>> {
  const rows = page.getByRole('table', { name: 'Waits' }).locator('tbody tr');
  const cells = await rows.evaluateAll((all) =>
    all.map((row) => [row.children[0]!.textContent, row.children[1]!.textContent]),
  );
  return Object.fromEntries(cells) as Record<string, string>;
}

export function block(page: Page): Locator {
  return page.getByRole('slider', { name: 'Block duration' });
}

export function next(page: Page): Locator {
  return page.getByRole('button', { name: 'Next step', exact: true });
}

/** Closes the open dialog and presses a key in the same task: nothing that the browser tells later has come between. */
export async function closeAndPress(page: Page, key: string): Promise<void> {
  await page.locator('dialog[open]').evaluate((dialog: HTMLDialogElement, key) => {
    dialog.close();
    document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  }, key);
}
