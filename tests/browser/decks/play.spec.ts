import { everywhere, expect, inOneEngine, SLIDES, test } from './deck';
import { hasNoBox } from './look';

const { title, plays, words, stays, sandboxed, end } = SLIDES;

for (const place of everywhere()) {
  test.describe(place.name, () => {
    test('plays when it is shown and not before; from the start each time; has no box', async ({
      openDeck,
    }) => {
      const deck = openDeck(place);
      const embed = deck.embed('plays');
      await deck.open(title);
      await embed.is('ready');
      const before = await embed.number('time-ms');
      await deck.pictures(30);
      await embed.is('ready');
      expect(await embed.number('time-ms')).toBe(before);

      await deck.press('PageDown', plays);
      await embed.is('playing');
      // Loaded without a size, it is laid out now.
      const filled = await embed.frame
        .locator('svg.stage')
        .evaluate((picture) => picture.getBoundingClientRect().width / innerWidth);
      expect(filled).toBeGreaterThan(0.95);
      await embed.reaches(2);

      await deck.press('PageDown', words);
      await embed.is('paused');
      const left = await embed.number('time-ms');
      await deck.pictures(10);
      expect(await embed.number('time-ms')).toBe(left);

      const steps = await embed.steps();
      await deck.press('PageUp', plays);
      await embed.is('playing');
      expect((await steps())[0]).toBe(1);
      await embed.place();
      await hasNoBox(deck, 'plays');
    });

    test('with reset=never it goes on where it was left; a sandbox gives the keys back', async ({
      openDeck,
    }) => {
      const deck = openDeck(place);
      const embed = deck.embed('stays');
      await deck.open(stays);
      await embed.is('playing');
      await embed.reaches(2);

      const inSandbox = deck.embed('sandboxed');
      await deck.press('PageDown', sandboxed);
      await inSandbox.is('playing');
      await inSandbox.next();
      await deck.getsFocus();
      await deck.press('PageDown', end);
      await deck.press('PageUp', sandboxed);

      await embed.is('paused');
      const left = await embed.number('time-ms');
      const steps = await embed.steps();
      await deck.press('PageUp', stays);
      await embed.is('playing');
      expect(await embed.number('time-ms')).toBeGreaterThanOrEqual(left);
      expect(await steps()).not.toContain(1);
    });

    const late = 'a start that comes before the embed has loaded is not lost';
    test(late, inOneEngine(place), async ({ openDeck }) => {
      const deck = openDeck(place);
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      await deck.page.route(/\/embed\/blocked-reactor\//, async (route) => {
        await held;
        await route.continue();
      });
      await deck.page.goto(deck.at(title), { waitUntil: 'commit' });
      await deck.isUp();
      await deck.page.keyboard.press('PageDown');
      await deck.shows(plays);
      await deck.pictures(30);
      release();
      await deck.embed('plays').is('playing');
    });
  });
}
