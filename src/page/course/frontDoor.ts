import type { Attachment } from 'svelte/attachments';
import type { Progress } from './progress.svelte';

/**
 * Puts the front door that was rendered ahead under the page. It is links, which need no script; what searches the course
 * and marks what is done is loaded when the reader turns to it, or has done something.
 *
 * @param root relative address of the site's root, with a slash at its end.
 */
export function frontDoorBelow(
  front: HTMLElement,
  root: string,
  progress: Progress,
): Attachment<HTMLElement> {
  let live: Promise<void> | undefined;
  const wake = (): void => {
    live ??= import('./liveFrontDoor').then(
      ({ replaceFrontDoor }) => replaceFrontDoor(front, root, progress),
      // Without the network and not kept: the links are there.
      () => undefined,
    );
  };
  front.addEventListener('focusin', wake);
  return (place) => {
    if (live === undefined) place.append(front);
    if (progress.done.length > 0) wake();
  };
}
