import { expect, test, type Page } from '@playwright/test';
import { DECK, FOREIGN, SITE, embedIn, serve, stepOf, told, tryAll } from './pretend';

// The host helper, on pages of another origin than the embeds'.

test.use({ reuseContext: true });

const deck = (slides: string[], site: string): string => `<!doctype html><title>a deck</title>
  <style>section { display: none } section.shown { display: block } section { height: 600px }</style>
  ${slides.map((slide) => `<section>${slide}</section>`).join('')}
  <script>
    let at = 0;
    const sections = [...document.querySelectorAll('section')];
    const show = (n) => {
      at = Math.max(0, Math.min(n, sections.length - 1));
      sections.forEach((section, i) => section.classList.toggle('shown', i === at));
      document.documentElement.dataset.slide = at + 1;
    };
    addEventListener('keydown', (event) => {
      document.documentElement.dataset.key = event.key;
      if (event.key === 'PageDown') show(at + 1);
      if (event.key === 'PageUp') show(at - 1);
    });
    show(0);
  </script>
  <script src="${site}embed.js"></script>`;

const iframe = (src: string, more = ''): string =>
  `<iframe ${more} src="${src}" title="an embed" width="480" height="270"></iframe>`;

const slide = (page: Page): Promise<string | null> =>
  page.locator('html').getAttribute('data-slide');

test('an embed is started when its slide is shown, stopped when it goes, and told of the host', async ({
  page,
}) => {
  await serve(page, {
    deck: deck(['one', iframe(`${SITE}embed/pretend/`), 'three'], SITE),
  });
  await page.goto(`${DECK}deck`);
  const embed = await embedIn(page);
  await expect.poll(() => told(embed)).toContain('host');
  expect(await told(embed)).not.toContain('slide:start');
  await page.keyboard.press('PageDown');
  await expect.poll(() => told(embed)).toContain('slide:start');
  expect((await told(embed)).at(-1)).toBe('slide:start');
  await page.keyboard.press('PageDown');
  await expect.poll(async () => (await told(embed)).at(-1)).toBe('slide:stop');
  await page.keyboard.press('PageUp');
  await expect.poll(async () => (await told(embed)).at(-1)).toBe('slide:start');
});

test('scrolling away and back is not a change of slides', async ({ page }) => {
  await serve(page, {
    page: `<title>a page</title>${iframe(`${SITE}embed/pretend/`)}<div style="height:5000px"></div>
      <script src="${SITE}embed.js"></script>`,
  });
  await page.goto(`${DECK}page`);
  const embed = await embedIn(page);
  await expect.poll(() => told(embed)).toContain('host');
  const isSeen = (): Promise<boolean> =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          new IntersectionObserver(([entry]) => resolve(entry!.isIntersecting)).observe(
            document.querySelector('iframe')!,
          );
        }),
    );
  await page.evaluate(() => scrollTo(0, 4000));
  expect(await isSeen()).toBe(false);
  await page.evaluate(() => scrollTo(0, 0));
  expect(await isSeen()).toBe(true);
  // It sees that by itself, and knows better than to begin again.
  expect(new Set(await told(embed))).toEqual(new Set(['host']));
});

test('the clicker walks through the steps, then the slides, and back', async ({ page }) => {
  await serve(page, {
    deck: deck(['one', iframe(`${SITE}embed/pretend/?keys=steps&step=2&until=d`), 'three'], SITE),
  });
  await page.goto(`${DECK}deck`);
  const embed = await embedIn(page);
  await page.keyboard.press('PageDown');
  await expect.poll(() => told(embed)).toContain('slide:start');
  for (const step of [3, 4]) {
    await page.keyboard.press('PageDown');
    await expect.poll(() => stepOf(embed)).toBe(step);
    expect(await slide(page)).toBe('2');
  }
  await page.keyboard.press('PageDown');
  expect(await slide(page)).toBe('3');
  await page.keyboard.press('PageUp');
  expect(await slide(page)).toBe('2');
  await expect.poll(() => stepOf(embed)).toBe(4);
  for (const step of [3, 2]) {
    await page.keyboard.press('PageUp');
    await expect.poll(() => stepOf(embed)).toBe(step);
    expect(await slide(page)).toBe('2');
  }
  await page.keyboard.press('PageUp');
  expect(await slide(page)).toBe('1');
});

