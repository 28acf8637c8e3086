import { flushSync, mount } from 'svelte';
import { course } from 'virtual:course';
import FrontDoor from './FrontDoor.svelte';
import type { Progress } from './progress.svelte';

/** Puts the front door that is alive in the place of the one that was rendered ahead; who is in it stays where they are. */
export function replaceFrontDoor(front: HTMLElement, root: string, progress: Progress): void {
  const place = front.parentElement;
  if (place === null) return;
  const { value } = searchOf(front);
  const at = focusable(front).indexOf(document.activeElement!);
  const props = {
    course,
    root,
    get done() {
      return progress.done;
    },
  };
  front.remove();
  mount(FrontDoor, { target: place, props });
  flushSync();
  if (at >= 0) (focusable(place)[at] as HTMLElement).focus();
  if (value === '') return;
  const search = searchOf(place);
  search.value = value;
  search.dispatchEvent(new Event('input', { bubbles: true }));
}

const searchOf = (within: HTMLElement): HTMLInputElement =>
  within.querySelector('input[type=search]')!;

const focusable = (within: HTMLElement): Element[] => [...within.querySelectorAll('input, a')];
