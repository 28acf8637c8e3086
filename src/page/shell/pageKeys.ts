import { focusOwnsKey, keyCommand, pictureCommand, pressIn } from '../../session/keyboard';
import type { Show } from '../../session/show';

/** Does what a key asks of the page, unless the focused element has its own use for it. */
export function onPageKey(event: KeyboardEvent, show: Show): void {
  const command = keyCommand(event) ?? pictureCommand(event);
  if (command === null || event.defaultPrevented) return;
  // Asked of the document: what a dialog tells of its closing comes later than the reader's next key. Nor does the
  // focus say it: a click into nothing leaves it outside an open dialog.
  if (document.querySelector('dialog[open]') !== null) return;
  if (focusOwnsKey(document.activeElement, event.key)) return;
  event.preventDefault();
  if (command.kind === 'press') {
    pressIn(document, command.key);
    return;
  }
  switch (command.kind) {
    case 'playPause':
      // Holding the key down must not start and stop in turn.
      if (!event.repeat) show.playPause();
      break;
    case 'step':
      show.step(command.direction, command.by);
      break;
    case 'first':
      show.first();
      break;
    case 'last':
      show.last();
      break;
  }
}
