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
  parent.focus();
  if (!pressAround(event)) tell(formatDeed(deed));
}

/** Presses the key in the page around, if it can be reached. Whether something there took it. */
function pressAround({ key, code, keyCode, shiftKey, repeat }: KeyboardEvent): boolean {
  try {
    const { document, KeyboardEvent } = parent as Window & typeof globalThis;
    const init = { key, code, keyCode, which: keyCode, shiftKey, repeat };
    const again = new KeyboardEvent('keydown', { ...init, bubbles: true, cancelable: true });
    return !document.body.dispatchEvent(again);
  } catch {
    return false;
  }
}
