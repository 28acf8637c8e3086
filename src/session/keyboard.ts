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

const OWNS_ALL_KEYS =
  'input, textarea, select, [contenteditable], [role=slider], [role=radiogroup], [role=radio], [role=tablist], [role=tab], dialog';
const PRESSED_BY_SPACE = 'button, summary, [role=button]';

/** Whether the focused element has a use of its own for the key, so that the page leaves it alone. */
export function focusOwnsKey(focused: Element | null, key: string): boolean {
  if (focused === null) return false;
  if (focused.closest(OWNS_ALL_KEYS) !== null) return true;
  return key === ' ' && focused.closest(PRESSED_BY_SPACE) !== null;
}
