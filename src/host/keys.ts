/** The part of a KeyboardEvent that decides. */
export interface Pressed {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

/** Where a clicker's key leads: on, back, or nowhere. */
export function directionOf({ key, shiftKey, ctrlKey, altKey, metaKey }: Pressed): 1 | -1 | 0 {
  if (ctrlKey || altKey || metaKey) return 0;
  if (key === ' ') return shiftKey ? -1 : 1;
  if (shiftKey) return 0;
  return key === 'ArrowRight' || key === 'PageDown'
    ? 1
    : key === 'ArrowLeft' || key === 'PageUp'
      ? -1
      : 0;
}

/** Names of the keys that `keyCode` does not spell. */
const names: Readonly<Record<number, string>> = {
  13: 'Enter',
  27: 'Escape',
  32: ' ',
  33: 'PageUp',
  34: 'PageDown',
  35: 'End',
  36: 'Home',
  37: 'ArrowLeft',
  38: 'ArrowUp',
  39: 'ArrowRight',
  40: 'ArrowDown',
  188: ',',
  190: '.',
  191: '/',
};

/**
 * The key that stands for what an embed asks of a deck: `next`, `prev`, or `triggerKey` with a keyCode.
 * Null for everything else.
 */
export function keyFor(method: unknown, args: unknown): { key: string; keyCode: number } | null {
  const keyCode =
    method === 'next'
      ? 34
      : method === 'prev'
        ? 33
        : method === 'triggerKey' && Array.isArray(args)
          ? (args[0] as unknown)
          : null;
  if (typeof keyCode !== 'number') return null;
  const spelt =
    (keyCode > 64 && keyCode < 91) || (keyCode > 47 && keyCode < 58)
      ? String.fromCharCode(keyCode).toLowerCase()
      : undefined;
  const key =
    names[keyCode] ?? spelt ?? (keyCode > 111 && keyCode < 124 ? `F${keyCode - 111}` : '');
  return key === '' ? null : { key, keyCode };
}

/** Presses a key for whatever listens on the page: down and up, as decks watch one or the other. */
export function press({ key, keyCode }: { key: string; keyCode: number }): void {
  for (const type of ['keydown', 'keyup']) {
    const init = { key, keyCode, which: keyCode, bubbles: true, cancelable: true };
    document.body.dispatchEvent(new KeyboardEvent(type, init));
  }
}

/** Whether an iframe's document can be reached, in which case the embed pressed the key itself. */
export function isReachable(frame: HTMLIFrameElement): boolean {
  try {
    return frame.contentDocument !== null;
  } catch {
    return false;
  }
}

/** Whether a key has its own use where it goes: as text in a field of the deck, as a press of a button. */
export function isTyping({ key, target }: KeyboardEvent): boolean {
  const owners = 'input, textarea, select, [contenteditable]:not([contenteditable=false])';
  return (
    target instanceof Element &&
    target.closest(key === ' ' ? `${owners}, button, summary, a` : owners) !== null
  );
}
