import type { DeckDeed } from './protocol';

/** The part of a KeyboardEvent that decides. */
export interface Pressed {
  key: string;
  keyCode: number;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** Where the embed stands when a key is pressed. */
export interface Standing {
  /** The option `keys`. */
  keys: 'deck' | 'steps' | 'none';
  /** It is in a page: there is somebody who may want the key. */
  framed: boolean;
  /** `field` has its own use for most keys, `control` (a button, a link) for those that press it. */
  focus: 'field' | 'control' | 'none';
  /** Shift+Tab would leave the embed. */
  firstStop: boolean;
  /** There is a step in that direction. */
  hasNext: boolean;
  hasPrevious: boolean;
  /** The picture has a use for this letter. */
  shortcut: boolean;
  /** How many options of a bet hands are counted for; 0 when none is open. */
  options: number;
}

/** What a key does. `deck`: the page around gets the focus, and the key. `leave`: it gets the focus. */
export type KeyDeed =
  | { kind: 'step'; direction: 1 | -1 }
  | { kind: 'count'; option: number }
  | { kind: 'press'; letter: string }
  | { kind: 'deck'; deed: DeckDeed }
  | { kind: 'leave' };

const clicker: ReadonlyMap<string, 1 | -1> = new Map([
  ['PageDown', 1],
  ['PageUp', -1],
]);
const arrows: ReadonlyMap<string, 1 | -1> = new Map([
  ...clicker,
  ['ArrowRight', 1],
  ['ArrowLeft', -1],
]);

/** Keys that do nothing by themselves, or are on their way to a letter. */
const silent = /^(Shift|Control|Alt|AltGraph|Meta|CapsLock|Dead|Process|Unidentified|Tab)$/;

/** What the embed does with a key; null: it leaves the key to the browser and to what has the focus. */
export function keyDeed(pressed: Pressed, standing: Standing): KeyDeed | null {
  const { key, shiftKey } = pressed;
  const { focus, framed } = standing;
  if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return null;
  if (standing.options > 0 && focus !== 'field' && /^[1-9]$/.test(key)) {
    return Number(key) <= standing.options ? { kind: 'count', option: Number(key) - 1 } : null;
  }
  if (standing.keys === 'none') return null;

  const inSteps = standing.keys === 'steps' && !shiftKey;
  // A clicker's keys are never those of the slider that was touched last.
  const direction = (focus === 'field' ? clicker : arrows).get(key);
  if (inSteps && direction && (direction > 0 ? standing.hasNext : standing.hasPrevious)) {
    return { kind: 'step', direction };
  }
  if (standing.shortcut) return { kind: 'press', letter: key.toUpperCase() };
  if (!framed) return null;
  if (key === 'Escape' || (key === 'Tab' && shiftKey && standing.firstStop)) {
    return { kind: 'leave' };
  }
  if (silent.test(key)) return null;
  if (focus === 'field' && !direction) return null;
  if (focus === 'control' && (key === ' ' || key === 'Enter')) return null;
  return { kind: 'deck', deed: deckDeed(pressed) };
}

function deckDeed({ key, keyCode, shiftKey }: Pressed): DeckDeed {
  const towards = key === ' ' ? (shiftKey ? -1 : 1) : shiftKey ? undefined : arrows.get(key);
  if (towards === undefined) return { method: 'triggerKey', args: [keyCode] };
  return { method: towards > 0 ? 'next' : 'prev' };
}
