import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { embedBytes, pageBytes } from '../../scripts/bench/firstVisit';
import { expect, test } from './open';

const embeds = fileURLToPath(new URL('../../dist/embed', import.meta.url));

/** What the site means to keep for a page's script, in compressed bytes. */
const GOAL = { page: 100_000 };
/** What it has come to where it is over its goals (an embed's are 75,000, 60,000 of it script): no more than this. */
const CEILING = { page: 110_000, embed: 91_000, embedScript: 85_000 };
/** The pages that are within the goal stay there. */
const SMALL_PAGES: readonly string[] = ['stream', 'find-the-marker', 'what-blocks', 'chat'];

test('what a first visit loads does not grow, for any scenario', async ({ browser, baseURL }) => {
  const ids = readdirSync(embeds);
  expect(ids).toContain('blocked-reactor');
  for (const id of ids) {
    // Nothing is cached in a context of its own.
    const page = await browser.newPage();
    const { script } = await pageBytes(page, `${baseURL}${id}/`);
    await page.close();
    const embed = embedBytes(`${embeds}/${id}/index.html`);
    const limit = SMALL_PAGES.includes(id) ? GOAL.page : CEILING.page;
    expect.soft(script, `${id}: script of the page`).toBeGreaterThan(10_000);
    expect.soft(script, `${id}: script of the page`).toBeLessThanOrEqual(limit);
    expect
      .soft(embed.script, `${id}: script of the embed`)
      .toBeLessThanOrEqual(CEILING.embedScript);
    expect.soft(embed.all, `${id}: the embed`).toBeLessThanOrEqual(CEILING.embed);
  }
});
