import type { StepBy } from '../player/playback/steps';

/** What a key does on the page. `by` is absent where the reader's own step size holds. */
export type KeyCommand =
  | { kind: 'playPause' }
  | { kind: 'step'; direction: 1 | -1; by?: StepBy }
  | { kind: 'first' }
  | { kind: 'last' };

/** The part of a KeyboardEvent that decides. */
export interface Key {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** The page's command for a key, null for every key that is none of ours. */
export function keyCommand(key: Key): KeyCommand | null {
  if (key.ctrlKey || key.altKey || key.metaKey) return null;
  if (key.key === 'ArrowRight' || key.key === 'ArrowLeft') {
    const direction = key.key === 'ArrowRight' ? 1 : -1;
    return key.shiftKey ? { kind: 'step', direction, by: 'event' } : { kind: 'step', direction };
  }
  if (key.shiftKey) return null;
  if (key.key === ' ') return { kind: 'playPause' };
  if (key.key === 'Home') return { kind: 'first' };
  if (key.key === 'End') return { kind: 'last' };
  return null;
}

/** What a letter does that a picture has named in `aria-keyshortcuts`; null for all others. */
export function pictureCommand(key: Key): { kind: 'press'; key: string } | null {
  if (key.ctrlKey || key.altKey || key.metaKey || !/^[a-z]$/i.test(key.key)) return null;
  const letter = key.key.toUpperCase();
  return shortcutIn(document, letter) === null ? null : { kind: 'press', key: letter };
}

/** Presses what has that letter for its shortcut. */
export function pressIn(root: ParentNode, letter: string): void {
  shortcutIn(root, letter)?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
}

function shortcutIn(root: ParentNode, letter: string): Element | null {
  const found = root.querySelector(`[aria-keyshortcuts="${letter}"]`);
  return found !== null && found.getClientRects().length > 0 ? found : null;
}

const OWNS_ALL_KEYS =
  'input, textarea, select, [contenteditable], [role=slider], [role=radiogroup], [role=radio], [role=tablist], [role=tab], dialog';
const PRESSED_BY_SPACE = 'button, summary, [role=button]';

/** Whether the focused element has a use of its own for the key, so that the page leaves it alone. */
export function focusOwnsKey(focused: Element | null, key: string): boolean {
  if (focused === null) return false;
  // A slider has no use for letters.
  if (/^[a-z]$/i.test(key) && focused.matches('[type=range], [role=slider]')) return false;
  if (focused.closest(OWNS_ALL_KEYS) !== null) return true;
  return key === ' ' && focused.closest(PRESSED_BY_SPACE) !== null;
}
