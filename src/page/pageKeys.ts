import { focusOwnsKey, keyCommand } from '../session/keyboard';
import type { Session } from '../session/session.svelte';

/** Does what a key asks of the page, unless the focused element has its own use for it. */
export function onPageKey(event: KeyboardEvent, session: Session): void {
  const command = keyCommand(event);
  if (command === null || event.defaultPrevented) return;
  if (focusOwnsKey(document.activeElement, event.key)) return;
  event.preventDefault();
  switch (command.kind) {
    case 'playPause':
      // Holding the key down must not start and stop in turn.
      if (!event.repeat) session.playPause();
      break;
    case 'step':
      session.step(command.direction, command.by);
      break;
    case 'first':
      session.first();
      break;
    case 'last':
      session.last();
      break;
  }
}
