import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { embedBytes, pageBytes, scriptOfAll, type Loaded } from '../../scripts/bench/firstVisit';
import { expect, test } from './open';

const embeds = fileURLToPath(new URL('../../dist/embed', import.meta.url));

/** What the site means to keep to, in compressed bytes: JavaScript of a page, all of an embed's file. */
const GOAL = { page: 130_000, embed: 110_000 };
/** On the average, of a page that is not the first: what it does not share. */
const NEXT_PAGE = 25_000;

test('what a first visit loads is as small as it has to be, and most of it serves the next page too', async ({
  browser,
  baseURL,
}) => {
  const ids = readdirSync(embeds);
  expect(ids).toContain('blocked-reactor');
  const pages: Loaded[] = [];
  const page = await browser.newPage();
  // A route goes around what is cached.
  await page.route('**', (route) => route.continue());
  for (const id of ids) {
    const loaded = await pageBytes(page, `${baseURL}${id}/`);
    pages.push(loaded);
    expect.soft(loaded.script, `${id}: script of the page`).toBeGreaterThan(10_000);
    expect.soft(loaded.script, `${id}: script of the page`).toBeLessThanOrEqual(GOAL.page);
  }
  await page.close();
  const further = scriptOfAll(pages) - pages[0]!.script;
  expect(further).toBeLessThanOrEqual(NEXT_PAGE * (ids.length - 1));
});

test('each file of an embed is as small as it has to be', () => {
  const files = readdirSync(embeds, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('index.html'),
  );
  expect(files.length).toBeGreaterThanOrEqual(24);
  for (const path of files) {
    const { all, script } = embedBytes(`${embeds}/${path}`);
    expect.soft(script, `${path}: its script`).toBeGreaterThan(10_000);
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
