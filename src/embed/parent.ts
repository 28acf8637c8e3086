import { giveFocus } from './focus';
import { formatDeed, type DeckDeed } from './protocol';

/** Whether there is a page around. */
export const framed = (): boolean => parent !== window;

/** Says something to the page around. Nothing that is said is private, and a local deck has no origin. */
export function tell(text: string): void {
  if (framed()) parent.postMessage(text, '*');
}

/**
 * Gives the page around a key that was pressed in here. It gets the focus first: a deck that turned the slide
 * would else leave it where nobody hears the next key.
 */
export function handOver(deed: DeckDeed, event: KeyboardEvent): void {
  giveFocus();
  if (!pressAround(event)) tell(formatDeed(deed));
}

/** Presses the same key in the page around, if it can be reached. Whether something there took it. */
function pressAround(event: KeyboardEvent): boolean {
  try {
    const { document, KeyboardEvent } = parent as Window & typeof globalThis;
    // An event has all that says what another of its kind is to be.
    return !document.body.dispatchEvent(new KeyboardEvent('keydown', event));
  } catch {
    return false;
  }
}