test('keys that an embed from elsewhere gives back are pressed on the page', async ({ page }) => {
  await serve(page, { deck: deck([iframe(`${SITE}embed/pretend/`), 'two'], SITE) });
  await page.goto(`${DECK}deck`);
  const embed = await embedIn(page);
  await expect.poll(() => told(embed)).toContain('host');
  await embed.evaluate('post({ method: "triggerKey", args: [66] })');
  await expect(page.locator('html')).toHaveAttribute('data-key', 'b');
  await embed.evaluate('post({ method: "next" })');
  await expect(page.locator('html')).toHaveAttribute('data-slide', '2');
});

test('an embed of the same origin presses its keys itself: none is pressed twice', async ({
  page,
}) => {
  await serve(page, {
    deck: deck([iframe(`${DECK}embed/pretend/`, 'data-inside-the-reactor'), 'two'], SITE),
  });
  await page.goto(`${DECK}deck`);
  const embed = await embedIn(page);
  await expect.poll(() => told(embed)).toContain('host');
  await embed.evaluate('post({ method: "next" })');
  // Its next message is heard after that one.
  await embed.evaluate('post({ context: "iframe.resize", height: 321 })');
  await expect(page.locator('iframe')).toHaveCSS('height', '321px');
  expect(await slide(page)).toBe('1');
});

test('a height is taken from the embed alone, and only if it is one', async ({ page }) => {
  await serve(page, {
    deck: deck([iframe(`${SITE}embed/pretend/`) + iframe('about:blank')], SITE),
  });
  await page.goto(`${DECK}deck`);
  const embed = await embedIn(page);
  await expect.poll(() => told(embed)).toContain('host');
  for (const height of ['-3', '1e9', '"5px;position:fixed"', 'null']) {
    await embed.evaluate(`post({ context: "iframe.resize", height: ${height} })`);
  }
  await page.evaluate(() => {
    for (const from of [window, frames[1]!]) {
      const script = 'parent.postMessage(\'{"context":"iframe.resize","height":77}\', "*")';
      (from as unknown as { eval: (code: string) => void }).eval(script);
    }
  });
  await embed.evaluate('post({ context: "iframe.resize", height: 300 })');
  await expect(page.locator('iframe').first()).toHaveCSS('height', '300px');
  await expect(page.locator('iframe').nth(1)).toHaveCSS('height', '270px');
});

const untouched = async (page: Page): Promise<void> => {
  await expect(page.locator('html')).not.toHaveAttribute('data-key');
  await expect(page.locator('html')).toHaveAttribute('data-slide', '1');
  await expect(page.locator('iframe')).toHaveCSS('height', '270px');
};

test('a foreign frame is no embed, whatever it says', async ({ page }) => {
  await serve(page, { deck: deck([iframe(`${FOREIGN}embed/pretend/`), 'two'], SITE) });
  await page.goto(`${DECK}deck`);
  const frame = await embedIn(page);
  await tryAll(page, frame);
  await untouched(page);
  expect(await told(frame)).toEqual([]);
});

for (const [where, address] of [
  ['a foreign page', `${FOREIGN}embed/pretend/`],
  ['a page without an origin', 'data:text/html,<title>x</title>'],
] as const) {
  test(`an embed’s frame that shows ${where} by now is no embed any more`, async ({ page }) => {
    await serve(page, { deck: deck([iframe(`${SITE}embed/pretend/`), 'two'], SITE) });
    await page.goto(`${DECK}deck`);
    const frame = await embedIn(page);
    await expect.poll(() => told(frame)).toContain('host');
    await frame.goto(address);
    await tryAll(page, frame);
    await untouched(page);
  });
}

test('an embed in a sandbox is known by its window', async ({ page }) => {
  const sandboxed = iframe(`${SITE}embed/pretend/`, 'sandbox="allow-scripts"');
  await serve(page, { deck: deck([sandboxed, 'two'], SITE) });
  await page.goto(`${DECK}deck`);
  await tryAll(page, await embedIn(page));
  await expect(page.locator('html')).toHaveAttribute('data-slide', '2');
});

test('data-src is loaded where there is no reveal.js, and left alone where it is not ours', async ({
  page,
}) => {
  const foreign = `${DECK}embed/film`;
  await serve(page, {
    deck: `<title>a page</title><iframe data-src="${SITE}embed/pretend/"></iframe>
      <iframe data-src="${foreign}"></iframe><iframe src="${foreign}" width="99"></iframe>
      <iframe data-src="http://["></iframe><script src="${SITE}embed.js"></script>`,
  });
  await page.goto(`${DECK}deck`);
  await expect.poll(async () => told(await embedIn(page))).toContain('host');
  await expect(page.locator('iframe').nth(1)).not.toHaveAttribute('src');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(page.locator('img')).toHaveCount(0);
});

