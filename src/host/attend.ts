import type { Guest } from './guest';
import { directionOf, isTyping } from './keys';

/** What a page's embeds are looked after with. */
export interface Attendance {
  /** Looks at all of them also when this element comes into sight. */
  watch(element: Element): void;
  /** Whether the deck was last moved backwards. */
  back(): boolean;
}

/**
 * Listens, once for a page, to what concerns its embeds: slides that come and go, keys, printing.
 *
 * @param guests the embeds that are there at the time.
 * @param find is called before they are looked at: there may be new ones.
 */
export function attend(guests: () => Iterable<Guest>, find?: () => void): Attendance {
  let lastDirection = 1;
  // At once: a deck that goes on and comes back at the next key would else not have gone at all.
  const look = (): void => {
    find?.();
    for (const guest of guests()) guest.look();
  };
  const print = (printing: boolean) => (): void => {
    for (const guest of guests()) guest.print(printing);
  };
  const sight = new IntersectionObserver(look);
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['class', 'style', 'hidden', 'src', 'data-src'],
  });
  document.addEventListener('transitionend', look);
  addEventListener('load', () => {
    look();
    // What has not come by now may be blank on paper: its poster is fetched.
    print(false)();
  });
  addEventListener('beforeprint', print(true));
  addEventListener('afterprint', print(false));
  addEventListener(
    'keydown',
    (event) => {
      const direction = directionOf(event);
      if (direction === 0 || isTyping(event)) return;
      lastDirection = direction;
      for (const guest of guests()) {
        if (!guest.walk(direction)) continue;
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
    },
    // Before the deck.
    true,
  );
  return { watch: (element) => sight.observe(element), back: () => lastDirection < 0 };
}
