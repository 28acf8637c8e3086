import { extractText, getDocumentProxy } from 'unpdf';
import { type Deck, everywhere, expect, inOneEngine, SLIDES, test } from './deck';

const { plays, walks, sandboxed } = SLIDES;

const loaded = /ready|playing|paused|ended/;

/** The text of each page, without the spaces: kerning cuts words at any letter. */
async function pdfText(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
  return text.map((page) => page.replace(/\s/g, ''));
}

/** The PDF as the slide tool's own documentation makes it: the text of every slide. */
async function printed(deck: Deck): Promise<string[]> {
  const { page, tool } = deck;
  const options = { preferCSSPageSize: true, printBackground: true };
  if (tool === 'slidev') {
    // What `slidev export` does: each slide by itself, in the media of a screen.
    await page.setViewportSize({ width: 980, height: 552 });
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    const pages: string[] = [];
    for (const slide of [plays, walks, sandboxed]) {
      await page.goto(`${deck.address}?print=true#${slide}`);
      const shown = page.locator(`[data-slidev-no="${slide}"]`);
      await expect(shown.frameLocator('iframe').locator('html')).toHaveAttribute(
        'data-state',
        loaded,
      );
      const pdf = await page.pdf({ ...options, width: '980px', height: '552px', pageRanges: '1' });
      pages[slide - 1] = (await pdfText(pdf))[0]!;
    }
    return pages;
  }
  await page.goto(`${deck.address}${tool === 'reveal' ? '?print-pdf' : ''}`);
  if (tool === 'reveal') await page.locator('.pdf-page').nth(6).waitFor();
  await isLoaded(deck, 4);
  // Marp's slides are as high as the paper. Its style says how high that is, but Firefox measures by what it is told.
  const paper = tool === 'marp' ? { width: '1280px', height: '720px' } : {};
  return pdfText(await page.pdf({ ...options, ...paper }));
}

/** Waits for the embeds on the page. Asks anew each time: reveal.js loads them again as it makes pages. */
async function isLoaded({ page }: Deck, count: number): Promise<void> {
  const states = (): Promise<(string | null)[]> =>
    Promise.all(
      page
        .frames()
        .filter((frame) => frame.url().includes('/embed/'))
        .map((frame) =>
          frame.evaluate(() => document.documentElement.dataset['state'] ?? '').catch(() => null),
        ),
    );
  await expect
    .poll(async () => (await states()).filter((state) => loaded.test(state ?? '')).length)
    .toBe(count);
}

// A frame of another site is drawn by a process of its own on paper too; one of the deck's own is like the deck: one tool has both.
const places = everywhere().filter(({ tool, origin }) => tool === 'plain' || origin === 'other');

for (const place of places) {
  const title = `${place.name}: the PDF shows each embed, at the step that print names`;
  test(title, inOneEngine(place), async ({ openDeck }) => {
    const pages = await printed(openDeck(place));
    expect(pages[plays - 1]).toContain('Onehandlersleeps.Whowaits?');
    expect(pages[plays - 1]).toContain('9of9');
    expect(pages[walks - 1]).toContain('5of13');
    expect(pages[sandboxed - 1]).toContain('Twowrites.Howmanyreads?');
  });
}
