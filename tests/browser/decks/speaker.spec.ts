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
    test("a speaker's copy comes to where the room's is; a step here is a step there", async ({
      openDeck,
    }) => {
      const deck = openDeck(place);
      const embed = deck.embed('walks');
      await deck.open(walks);
      await embed.next();
      await embed.at(2);
      const left = await embed.number('time-ms');
      await deck.page.keyboard.press('Escape');
      await deck.getsFocus();
      const copies = await speakers(deck, walks, 'walks');
      const all = [embed, ...copies];
      for (const copy of copies) await copy.at(2);
      await deck.pictures(30);
      for (const one of all) {
        await one.is(/paused|ready/);
        expect(await one.number('time-ms')).toBe(left);
      }

      await embed.next();
      for (const one of all) await one.at(3);
      // Marp lets nobody click in the speaker's copy.
      if (place.tool === 'marp') return;
      await copies[0]!.next();
      for (const one of all) await one.at(4);
    });

    test("one that is opened while the room's plays joins in; both pause, and play on", async ({
      openDeck,
    }) => {
      const deck = openDeck(place);
      const embed = deck.embed('plays');
      await deck.open(title);
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
      const copies = await speakers(deck, plays, 'plays');
      for (const copy of copies) {
        await copy.reaches(3);
        await copy.is('playing');
        const passed = (): unknown => (window as unknown as { passed: unknown }).passed;
        expect(await copy.root.evaluate(passed)).not.toContain('2');
      }

      // A tab behind another draws no pictures, so that nothing moves in it: Slidev's two are brought forward.
      await deck.page.bringToFront();
      await embed.click(embed.button('Pause'));
      await embed.is('paused');
      const left = await embed.number('time-ms');
      for (const copy of copies) {
        await expect(copy.root).toHaveAttribute('data-time-ms', String(left));
        await copy.is('paused');
      }
      await embed.click(embed.button('Play'));
      for (const one of [embed, ...copies]) {
        await one.is(/playing|ended/);
        await one.iframe.page().bringToFront();
        await expect.poll(() => one.number('time-ms')).toBeGreaterThan(left);
      }
    });
  });
}
