import { type Deck, everywhere, expect, type Place, SLIDES, test } from './deck';

const { plays, words, walks, stays } = SLIDES;

/**
 * Whether the deck is told of a key that was pressed in the embed. A deck that hears no messages, of another
 * origin, cannot be: there the key gives the focus back and the next one is the deck's.
 */
const isHeard = ({ tool, origin }: Place): boolean => tool === 'reveal' || origin === 'same';

/** Presses a key while the embed has the keyboard's focus. */
async function pressInside(deck: Deck, place: Place, key: string, slide: number): Promise<void> {
  if (!isHeard(place)) {
    await deck.page.keyboard.press(key);
    await deck.getsFocus();
  }
  await deck.press(key, slide);
}

for (const place of everywhere()) {
  test(`${place.name}: the clicker turns the slides, and with keys=steps walks the steps first`, async ({
    openDeck,
    browserName,
  }) => {
    const deck = openDeck(place);
    await deck.open(plays);
    await test.step('before a click in the embed and after it', async () => {
      const embed = deck.embed('plays');
      await embed.is('playing');
      await deck.press('PageDown', words);
      await deck.press('PageUp', plays);

      // As after Tab: its button is pressed by Enter, the other keys are the deck's.
      await embed.is('playing');
      await embed.button('Next step').focus();
      await deck.page.keyboard.press('Enter');
      await embed.is('paused');
      await pressInside(deck, place, 'PageDown', words);
      await deck.press('PageUp', plays);

      await embed.next();
      await deck.getsFocus();
      await deck.press('PageDown', words);
      await deck.press('PageUp', plays);
      await embed.click(embed.frame.locator('svg.stage'));
      await deck.getsFocus();
      await deck.press('ArrowRight', words);
      await deck.press('ArrowLeft', plays);

      // While the mouse is still down, the embed has the focus.
      await embed.place();
      await deck.page.mouse.down();
      await expect.poll(() => deck.hasFocus()).toBe(false);
      await pressInside(deck, place, 'PageDown', words);
      await deck.page.mouse.up();
      await deck.getsFocus();
    });

    await test.step('through the steps, then the slides, and back', async () => {
      const embed = deck.embed('walks');
      await embed.is(/ready|loading/);
      await deck.press('PageDown', walks);
      // reveal.js says that the slide is there; elsewhere a click in the embed begins the walk.
      if (place.tool !== 'reveal') await embed.click(embed.root, { x: 0.02, y: 0.02 });
      await embed.at(1);
      // It has the keyboard's focus once both processes know of it: a hand is slower than that.
      await expect.poll(() => deck.hasFocus()).toBe(false);
      if (browserName === 'chromium') await embed.knowsFocus();
      const steps = await embed.number('steps');
      const walk = [...range(2, steps), steps - 1, steps - 2, steps - 1, steps];
      for (const step of walk) {
        await deck.page.keyboard.press(step > (await embed.number('step')) ? 'PageDown' : 'PageUp');
        await embed.at(step);
        expect(await deck.slide()).toBe(walks);
      }
      await pressInside(deck, place, 'PageDown', stays);
      await deck.press('PageUp', walks);
    });
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
