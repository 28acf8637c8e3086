import { focusOwnsKey, keyCommand } from '../session/keyboard';
import type { Show } from '../session/show';

/** Does what a key asks of the page, unless the focused element has its own use for it. */
export function onPageKey(event: KeyboardEvent, show: Show): void {
  const command = keyCommand(event);
  if (command === null || event.defaultPrevented) return;
  if (focusOwnsKey(document.activeElement, event.key)) return;
  event.preventDefault();
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