test('on paper a poster stands where an embed is blank, and only there', async ({ page }) => {
  await serve(page, {
    deck: `<title>a page</title>${iframe(`${SITE}embed/pretend/`)}
      <iframe title="The chat" width="480" height="270" style="border: 0" src="${SITE}embed/chat/"></iframe>
      <script src="${SITE}embed.js"></script>`,
  });
  await page.route('**/embed/chat/**', (route) => route.fulfill({ body: '' }));
  await page.goto(`${DECK}deck`);
  await expect.poll(async () => told(await embedIn(page))).toContain('host');
  const picture = page.getByRole('img', { name: 'The chat' });
  await expect(picture).toHaveCount(0);
  // As a browser prints, and not only when it is told so.
  await page.evaluate(() => {
    addEventListener('beforeprint', () => {
      document.title = [...document.images].map(({ alt, complete }) => `${alt} ${complete}`).join();
    });
  });
  await page.pdf();
  await expect(page).toHaveTitle('The chat true');
  await expect(picture).toHaveCount(0);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(picture).toHaveAttribute('src', `${SITE}chat/poster.svg`);
  await expect(page.locator('img')).toHaveCount(1);
  await expect(page.locator('iframe').first()).toBeVisible();
  await expect(page.locator('iframe').nth(1)).toBeHidden();
  expect(await picture.evaluate((image: HTMLImageElement) => image.decode())).toBeUndefined();
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(picture).toHaveCount(0);
  await expect(page.locator('iframe').nth(1)).toBeVisible();
});

// In reveal.js itself.

const reveal = (
  slides: string[],
  site: string,
  more = '',
): string => `<!doctype html><title>a deck</title>
  <link rel="stylesheet" href="reveal/reveal.css" />
  <div class="reveal"><div class="slides">${slides.map((one) => `<section>${one}</section>`).join('')}</div></div>
  <script src="reveal/reveal.js"></script>
  <script src="${site}embed.js"></script>
  <script>Reveal.initialize({ transition: 'none', ${more} });</script>`;

interface Deck extends Window {
  Reveal: { getIndices(): { h: number; f?: number }; slide(h: number): void };
}
const indices = (page: Page): Promise<{ h: number; f?: number }> =>
  page.evaluate(() => (window as unknown as Deck).Reveal.getIndices());
const horizontal = async (page: Page): Promise<number> => (await indices(page)).h;

for (const [how, attribute] of [
  ['from the start', 'src'],
  ['ahead', 'data-src'],
] as const) {
  test(`reveal.js counts the steps as fragments, for an iframe that is loaded ${how}`, async ({
    page,
  }) => {
    const embedded = `<iframe title="x" width="480" height="270" ${attribute}="${SITE}embed/pretend/?keys=steps&step=c"></iframe>`;
    await serve(page, { deck: reveal(['one', embedded, 'three'], SITE) });
    await page.goto(`${DECK}deck`);
    const embed = await embedIn(page);
    await expect(page.locator('.fragment')).toHaveCount(2);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => told(embed)).toContain('slide:start');
    for (const step of [4, 5]) {
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => stepOf(embed)).toBe(step);
      expect(await horizontal(page)).toBe(1);
    }
    await page.keyboard.press('ArrowRight');
    expect(await horizontal(page)).toBe(2);
    // Back: the last step first, although the deck starts the embed anew.
    await page.keyboard.press('ArrowLeft');
    expect(await horizontal(page)).toBe(1);
    await expect
      .poll(async () => (await told(embed)).slice(-2))
      .toEqual(['slide:start', 'goToStep 5']);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => stepOf(embed)).toBe(4);
    // Its own button takes the deck along.
    await embed.evaluate('go({ number: 3, id: "c" })');
    await expect(page.locator('.fragment.visible')).toHaveCount(0);
    await page.keyboard.press('ArrowLeft');
    expect(await horizontal(page)).toBe(0);
  });
}

