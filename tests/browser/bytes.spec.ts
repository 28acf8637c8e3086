import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { embedBytes, pageBytes } from '../../scripts/bench/firstVisit';
import { expect, test } from './open';

const embeds = fileURLToPath(new URL('../../dist/embed', import.meta.url));

/** What the site means to keep to, in compressed bytes. Of an embed's file, so much may be script. */
const GOAL = { page: 100_000, embed: 75_000, embedScript: 60_000 };
/** What a page's script has come to where it is over its goal: no more than this. */
const CEILING = { page: 107_000 };
/** The pages that are within the goal stay there. */
const SMALL_PAGES: readonly string[] = [
  'stream',
  'find-the-marker',
  'did-it-arrive',
  'silent-peer',
  'what-blocks',
  'chat',
];

test('what a first visit loads does not grow, for any scenario', async ({ browser, baseURL }) => {
  const ids = readdirSync(embeds);
  expect(ids).toContain('blocked-reactor');
  for (const id of ids) {
    // Nothing is cached in a context of its own.
    const page = await browser.newPage();
    const { script } = await pageBytes(page, `${baseURL}${id}/`);
    await page.close();
    const limit = SMALL_PAGES.includes(id) ? GOAL.page : CEILING.page;
    expect.soft(script, `${id}: script of the page`).toBeGreaterThan(10_000);
    expect.soft(script, `${id}: script of the page`).toBeLessThanOrEqual(limit);
  }
});

test('each file of an embed is as small as it has to be', () => {
  const files = readdirSync(embeds, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('index.html'),
  );
  expect(files.length).toBeGreaterThanOrEqual(24);
  for (const path of files) {
    const { all, script } = embedBytes(`${embeds}/${path}`);
    expect.soft(script, `${path}: its script`).toBeGreaterThan(10_000);
    expect.soft(script, `${path}: its script`).toBeLessThanOrEqual(GOAL.embedScript);
    expect.soft(all, `${path}: all of it`).toBeLessThanOrEqual(GOAL.embed);
  }
});

test('the file of the code carries no other picture', () => {
  for (const id of readdirSync(embeds)) {
    const files = readdirSync(`${embeds}/${id}`, { recursive: true, encoding: 'utf8' });
    const script = (path: string): number => embedBytes(`${embeds}/${id}/${path}`).script;
    const others = files.filter((path) => path.endsWith('index.html') && !path.startsWith('code'));
    expect(others.length).toBeGreaterThanOrEqual(1);
    for (const path of others) {
      expect.soft(script('code/index.html'), `${id}: beside ${path}`).toBeLessThan(script(path));
    }
  }
});
