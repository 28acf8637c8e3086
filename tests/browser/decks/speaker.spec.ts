import {
  type Deck,
  type Embed,
  everywhere,
  expect,
  inOneEngine,
  type Shown,
  SLIDES,
  test,
} from './deck';

const { title, plays, walks } = SLIDES;

/** The speaker's own view of a deck, and the copies of one embed in it. */
async function speakers(deck: Deck, slide: number, which: Shown): Promise<Embed[]> {
  const { page, tool } = deck;
  if (tool === 'slidev') {
    const view = await page.context().newPage();
    await view.goto(`${deck.address}#/presenter/${slide}`);
    return [deck.embed(which, view)];
  }
  const [view] = await Promise.all([
    page.waitForEvent('popup'),
    page.keyboard.press(tool === 'marp' ? 'p' : 's'),
  ]);
  if (tool === 'marp') return [deck.embed(which, view)];
  const parts = ['#current-slide iframe', '#upcoming-slide iframe'];
  return parts.map((part) => deck.embed(which, view.frameLocator(part)));
}

for (const place of everywhere(['reveal', 'slidev', 'marp'])) {
  test.describe(place.name, inOneEngine(place), () => {
    test('a step here is a step there: the room and the speaker see the same', async ({
      openDeck,
    }) => {
      const deck = openDeck(place);
      const embed = deck.embed('walks');
      await deck.open(walks);
      await embed.is('ready');
      const copies = await speakers(deck, walks, 'walks');
      for (const copy of copies) await copy.is('ready');
      await embed.next();
      for (const one of [embed, ...copies]) await one.at(2);
      // Marp lets nobody click in the speaker's copy.
      if (place.tool === 'marp') return;
      await copies[0]!.next();
      for (const one of [embed, ...copies]) await one.at(3);
    });

    test("a speaker's copy that is opened while the room's plays joins in; one that is opened after, comes to where it is", async ({
      openDeck,
    }) => {
      const deck = openDeck(place);
      const embed = deck.embed('plays');
      await deck.open(title);
      await embed.is('ready');
      await deck.press('PageDown', plays);
      await embed.is('playing');
      await embed.reaches(3);
      await deck.page.context().addInitScript(() => {
        const passed: (string | undefined)[] = [];
        const see = (): unknown => passed.push(document.documentElement.dataset['step']);
        const options = { attributeFilter: ['data-step'], subtree: true };
        new MutationObserver(see).observe(document, options);
        Object.assign(window, { passed });
      });
      const early = await speakers(deck, plays, 'plays');
      for (const copy of early) {
        await copy.reaches(3);
        await copy.is('playing');
        const passed = (): unknown => (window as unknown as { passed: unknown }).passed;
        expect(await copy.root.evaluate(passed)).not.toContain('2');
      }

      await early[0]!.iframe.page().close();
      await embed.click(embed.button('Pause'));
      await embed.is('paused');
      const left = await embed.number('time-ms');

      const copies = await speakers(deck, plays, 'plays');
      for (const copy of copies) {
        await expect(copy.root).toHaveAttribute('data-time-ms', String(left));
      }
      await deck.pictures(30);
      for (const one of [embed, ...copies]) {
        await one.is(/paused|ready/);
        expect(await one.number('time-ms')).toBe(left);
      }

      // A tab behind another draws no pictures, so that nothing moves in it: Slidev's two are brought forward.
      await deck.page.bringToFront();
      await embed.click(embed.button('Play'));
      for (const one of [embed, ...copies]) {
        await one.is(/playing|ended/);
        await one.iframe.page().bringToFront();
        await expect.poll(() => one.number('time-ms')).toBeGreaterThan(left);
      }
    });
  });
}