test('fast clicks are not taken back by what the embed says late', async ({ page }) => {
  const embedded = iframe(`${SITE}embed/pretend/?keys=steps`);
  await serve(page, { deck: reveal(['one', embedded], SITE) });
  await page.goto(`${DECK}deck`);
  const embed = await embedIn(page);
  await expect(page.locator('.fragment')).toHaveCount(4);
  for (let press = 0; press < 5; press += 1) await page.keyboard.press('PageDown');
  await expect.poll(() => stepOf(embed)).toBe(5);
  await expect(page.locator('.fragment.visible')).toHaveCount(4);
});

test('nor is a press of its own button lost that comes while it answers the deck', async ({
  page,
}) => {
  const embedded = iframe(`${SITE}embed/pretend/?keys=steps&step=c`);
  await serve(page, { deck: reveal(['one', embedded], SITE) });
  await page.goto(`${DECK}deck`);
  const embed = await embedIn(page);
  await expect(page.locator('.fragment')).toHaveCount(2);
  await page.keyboard.press('PageDown');
  await expect.poll(() => told(embed)).toContain('slide:start');
  await embed.evaluate(() => {
    addEventListener('message', ({ data }: MessageEvent<string>) => {
      const { go } = window as unknown as { go(step: unknown): void };
      if (data.includes('goToStep')) go({ number: 3, id: 'c' });
    });
  });
  await page.keyboard.press('PageDown');
  await expect.poll(() => told(embed)).toContain('goToStep 4');
  await expect(page.locator('.fragment.visible')).toHaveCount(0);
  expect(await stepOf(embed)).toBe(3);
});

test('fragments can be there before the embed is', async ({ page }) => {
  const embedded = iframe(`${SITE}embed/nothing/`, 'data-steps="3"');
  await serve(page, { deck: reveal([embedded], SITE) });
  await page.goto(`${DECK}deck`);
  await expect(page.locator('.fragment')).toHaveCount(3);
});

test('reveal.js starts what it sees: the helper adds only a start that was lost', async ({
  page,
}) => {
  await serve(page, { deck: reveal([iframe(`${SITE}embed/pretend/`), 'two'], SITE) });
  let release = (): void => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/embed/pretend/', async (route) => {
    await held;
    await route.fallback();
  });
  await page.goto(`${DECK}deck`, { waitUntil: 'commit' });
  await expect(page.locator('section.present')).toHaveCount(1);
  release();
  const embed = await embedIn(page);
  await expect.poll(() => told(embed)).toContain('slide:start');
  const starts = async (): Promise<number> =>
    (await told(embed)).filter((one) => one === 'slide:start').length;
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => (await told(embed)).at(-1)).toBe('slide:stop');
  const before = await starts();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(starts).toBe(before + 1);
});

test('on reveal’s paper there are no pages for steps, and a background has a picture', async ({
  page,
}) => {
  const embedded = iframe(`${SITE}embed/pretend/?keys=steps`);
  const background = `data-background-iframe="${SITE}embed/chat/?step=2"`;
  const foreign = `data-background-iframe="${FOREIGN}embed/film"`;
  const body = reveal([embedded, 'two', 'three'], SITE)
    .replace('<section>two', `<section ${background}>two`)
    .replace('<section>three', `<section ${foreign}>three`);
  await serve(page, { deck: body });
  await page.goto(`${DECK}deck?print-pdf`);
  await expect(page.locator('.pdf-page')).toHaveCount(3);
  await expect(page.locator('section', { hasText: 'three' })).toHaveAttribute(
    'data-background-iframe',
  );
  await expect.poll(async () => told(await embedIn(page))).toContain('host');
  await expect(page.locator('.fragment')).toHaveCount(0);
  await expect(page.locator('.slide-background-content').nth(1)).toHaveCSS(
    'background-image',
    `url("${SITE}chat/poster.svg")`,
  );
});

test('a speaker’s copy is told nothing: the embeds mirror each other', async ({ page }) => {
  await serve(page, { deck: reveal([iframe(`${SITE}embed/pretend/?keys=steps`)], SITE) });
  await page.goto(`${DECK}deck?receiver`);
  const embed = await embedIn(page);
  // The fragments are there: the copy counts as the deck does.
  await expect(page.locator('.fragment')).toHaveCount(4);
  await page.keyboard.press('PageDown');
  await expect(page.locator('.fragment.visible')).toHaveCount(1);
  await expect.poll(() => told(embed)).toContain('host');
  expect((await told(embed)).filter((one) => one.startsWith('goToStep'))).toEqual([]);
});
