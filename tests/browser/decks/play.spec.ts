import { type Deck, everywhere, expect, type Place, SLIDES, test } from './deck';
import { hasNoBox } from './look';

const { title, plays, words, walks, stays, sandboxed, end } = SLIDES;

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

/** Opens the deck while its first embed is held back, shows that one's slide, and lets it come. */
async function openLate(deck: Deck): Promise<void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const address = /\/embed\/blocked-reactor\//;
  await deck.page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  await deck.page.goto(deck.at(title), { waitUntil: 'commit' });
  await deck.isUp();
  await deck.page.keyboard.press('PageDown');
  await deck.shows(plays);
  await deck.pictures(10);
  release();
}

// One deck, gone through as a speaker would: to open one costs more than all that is done with it.
for (const place of everywhere()) {
  test(`${place.name}: embeds play while they are shown, and the clicker turns the slides and walks the steps`, async ({
    openDeck,
    browserName,
  }) => {
    test.slow();
    const deck = openDeck(place);
    const plain = deck.embed('plays');
    const walker = deck.embed('walks');
    const stayer = deck.embed('stays');

    await test.step('a start that comes before the embed has loaded is not lost', async () => {
      await openLate(deck);
      await plain.is('playing');
    });

    await test.step('it plays while it is shown, from the start each time, and has no box', async () => {
      // Loaded without a size, it is laid out now.
      const filled = await plain.frame
        .locator('svg.stage')
        .evaluate((picture) => picture.getBoundingClientRect().width / innerWidth);
      expect(filled).toBeGreaterThan(0.95);
      await plain.reaches(2);
      await deck.press('PageDown', words);
      await plain.is('paused');
      const left = await plain.number('time-ms');
      await deck.pictures(10);
      expect(await plain.number('time-ms')).toBe(left);
      const steps = await plain.steps();
      await deck.press('PageUp', plays);
      await plain.is('playing');
      expect((await steps())[0]).toBe(1);
      await plain.place();
      await hasNoBox(deck, 'plays');
    });

    await test.step('keys are the deck’s, wherever the focus is', async () => {
      // As after Tab: its button is pressed by Enter, the other keys are the deck's.
      await plain.button('Next step').focus();
      await deck.page.keyboard.press('Enter');
      await plain.is('paused');
      await pressInside(deck, place, 'PageDown', words);
      await deck.press('PageUp', plays);

      await plain.next();
      await deck.getsFocus();
      await deck.press('PageDown', words);
      await deck.press('PageUp', plays);
      await plain.click(plain.frame.locator('svg.stage'));
      await deck.getsFocus();
      await deck.press('ArrowRight', words);
      await deck.press('ArrowLeft', plays);

      // While the mouse is still down, the embed has the focus.
      await plain.place();
      await deck.page.mouse.down();
      await expect.poll(() => deck.hasFocus()).toBe(false);
      await pressInside(deck, place, 'PageDown', words);
      await deck.page.mouse.up();
      await deck.getsFocus();
    });

    await test.step('with keys=steps it walks the steps, then the slides, and back', async () => {
      await walker.is(/ready|loading/);
      await deck.press('PageDown', walks);
      // reveal.js says that the slide is there; elsewhere a click in the embed begins the walk.
      if (place.tool !== 'reveal') await walker.click(walker.root, { x: 0.02, y: 0.02 });
      await walker.at(1);
      // It has the keyboard's focus once both processes know of it: a hand is slower than that.
      await expect.poll(() => deck.hasFocus()).toBe(false);
      if (browserName === 'chromium') await walker.knowsFocus();
      const steps = await walker.number('steps');
      for (const step of [...range(2, steps), steps - 1, steps - 2, steps - 1, steps]) {
        const isBack = step < (await walker.number('step'));
        await deck.page.keyboard.press(isBack ? 'PageUp' : 'PageDown');
        await walker.at(step);
        expect(await deck.slide()).toBe(walks);
      }
    });

    await test.step('what plays by itself has not before it is shown', async () => {
      await stayer.is('ready');
      const before = await stayer.number('time-ms');
      await deck.pictures(10);
      await stayer.is('ready');
      expect(await stayer.number('time-ms')).toBe(before);
      await pressInside(deck, place, 'PageDown', stays);
      await stayer.is('playing');
      await stayer.reaches(2);
    });

    await test.step('a sandbox gives the keys back; with reset=never it goes on where it was left', async () => {
      const inSandbox = deck.embed('sandboxed');
      await deck.press('PageDown', sandboxed);
      await inSandbox.is('playing');
      await inSandbox.next();
      await deck.getsFocus();
      await deck.press('PageDown', end);
      await deck.press('PageUp', sandboxed);

      await stayer.is('paused');
      const left = await stayer.number('time-ms');
      const steps = await stayer.steps();
      await deck.press('PageUp', stays);
      await stayer.is('playing');
      expect(await stayer.number('time-ms')).toBeGreaterThanOrEqual(left);
      expect(await steps()).not.toContain(1);
    });
  });
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
