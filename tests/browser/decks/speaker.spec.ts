import type { Page } from '@playwright/test';
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

const { title, plays, words, walks } = SLIDES;

/** Opens the speaker's own view of a deck. */
async function openSpeaker({ page, tool, address }: Deck, slide: number): Promise<Page> {
  if (tool === 'slidev') {
    const view = await page.context().newPage();
    await view.goto(`${address}#/presenter/${slide}`);
    return view;
  }
  const [view] = await Promise.all([
    page.waitForEvent('popup'),
    page.keyboard.press(tool === 'marp' ? 'p' : 's'),
  ]);
  return view;
}

/** The copies of one embed in the speaker's view. */
function copiesIn(view: Page, deck: Deck, which: Shown): Embed[] {
  if (deck.tool !== 'reveal') return [deck.embed(which, view)];
  const parts = ['#current-slide iframe', '#upcoming-slide iframe'];
  return parts.map((part) => deck.embed(which, view.frameLocator(part)));
}

// How a copy finds the others depends on where embeds come from, and on how a tool makes its views: one tool has both.
const places = everywhere(['reveal', 'slidev', 'marp']).filter(
  ({ tool, origin }) => tool === 'reveal' || origin === 'other',
);

for (const place of places) {
  test(
    `${place.name}: the room and the speaker see the same`,
    inOneEngine(place),
    async ({ openDeck }) => {
      test.slow();
      const deck = openDeck(place);
      const embed = deck.embed('plays');
      await deck.open(title);
      await embed.is('ready');
      await deck.press('PageDown', plays);
      await embed.is('playing');
      await embed.reaches(3);

      await test.step('a copy that is opened while the room’s plays joins in', async () => {
        await deck.page.context().addInitScript(() => {
          const passed: (string | undefined)[] = [];
          const see = (): unknown => passed.push(document.documentElement.dataset['step']);
          const options = { attributeFilter: ['data-step'], subtree: true };
          new MutationObserver(see).observe(document, options);
          Object.assign(window, { passed });
        });
        const view = await openSpeaker(deck, plays);
        for (const copy of copiesIn(view, deck, 'plays')) {
          await copy.reaches(3);
          await copy.is('playing');
          const passed = (): unknown => (window as unknown as { passed: unknown }).passed;
          expect(await copy.root.evaluate(passed)).not.toContain('2');
        }
        await view.close();
      });

      await embed.click(embed.button('Pause'));
      await embed.is('paused');
      const left = await embed.number('time-ms');
      const view = await openSpeaker(deck, plays);
      const copies = copiesIn(view, deck, 'plays');

      await test.step('one that is opened after comes to where it is, and plays along', async () => {
        for (const copy of copies) {
          await expect(copy.root).toHaveAttribute('data-time-ms', String(left));
        }
        await deck.pictures(10);
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
          await expect.poll(() => one.number('time-ms'), { timeout: 30_000 }).toBeGreaterThan(left);
        }
      });

      await test.step('a step here is a step there', async () => {
        await deck.page.bringToFront();
        await deck.press('PageDown', words);
        await deck.press('PageDown', walks);
        const walker = deck.embed('walks');
        await walker.is('ready');
        const walkers = copiesIn(view, deck, 'walks');
        for (const copy of walkers) await copy.is('ready');
        await walker.next();
        for (const one of [walker, ...walkers]) await one.at(2);
        // Marp lets nobody click in the speaker's copy.
        if (place.tool === 'marp') return;
        await view.bringToFront();
        await walkers[0]!.next();
        for (const one of [walker, ...walkers]) await one.at(3);
      });
    },
  );
}
