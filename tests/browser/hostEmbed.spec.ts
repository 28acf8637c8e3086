import { expect, test, type FrameLocator, type Page } from '@playwright/test';
import type { InsideTheReactorElement } from '../../src/host/inside-the-reactor';
import { DECK, SITE, serve } from './pretend';

// Helper, element and Slidev component with the site’s own embeds in them.

test.use({ reuseContext: true });

const shows = (embed: FrameLocator, name: string, value: string | RegExp): Promise<void> =>
  expect(embed.locator('html')).toHaveAttribute(`data-${name}`, value);

/** By script: a pointer would have to be aimed through the scale that a deck draws its slides in. */
const press = (button: HTMLElement | SVGElement): void => (button as HTMLElement).click();

test('in reveal.js the clicker walks the steps by the helper, and the focus stays with the deck', async ({
  page,
}) => {
  await serve(page, {
    deck: `<!doctype html><title>a deck</title><link rel="stylesheet" href="reveal/reveal.css" />
      <div class="reveal"><div class="slides"><section>one</section>
      <section><iframe title="x" width="800" height="450" data-src="${SITE}embed/blocked-reactor/?keys=steps&until=4"></iframe></section>
      <section>three</section></div></div>
      <script src="reveal/reveal.js"></script><script src="${SITE}embed.js"></script>
      <script>Reveal.initialize({ transition: 'none' });</script>`,
  });
  await page.goto(`${DECK}deck`);
  await expect(page.locator('iframe')).toHaveAttribute('data-preload');
  await expect(page.locator('.fragment')).toHaveCount(3);
  const embed = page.frameLocator('iframe');
  await page.keyboard.press('PageDown');
  for (const step of ['2', '3', '4']) {
    await page.keyboard.press('PageDown');
    await shows(embed, 'step', step);
  }
  expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('IFRAME');
  await page.keyboard.press('PageDown');
  await expect(page.locator('section.present')).toHaveText('three');
  await page.keyboard.press('PageUp');
  await shows(embed, 'step', '4');
  // A click on its own button: the deck counts along, and has the keys again.
  await embed.getByRole('button', { name: 'Previous step' }).evaluate(press);
  await shows(embed, 'step', '3');
  await expect(page.locator('.fragment.visible')).toHaveCount(2);
  await page.keyboard.press('PageUp');
  await shows(embed, 'step', '2');
});

test('the element moves a real embed, and follows it', async ({ page }) => {
  await serve(page, {
    page: `<!doctype html><title>a page</title><style>inside-the-reactor { width: 800px }</style>
      <inside-the-reactor scenario="blocked-reactor" block="2" step="3" theme="dark"></inside-the-reactor>
      <script src="${SITE}inside-the-reactor.js"></script>`,
  });
  await page.goto(`${DECK}page`);
  const element = page.locator('inside-the-reactor');
  const use = <T>(deed: (one: InsideTheReactorElement) => T): Promise<T> =>
    element.evaluate(deed as never) as Promise<T>;
  const embed = page.frameLocator('iframe');
  await use((one) => one.ready);
  expect(await use((one) => [one.currentStep, one.paused])).toEqual([3, true]);
  await shows(embed, 'theme', 'dark');
  const frame = await page.locator('iframe').elementHandle();
  const { id, number } = (await use((one) => one.steps))[4]!;
  await element.evaluate((one, id) => (one as InsideTheReactorElement).goToStep(id), id);
  await expect.poll(() => use((one) => one.currentStep)).toBe(number);
  await shows(embed, 'step-id', id);
  await use((one) => one.setAttribute('theme', 'light'));
  await shows(embed, 'theme', 'light');
  const step = await use((one) => one.currentStep);
  await use((one) => one.setAttribute('block', '1'));
  await expect(embed.getByRole('slider', { name: 'Block duration' })).toHaveValue('1');
  await shows(embed, 'step', String(step));
  await shows(embed, 'theme', 'light');
  await use((one) => one.setAttribute('speed', '4'));
  await use((one) => one.play());
  await expect.poll(() => use((one) => one.paused)).toBe(false);
  await use((one) => one.pause());
  await expect.poll(() => use((one) => one.paused)).toBe(true);
  await shows(embed, 'state', /^(paused|ended)$/);
  // All that without a new load.
  expect(await frame!.evaluate((one: HTMLIFrameElement) => one.src)).toContain('block=2');
});

/** The last slides of the example deck of Slidev have the component. */
const slides = { clicks: 8, own: 9 };

for (const origin of ['same', 'other']) {
  test.describe(`in Slidev, embeds from the ${origin} origin`, () => {
    const open = async (page: Page, slide: number, query = ''): Promise<FrameLocator> => {
      const decks = test.info().config.metadata['decks'] as string;
      await page.goto(`${decks}${origin}/slidev/${query}#/${slide}`);
      const title = slide === slides.clicks ? 'one-turn' : 'blocked-reactor';
      const embed = page.frameLocator(`iframe[title="Inside the reactor: ${title}"]`).first();
      // Slidev's own start comes first: on a busy machine it alone takes longer than an expectation waits.
      const isThere = { timeout: 30_000 };
      await expect(embed.locator('html')).toHaveAttribute('data-state', /ready|playing/, isThere);
      return embed;
    };

    test('each click is a step', async ({ page }) => {
      const embed = await open(page, slides.clicks);
      await shows(embed, 'step', '2');
      for (const step of ['3', '4', '5']) {
        await page.keyboard.press('ArrowRight');
        await shows(embed, 'step', step);
      }
      await page.keyboard.press('ArrowRight');
      await expect(page).toHaveURL(/#\/9/);
      await page.keyboard.press('ArrowLeft');
      await expect(page).toHaveURL(/#\/8\?clicks=3/);
      await shows(embed, 'step', '5');
      await embed.getByRole('button', { name: 'Previous step' }).evaluate(press);
      await expect(page).toHaveURL(/#\/8\?clicks=2/);
      await page.keyboard.press('ArrowLeft');
      await shows(embed, 'step', '3');
    });

    test('as many clicks as the embed has steps, and playing counts along', async ({ page }) => {
      const embed = await open(page, slides.own);
      await shows(embed, 'state', 'playing');
      // Two steps take four seconds to play where nothing else is busy: longer than an expectation waits by itself.
      await expect(page).toHaveURL(/#\/9\?clicks=[2-9]/, { timeout: 30_000 });
      await page.keyboard.press('ArrowLeft');
      await shows(embed, 'state', 'paused');
    });
  });
}
